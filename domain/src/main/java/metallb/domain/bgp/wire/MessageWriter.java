package metallb.domain.bgp.wire;

import java.util.List;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.route.Asn;

/** Messages without routes as bytes; {@link UpdateWriter} writes those with. */
public final class MessageWriter {
    private static final int VERSION = 4;
    private static final int CAPABILITIES = 2;
    /** What one optional parameter holds. We never need more, so RFC 9072 is read but not written. */
    private static final int LARGEST_PARAMETER = 253;

    private static final Bytes KEEPALIVE = new MessageBuffer().start(Message.Keepalive.TYPE).finish();

    private MessageWriter() {}

    /** All capabilities in one optional parameter; none at all where there are none. */
    public static Bytes open(Message.Open open) {
        MessageBuffer buffer = new MessageBuffer().start(Message.Open.TYPE)
                .put8(VERSION).put16(open.asField()).put16(open.holdTimeSeconds()).put32(open.id().bits());
        Bytes capabilities = capabilities(open.capabilities());
        if (capabilities.length() > LARGEST_PARAMETER) {
            throw new IllegalArgumentException("capabilities of " + capabilities.length() + " bytes");
        }
        if (capabilities.isEmpty()) {
            return buffer.put8(0).finish();
        }
        return buffer.put8(capabilities.length() + 2).put8(CAPABILITIES).put8(capabilities.length())
                .put(capabilities).finish();
    }

    /** The 19 bytes. */
    public static Bytes keepalive() {
        return KEEPALIVE;
    }

    public static Bytes notification(Message.Notification notification) {
        return new MessageBuffer().start(Message.Notification.TYPE).put8(notification.code())
                .put8(notification.subcode()).put(notification.data()).finish();
    }

    /** The subtype stands between AFI and SAFI (RFC 7313 section 3). */
    public static Bytes routeRefresh(Message.RouteRefresh refresh) {
        return new MessageBuffer().start(Message.RouteRefresh.TYPE).put16(refresh.afi()).put8(refresh.subtype())
                .put8(refresh.safi()).finish();
    }

    /** RFC 4724 section 2: an UPDATE without anything for IPv4, without routes in MP_UNREACH_NLRI for IPv6. */
    public static Bytes endOfRib(Family family) {
        MessageBuffer buffer = new MessageBuffer().start(Message.Update.TYPE).put16(0);
        return switch (family) {
            case IPV4 -> buffer.put16(0).finish();
            case IPV6 -> buffer.put16(6).put8(AttributeType.MP_UNREACH_NLRI.flags())
                    .put8(AttributeType.MP_UNREACH_NLRI.code()).put8(3)
                    .put16(family.afi()).put8(Capability.UNICAST).finish();
        };
    }

    /** Capabilities as TLVs, which is also the data of NOTIFICATION 2/7 (RFC 5492 section 5). */
    public static Bytes capabilities(List<Capability> capabilities) {
        MessageBuffer buffer = new MessageBuffer();
        for (Capability capability : capabilities) {
            if (buffer.size() > LARGEST_PARAMETER) {
                throw new IllegalArgumentException("capabilities of more than " + LARGEST_PARAMETER + " bytes");
            }
            buffer.put8(capability.code());
            int length = buffer.size();
            buffer.put8(0);
            value(capability, buffer);
            buffer.set8(length, buffer.size() - length - 1);
        }
        return buffer.from(0);
    }

    private static void value(Capability capability, MessageBuffer buffer) {
        switch (capability) {
            case Capability.MultiProtocol(int afi, int safi) -> buffer.put16(afi).put8(0).put8(safi);
            case Capability.RouteRefresh _, Capability.EnhancedRouteRefresh _ -> { }
            case Capability.ExtendedNextHop(List<Capability.ExtendedNextHop.Entry> entries) -> entries.forEach(entry ->
                    buffer.put16(entry.afi()).put16(entry.safi()).put16(entry.nextHopAfi()));
            case Capability.GracefulRestart restart -> {
                buffer.put16(restart.flags() << 12 | restart.timeSeconds());
                restart.families().forEach(entry ->
                        buffer.put16(entry.afi()).put8(entry.safi()).put8(entry.flags()));
            }
            case Capability.FourOctetAs(Asn asn) -> buffer.put32(asn.value());
            case Capability.Unknown(int _, Bytes value) -> buffer.put(value);
        }
    }
}
