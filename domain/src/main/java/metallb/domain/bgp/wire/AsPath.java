package metallb.domain.bgp.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.domain.route.Asn;

/** The path that a peer sent, in its segments; a set counts as one hop (RFC 4271 9.1.2.2). */
record AsPath(List<Segment> segments) {
    static final int AS_SET = 1;
    static final int AS_SEQUENCE = 2;
    /** Most numbers of a segment: its count is one byte. */
    static final int LARGEST_SEGMENT = 255;

    record Segment(boolean set, List<Asn> members) {
        int hops() {
            return set ? 1 : members.size();
        }
    }

    /**
     * Reads a path into {@code segments}, or says what is wrong (RFC 7606 7.2). Confederation segments (RFC 5065) are
     * unknown to us, as they are to every peer outside the confederation.
     *
     * @param width bytes of a number, 2 or 4
     */
    static Optional<String> read(Octets value, int width, List<Segment> segments) {
        while (value.remaining() > 0) {
            if (value.remaining() < 2) {
                return Optional.of("half a segment at the end");
            }
            int type = value.next8();
            int count = value.next8();
            if (type != AS_SET && type != AS_SEQUENCE) {
                return Optional.of("segment type " + type);
            }
            if (count == 0) {
                return Optional.of("an empty segment");
            }
            if (count * width > value.remaining()) {
                return Optional.of("a segment of " + count + " numbers in " + value.remaining() + " bytes");
            }
            List<Asn> members = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                long number = width == 2 ? value.next16() : value.next32();
                if (number == 0) {
                    return Optional.of("AS number 0");
                }
                members.add(new Asn(number));
            }
            segments.add(new Segment(type == AS_SET, members));
        }
        return Optional.empty();
    }

    /** RFC 6793 4.2.3: the hops that the four-byte path lacks, then the four-byte path; this one where that is longer. */
    AsPath completedBy(AsPath fourByte) {
        int missing = hops() - fourByte.hops();
        if (missing < 0) {
            return this;
        }
        List<Segment> merged = new ArrayList<>();
        for (Segment segment : segments) {
            if (missing <= 0) {
                break;
            }
            merged.add(segment.hops() <= missing ? segment
                    : new Segment(false, segment.members().subList(0, missing)));
            missing -= segment.hops();
        }
        merged.addAll(fourByte.segments);
        return new AsPath(merged);
    }

    private int hops() {
        return segments.stream().mapToInt(Segment::hops).sum();
    }

    /** All numbers in the order written. */
    List<Asn> numbers() {
        return segments.stream().flatMap(segment -> segment.members().stream()).toList();
    }
}
