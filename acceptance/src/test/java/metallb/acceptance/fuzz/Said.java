package metallb.acceptance.fuzz;

import java.util.ArrayList;
import java.util.List;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/** What a neighbour says who knows BGP, so that inputs get far into a session. */
final class Said {
    static final Asn NEIGHBOUR = new Asn(64_501);
    private static final int ENHANCED_REFRESH = 1;
    private static final int GRACEFUL_RESTART = 2;
    private static final int NO_IPV6 = 4;
    private static final int EXTENDED_NEXT_HOP = 8;
    private static final int OTHER_ID = 16;

    private Said() {}

    /** The two upper bits choose the message, the others what is in it. */
    static Bytes of(int choice) {
        int detail = choice & 63;
        return switch (choice >> 6) {
            case 0 -> open(detail);
            case 1 -> MessageWriter.keepalive();
            case 2 -> MessageWriter.notification(NotificationCode.values()[detail % NotificationCode.values().length]
                    .notification(Bytes.EMPTY));
            default -> MessageWriter.routeRefresh(Message.RouteRefresh.of(Family.values()[detail & 1], detail >> 1 & 3));
        };
    }

    private static Bytes open(int detail) {
        List<Capability> capabilities = new ArrayList<>();
        capabilities.add(Capability.MultiProtocol.unicast(Family.IPV4));
        if ((detail & NO_IPV6) == 0) {
            capabilities.add(Capability.MultiProtocol.unicast(Family.IPV6));
        }
        capabilities.add(new Capability.RouteRefresh());
        if ((detail & ENHANCED_REFRESH) != 0) {
            capabilities.add(new Capability.EnhancedRouteRefresh());
        }
        if ((detail & GRACEFUL_RESTART) != 0) {
            capabilities.add(new Capability.GracefulRestart(12, 120, List.of(new Capability.GracefulRestart.Entry(1, 1, 128))));
        }
        if ((detail & EXTENDED_NEXT_HOP) != 0) {
            capabilities.add(new Capability.ExtendedNextHop(List.of(new Capability.ExtendedNextHop.Entry(1, 1, 2))));
        }
        RouterId id = RouterId.of((detail & OTHER_ID) != 0 ? "10.0.0.200" : "10.0.0.1");
        return MessageWriter.open(Message.Open.of(NEIGHBOUR, (detail & 32) != 0 ? 0 : 9, id, capabilities));
    }
}
