package metallb.domain.bgp.wire;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.Attributes;
import metallb.domain.route.Community;
import metallb.domain.route.Origin;

/**
 * The path attributes of one UPDATE. Defects end in one of RFC 7606's three ways: {@link #error} resets the session,
 * {@link #problem} turns the routes into withdrawals, a remark is all that a discarded attribute leaves.
 */
final class AttributeReader {
    private static final int MOST_REMARKS = 16;

    private final WireTerms terms;
    private final BitSet seen = new BitSet();
    private final List<String> remarks;
    private final List<Community> communities = new ArrayList<>();
    private Optional<NotificationError> error = Optional.empty();
    private Optional<String> problem = Optional.empty();
    private Optional<Origin> origin = Optional.empty();
    private AsPath path = new AsPath(List.of());
    private Optional<AsPath> fourBytePath = Optional.empty();
    private boolean fourBytePathCounts = true;
    private Optional<IpAddress> nextHop = Optional.empty();
    private OptionalLong med = OptionalLong.empty();
    private OptionalLong localPreference = OptionalLong.empty();
    private Optional<Message.Reach> reach = Optional.empty();
    private List<Prefix> unreachable = List.of();
    private Optional<Family> emptyUnreach = Optional.empty();
    private int unknown;

    AttributeReader(WireTerms terms, List<String> remarks) {
        this.terms = terms;
        this.remarks = remarks;
    }

    /** Reads the whole block; RFC 7606 section 4 for lengths that run over its end. */
    void read(Octets block) {
        while (block.remaining() > 0 && error.isEmpty()) {
            int flags = block.next8();
            boolean extended = (flags & AttributeType.EXTENDED_LENGTH) != 0;
            if (block.remaining() < (extended ? 3 : 2)) {
                withdraw("half an attribute at the end");
                return;
            }
            int code = block.next8();
            int length = extended ? block.next16() : block.next8();
            if (length > block.remaining()) {
                withdraw("attribute " + code + " of " + length + " bytes in " + block.remaining());
                return;
            }
            Octets value = block.part(length);
            attribute(flags, code, value, block.before(length + (extended ? 4 : 3)));
        }
    }

    /** @param whole flags, type, length and value, as errors quote it */
    private void attribute(int flags, int code, Octets value, Octets whole) {
        Optional<AttributeType> known = AttributeType.of(code);
        boolean repeated = seen.get(code);
        seen.set(code);
        if (known.isEmpty()) {
            if ((flags & AttributeType.OPTIONAL) == 0) {
                reset(NotificationCode.UNRECOGNIZED_WELL_KNOWN_ATTRIBUTE, whole.rest(), "well-known attribute " + code);
            } else if (!repeated) {
                unknown++;
            }
            return;
        }
        AttributeType type = known.get();
        boolean multiProtocol = type == AttributeType.MP_REACH_NLRI || type == AttributeType.MP_UNREACH_NLRI;
        if (repeated) {
            if (multiProtocol) {
                reset(NotificationCode.MALFORMED_ATTRIBUTE_LIST, Bytes.EMPTY, type + " twice");
            } else {
                remark(remarks, type + " again, discarded");
            }
        } else if (!terms.internal() && isInternalOnly(type)) {
            remark(remarks, type + " of an external peer, discarded");
        } else if ((flags & AttributeType.SETTLED) != type.flags()) {
            withdraw(type + " with flags 0x" + Bytes.copyOf(new byte[] {(byte) flags}).toHex());
            if (multiProtocol) {
                value(type, value, whole);
            }
        } else {
            value(type, value, whole);
        }
    }

    /** RFC 7606 7.5, 7.9, 7.10: from outside the AS these are discarded, whatever they hold. */
    private static boolean isInternalOnly(AttributeType type) {
        return type == AttributeType.LOCAL_PREF || type == AttributeType.ORIGINATOR_ID
                || type == AttributeType.CLUSTER_LIST;
    }

    private void value(AttributeType type, Octets value, Octets whole) {
        int length = value.remaining();
        switch (type) {
            case ORIGIN -> origin(value);
            case AS_PATH -> path(value);
            case NEXT_HOP -> expect(type, length == 4, length,
                    () -> nextHop = Optional.of(PrefixReader.address(value, 4, Family.IPV4)));
            case MULTI_EXIT_DISC -> expect(type, length == 4, length, () -> med = OptionalLong.of(value.next32()));
            case LOCAL_PREF -> expect(type, length == 4, length,
                    () -> localPreference = OptionalLong.of(value.next32()));
            case ATOMIC_AGGREGATE -> discardUnless(type, length == 0, length);
            case AGGREGATOR -> aggregator(value);
            case ORIGINATOR_ID -> expect(type, length == 4, length, () -> { });
            case CLUSTER_LIST -> expect(type, length > 0 && length % 4 == 0, length, () -> { });
            case COMMUNITIES, EXTENDED_COMMUNITIES, LARGE_COMMUNITIES -> communities(type, value);
            case MP_REACH_NLRI -> reach(value, whole);
            case MP_UNREACH_NLRI -> unreach(value, whole);
            case AS4_PATH -> fourBytePath(value);
            case AS4_AGGREGATOR -> {
                if (terms.fourOctetAs()) {
                    remark(remarks, type + " of a peer with four-byte numbers, discarded");
                } else {
                    discardUnless(type, length == 8, length);
                }
            }
        }
    }

    private void origin(Octets value) {
        int length = value.remaining();
        if (length != 1) {
            withdraw("ORIGIN of " + length + " bytes");
            return;
        }
        int code = value.next8();
        origin = Origin.ofCode(code);
        if (origin.isEmpty()) {
            withdraw("ORIGIN " + code);
        }
    }

    private void path(Octets value) {
        List<AsPath.Segment> segments = new ArrayList<>();
        AsPath.read(value, terms.fourOctetAs() ? 4 : 2, segments)
                .ifPresentOrElse(what -> withdraw("AS_PATH with " + what), () -> path = new AsPath(segments));
    }

    /** RFC 6793 section 6: a malformed one is discarded; from a peer with four-byte numbers it means nothing. */
    private void fourBytePath(Octets value) {
        if (terms.fourOctetAs()) {
            remark(remarks, "AS4_PATH of a peer with four-byte numbers, discarded");
            return;
        }
        List<AsPath.Segment> segments = new ArrayList<>();
        AsPath.read(value, 4, segments).ifPresentOrElse(what -> remark(remarks, "AS4_PATH with " + what + ", discarded"),
                () -> fourBytePath = Optional.of(new AsPath(segments)));
    }

    /** RFC 6793 4.2.3: an aggregator that is not AS_TRANS shows that an old speaker dropped what AS4_PATH says. */
    private void aggregator(Octets value) {
        int expected = terms.fourOctetAs() ? 8 : 6;
        int length = value.remaining();
        discardUnless(AttributeType.AGGREGATOR, length == expected, length);
        if (length != expected) {
            return;
        }
        long asn = terms.fourOctetAs() ? value.next32() : value.next16();
        if (asn == 0) {
            // RFC 7607 section 2: as any malformed one
            remark(remarks, "AGGREGATOR with AS number 0, discarded");
        }
        fourBytePathCounts = terms.fourOctetAs() || asn == Asn.AS_TRANS.value();
    }

    private void communities(AttributeType type, Octets value) {
        int size = type == AttributeType.COMMUNITIES ? 4 : type == AttributeType.EXTENDED_COMMUNITIES ? 8 : 12;
        int length = value.remaining();
        expect(type, length > 0 && length % size == 0, length, () -> {
            while (value.remaining() > 0) {
                communities.add(switch (size) {
                    case 4 -> new Community.Standard(value.next16(), value.next16());
                    case 8 -> new Community.Extended(value.next64());
                    default -> new Community.Large(value.next32(), value.next32(), value.next32());
                });
            }
        });
    }

    /** RFC 4760 section 3; RFC 7606 5.3 and 7.11 for what is wrong with it. */
    private void reach(Octets value, Octets whole) {
        int length = value.remaining();
        if (length < 5) {
            reset(NotificationCode.MALFORMED_ATTRIBUTE_LIST, Bytes.EMPTY, "MP_REACH_NLRI of " + length + " bytes");
            return;
        }
        int afi = value.next16();
        int safi = value.next8();
        int hopLength = value.next8();
        if (hopLength >= value.remaining()) {
            reset(NotificationCode.MALFORMED_ATTRIBUTE_LIST, Bytes.EMPTY,
                    "MP_REACH_NLRI with a next hop of " + hopLength + " bytes in " + value.remaining());
            return;
        }
        Optional<Family> family = spoken(afi, safi);
        if (family.isEmpty()) {
            return;
        }
        Optional<Family> hopFamily = hopFamily(family.get(), hopLength);
        if (hopFamily.isEmpty()) {
            reset(NotificationCode.MALFORMED_ATTRIBUTE_LIST, Bytes.EMPTY,
                    "MP_REACH_NLRI of " + family.get() + " with a next hop of " + hopLength + " bytes");
            return;
        }
        IpAddress hop = PrefixReader.address(value.part(hopLength), hopFamily.get().bytes(), hopFamily.get());
        value.next8();
        List<Prefix> prefixes = prefixes(value, family.get(), "MP_REACH_NLRI", whole);
        reach = prefixes.isEmpty() ? Optional.empty() : Optional.of(new Message.Reach(hop, prefixes));
    }

    /** 4 bytes are IPv4; 16, or 32 with a link-local one behind, IPv6 (RFC 2545), of IPv4 routes where RFC 8950 holds. */
    private Optional<Family> hopFamily(Family routes, int length) {
        boolean ipv6 = length == Family.IPV6.bytes() || length == NextHops.LARGEST_BYTES;
        return switch (routes) {
            case IPV4 -> length == Family.IPV4.bytes() ? Optional.of(Family.IPV4)
                    : ipv6 && terms.nextHops().extended() ? Optional.of(Family.IPV6) : Optional.empty();
            case IPV6 -> ipv6 ? Optional.of(Family.IPV6) : Optional.empty();
        };
    }

    /** RFC 4760 section 4. */
    private void unreach(Octets value, Octets whole) {
        int length = value.remaining();
        if (length < 3) {
            reset(NotificationCode.MALFORMED_ATTRIBUTE_LIST, Bytes.EMPTY, "MP_UNREACH_NLRI of " + length + " bytes");
            return;
        }
        Optional<Family> family = spoken(value.next16(), value.next8());
        if (family.isPresent()) {
            emptyUnreach = family.filter(_ -> value.remaining() == 0);
            unreachable = prefixes(value, family.get(), "MP_UNREACH_NLRI", whole);
        }
    }

    private List<Prefix> prefixes(Octets field, Family family, String name, Octets whole) {
        List<Prefix> prefixes = new ArrayList<>();
        PrefixReader.read(field, family, prefixes).ifPresent(what ->
                reset(NotificationCode.OPTIONAL_ATTRIBUTE_ERROR, whole.rest(), name + " with " + what));
        return prefixes;
    }

    /** The family, where it was negotiated; else a remark. */
    private Optional<Family> spoken(int afi, int safi) {
        Optional<Family> family = Capability.family(afi, safi).filter(terms.families()::contains);
        if (family.isEmpty()) {
            remark(remarks, "routes of AFI " + afi + ", SAFI " + safi + " were not negotiated, ignored");
        }
        return family;
    }

    private void expect(AttributeType type, boolean well, int length, Runnable reader) {
        if (well) {
            reader.run();
        } else {
            withdraw(type + " of " + length + " bytes");
        }
    }

    private void discardUnless(AttributeType type, boolean well, int length) {
        if (!well) {
            remark(remarks, type + " of " + length + " bytes, discarded");
        }
    }

    private void reset(NotificationCode code, Bytes data, String text) {
        if (error.isEmpty()) {
            error = Optional.of(new NotificationError(code, data, text));
        }
    }

    private void withdraw(String what) {
        if (problem.isEmpty()) {
            problem = Optional.of(what);
        }
    }

    /** Adds a remark; beyond 16 they are left out. */
    static void remark(List<String> remarks, String text) {
        if (remarks.size() < MOST_REMARKS) {
            remarks.add(text);
        }
    }

    /** The error that ends the session. */
    Optional<NotificationError> error() {
        return error;
    }

    /** The defect that makes withdrawals of the routes. */
    Optional<String> problem() {
        return problem;
    }

    /** What routes may not lack (RFC 4271 section 5): the first that is not there. */
    Optional<AttributeType> missing(boolean classic) {
        return !seen.get(AttributeType.ORIGIN.code()) ? Optional.of(AttributeType.ORIGIN)
                : !seen.get(AttributeType.AS_PATH.code()) ? Optional.of(AttributeType.AS_PATH)
                : classic && nextHop.isEmpty() ? Optional.of(AttributeType.NEXT_HOP)
                : terms.internal() && localPreference.isEmpty() ? Optional.of(AttributeType.LOCAL_PREF)
                : Optional.empty();
    }

    /** Whether routes were announced here, in whatever family. */
    boolean hasReach() {
        return seen.get(AttributeType.MP_REACH_NLRI.code());
    }

    /** Of the routes in the field at the end of the message. */
    Optional<IpAddress> nextHop() {
        return nextHop;
    }

    Optional<Message.Reach> reach() {
        return reach;
    }

    List<Prefix> unreachable() {
        return unreachable;
    }

    /** The family of an MP_UNREACH_NLRI without routes, where that is the only attribute (RFC 4724 section 2). */
    Optional<Family> endOfRib() {
        return seen.cardinality() == 1 ? emptyUnreach : Optional.empty();
    }

    /** Only where nothing is missing and there is no problem. */
    PathAttributes attributes() {
        AsPath whole = fourBytePathCounts ? fourBytePath.map(path::completedBy).orElse(path) : path;
        Attributes attributes = Attributes.of(origin.orElseThrow(), whole.numbers(), localPreference, communities);
        return new PathAttributes(attributes, med, unknown);
    }
}
