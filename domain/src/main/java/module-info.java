/** The pure core: events in, effects out, time is an argument. Requires nothing but java.base. */
module metallb.domain {
    exports metallb.domain.bgp.session;
    exports metallb.domain.bgp.wire;
    exports metallb.domain.cluster;
    exports metallb.domain.config;
    exports metallb.domain.core;
    exports metallb.domain.lease;
    exports metallb.domain.net;
    exports metallb.domain.route;
}
