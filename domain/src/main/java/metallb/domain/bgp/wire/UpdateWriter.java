package metallb.domain.bgp.wire;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.Attributes;
import metallb.domain.route.NextHop;
import metallb.domain.route.RouteKey;

/**
 * Packs routes with equal attributes into UPDATEs of at most 4096 bytes. One message at a time: begin it, {@link #add} keys
 * until one does not fit or there are no more, {@link #finish} it. One writer per session; it allocates the message only.
 */
public final class UpdateWriter {
    private static final int LENGTH_FIELDS = 4;
    /** AFI and SAFI; in MP_REACH_NLRI also the length of the next hop and the reserved byte. */
    private static final int UNREACH_FIXED = 3;
    private static final int REACH_FIXED = 5;
    private static final int FIRST_ATTRIBUTE = Message.HEADER_BYTES + LENGTH_FIELDS;
    private static final int SHORT_HEADER = 3;
    private static final int LONG_HEADER = 4;

    private final WireTerms terms;
    private final MessageBuffer buffer = new MessageBuffer();
    private Optional<Plan> plan = Optional.empty();
    private int routes;
    private int routeBytes;

    /**
     * What the message at hand is to be.
     *
     * @param attributes of routes that come; empty where they go
     * @param nextHop of routes that come; of IPv6 with the link-local one behind it, where there is one
     * @param fixedBytes everything but the routes and a multi-protocol attribute's header
     * @param multiProtocolBytes value of MP_REACH_NLRI or MP_UNREACH_NLRI without routes; 0 for the classic fields
     */
    private record Plan(Family family, Optional<AttributeWriter> attributes, List<IpAddress> nextHop, int fixedBytes,
            int multiProtocolBytes) {
        int bytesWith(int routeBytes) {
            int value = multiProtocolBytes + routeBytes;
            return fixedBytes + (multiProtocolBytes == 0 ? routeBytes : AttributeWriter.size(value));
        }
    }

    /** One packed message and how many keys of the list are in it. */
    public record Packed(Bytes message, int taken, boolean full) {}

    public UpdateWriter(WireTerms terms) {
        this.terms = terms;
    }

    /** One message with as many of {@code keys} from index {@code from} on as it holds; at least one. */
    public Packed announce(NextHop nextHop, Attributes attributes, List<RouteKey> keys, int from) {
        beginAnnouncing(keys.get(from).family(), nextHop, attributes);
        return pack(keys, from);
    }

    /** One message that withdraws as many of {@code keys} from index {@code from} on as it holds; at least one. */
    public Packed withdraw(List<RouteKey> keys, int from) {
        beginWithdrawing(keys.get(from).family());
        return pack(keys, from);
    }

    private Packed pack(List<RouteKey> keys, int from) {
        int index = from;
        while (index < keys.size() && add(keys.get(index))) {
            index++;
        }
        boolean full = index < keys.size() || isFull();
        return new Packed(finish(), index - from, full);
    }

    /**
     * Begins a message that announces. The session must have a next hop for the family ({@link WireTerms#resolve}) and the
     * attributes must leave room ({@link #leavesRoom}); both are checked before a route gets here.
     */
    public void beginAnnouncing(Family family, NextHop nextHop, Attributes attributes) {
        IpAddress address = terms.resolve(nextHop, family).orElseThrow(() ->
                new IllegalArgumentException("no " + family + " next hop " + nextHop + " on this session"));
        List<IpAddress> hops = Stream.concat(Stream.of(address), terms.linkLocal(nextHop, family).stream()).toList();
        AttributeWriter writer = new AttributeWriter(terms, attributes);
        // the classic fields have room for four bytes of a next hop only (RFC 8950 section 3)
        boolean classic = address.isIpv4() && family == Family.IPV4;
        int fixed = FIRST_ATTRIBUTE + writer.bytes(classic);
        begin(new Plan(family, Optional.of(writer), hops, fixed,
                classic ? 0 : REACH_FIXED + hops.size() * address.family().bytes()));
    }

    /** Begins a message that withdraws: in its own field for IPv4, in MP_UNREACH_NLRI for IPv6. */
    public void beginWithdrawing(Family family) {
        begin(new Plan(family, Optional.empty(), List.of(), FIRST_ATTRIBUTE,
                family == Family.IPV4 ? 0 : UNREACH_FIXED));
    }

    private void begin(Plan next) {
        if (next.bytesWith(hostBytes(next.family())) > Message.LARGEST_BYTES) {
            throw new IllegalArgumentException("attributes of " + next.fixedBytes() + " bytes leave no room for a route");
        }
        plan = Optional.of(next);
        routes = 0;
        routeBytes = 0;
        buffer.start(Message.Update.TYPE).put16(0);
        if (next.multiProtocolBytes() > 0) {
            // the longer header for now: finish() takes out what the final length does not need
            buffer.put16(0).put32(0).put16(next.family().afi()).put8(Capability.UNICAST);
            if (next.attributes().isPresent()) {
                putNextHop(next.nextHop());
            }
        } else if (next.attributes().isPresent()) {
            buffer.put16(next.fixedBytes() - FIRST_ATTRIBUTE);
            next.attributes().get().write(buffer, Optional.of(next.nextHop().getFirst()));
        }
    }

    /** Its length, the addresses, and the reserved byte (RFC 4760 section 3). */
    private void putNextHop(List<IpAddress> hops) {
        buffer.put8(hops.stream().mapToInt(hop -> hop.family().bytes()).sum());
        hops.forEach(hop -> buffer.put(hop, hop.family().bytes()));
        buffer.put8(0);
    }

    /** Adds a route of the message's family; false where it does not fit, and the message is to be finished without it. */
    public boolean add(RouteKey key) {
        Plan at = plan();
        if (key.family() != at.family() || key.pathId() != 0) {
            throw new IllegalArgumentException(key + " in a message of " + at.family() + " routes without path ids");
        }
        Prefix prefix = key.prefix();
        int bytes = MessageBuffer.bytesOf(prefix);
        if (at.bytesWith(routeBytes + bytes) > Message.LARGEST_BYTES) {
            return false;
        }
        buffer.put(prefix);
        routeBytes += bytes;
        routes++;
        return true;
    }

    /** How many routes the message has. */
    public int routes() {
        return routes;
    }

    /** Whether no further route of one address (/32 or /128) fits. */
    public boolean isFull() {
        Plan at = plan();
        return at.bytesWith(routeBytes + hostBytes(at.family())) > Message.LARGEST_BYTES;
    }

    /** The message, which has one route at least. */
    public Bytes finish() {
        Plan at = plan();
        if (routes == 0) {
            throw new IllegalStateException("an UPDATE without routes would be an End-of-RIB");
        }
        plan = Optional.empty();
        if (at.multiProtocolBytes() > 0) {
            finishMultiProtocol(at);
        } else if (at.attributes().isEmpty()) {
            buffer.set16(Message.HEADER_BYTES, routeBytes);
            buffer.put16(0);
        }
        return buffer.finish();
    }

    /** RFC 7606 5.1: the attribute with the routes is the first. */
    private void finishMultiProtocol(Plan at) {
        AttributeType type = at.attributes().isPresent() ? AttributeType.MP_REACH_NLRI : AttributeType.MP_UNREACH_NLRI;
        int value = at.multiProtocolBytes() + routeBytes;
        boolean extended = AttributeWriter.size(value) - value == LONG_HEADER;
        buffer.set8(FIRST_ATTRIBUTE, type.flags() | (extended ? AttributeType.EXTENDED_LENGTH : 0));
        buffer.set8(FIRST_ATTRIBUTE + 1, type.code());
        if (extended) {
            buffer.set16(FIRST_ATTRIBUTE + 2, value);
        } else {
            buffer.set8(FIRST_ATTRIBUTE + 2, value);
            buffer.remove(FIRST_ATTRIBUTE + SHORT_HEADER);
        }
        at.attributes().ifPresent(writer -> writer.write(buffer, Optional.empty()));
        buffer.set16(Message.HEADER_BYTES + 2, buffer.size() - FIRST_ATTRIBUTE);
    }

    private Plan plan() {
        return plan.orElseThrow(() -> new IllegalStateException("no message was begun"));
    }

    private static int hostBytes(Family family) {
        return 1 + family.bytes();
    }

    /** How many bytes the attributes of an IPv4 route take on this session. */
    public int attributeBytes(Attributes attributes) {
        return new AttributeWriter(terms, attributes).bytes(true);
    }

    /**
     * Whether every session could announce a route of either family with these attributes, which configuration must see to:
     * judged for the peer that needs most bytes, an external one without four-byte numbers to whom we are a four-byte AS.
     */
    public static boolean leavesRoom(Attributes attributes) {
        return largestMessage(attributes) <= Message.LARGEST_BYTES;
    }

    /** Bytes of a message with one route, on the session that needs most. */
    static int largestMessage(Attributes attributes) {
        Asn widest = new Asn(0xffffffffL);
        int most = 0;
        for (boolean internal : new boolean[] {true, false}) {
            for (boolean fourOctetAs : new boolean[] {true, false}) {
                WireTerms terms = new WireTerms(widest, internal, fourOctetAs, List.of(),
                        NextHops.of(Optional.empty(), Optional.empty()));
                most = Math.max(most, new AttributeWriter(terms, attributes).bytes(false));
            }
        }
        int reach = REACH_FIXED + NextHops.LARGEST_BYTES + hostBytes(Family.IPV6);
        return FIRST_ATTRIBUTE + most + AttributeWriter.size(reach);
    }
}
