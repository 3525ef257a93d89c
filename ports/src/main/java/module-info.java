/** Small interfaces between the core and the world. */
module metallb.ports {
    requires transitive metallb.domain;

    exports metallb.ports.cluster;
    exports metallb.ports.config;
    exports metallb.ports.log;
    exports metallb.ports.question;
    exports metallb.ports.transport;
}
