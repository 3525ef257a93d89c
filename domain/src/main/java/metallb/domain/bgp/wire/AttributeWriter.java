package metallb.domain.bgp.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Asn;
import metallb.domain.route.Attributes;
import metallb.domain.route.Community;

/** Path attributes behind MP_REACH_NLRI, in the order of their types; first how many bytes they take, then the bytes. */
final class AttributeWriter {
    private final WireTerms terms;
    private final Attributes attributes;
    private final List<Asn> path;
    private final int standard;
    private final int large;
    private final int extended;

    AttributeWriter(WireTerms terms, Attributes attributes) {
        this.terms = terms;
        this.attributes = attributes;
        this.path = new ArrayList<>(attributes.asPath());
        if (!terms.internal()) {
            path.addFirst(terms.localAsn());
        }
        int[] counts = new int[3];
        for (Community community : attributes.communities()) {
            switch (community) {
                case Community.Standard _ -> counts[0]++;
                case Community.Large _ -> counts[1]++;
                case Community.Extended _ -> counts[2]++;
            }
        }
        this.standard = counts[0] * 4;
        this.large = counts[1] * 12;
        this.extended = counts[2] * 8;
    }

    /** @param withNextHop whether NEXT_HOP is among them: not where MP_REACH_NLRI carries the routes */
    int bytes(boolean withNextHop) {
        return size(1) + size(pathBytes(terms.fourOctetAs() ? 4 : 2)) + (withNextHop ? size(4) : 0)
                + (terms.internal() ? size(4) : 0) + sizeUnlessEmpty(standard) + sizeUnlessEmpty(extended)
                + (needsFourBytePath() ? size(pathBytes(4)) : 0) + sizeUnlessEmpty(large);
    }

    void write(MessageBuffer buffer, Optional<IpAddress> nextHop) {
        header(buffer, AttributeType.ORIGIN, 1).put8(attributes.origin().code());
        path(buffer, AttributeType.AS_PATH, terms.fourOctetAs() ? 4 : 2);
        nextHop.ifPresent(address -> header(buffer, AttributeType.NEXT_HOP, 4).put(address, 4));
        terms.localPreference(attributes)
                .ifPresent(value -> header(buffer, AttributeType.LOCAL_PREF, 4).put32(value));
        headerUnlessEmpty(buffer, AttributeType.COMMUNITIES, standard);
        attributes.communities().forEach(community -> {
            if (community instanceof Community.Standard mark) {
                buffer.put32(mark.value());
            }
        });
        headerUnlessEmpty(buffer, AttributeType.EXTENDED_COMMUNITIES, extended);
        attributes.communities().forEach(community -> {
            if (community instanceof Community.Extended(long value)) {
                buffer.put64(value);
            }
        });
        if (needsFourBytePath()) {
            path(buffer, AttributeType.AS4_PATH, 4);
        }
        headerUnlessEmpty(buffer, AttributeType.LARGE_COMMUNITIES, large);
        attributes.communities().forEach(community -> {
            if (community instanceof Community.Large(long global, long local1, long local2)) {
                buffer.put32(global).put32(local1).put32(local2);
            }
        });
    }

    /** RFC 6793 4.2.2: where a number does not fit into what the peer understands. */
    private boolean needsFourBytePath() {
        return !terms.fourOctetAs() && path.stream().anyMatch(asn -> !asn.fits2Bytes());
    }

    private int pathBytes(int width) {
        int segments = (path.size() + AsPath.LARGEST_SEGMENT - 1) / AsPath.LARGEST_SEGMENT;
        return segments * 2 + path.size() * width;
    }

    private void path(MessageBuffer buffer, AttributeType type, int width) {
        header(buffer, type, pathBytes(width));
        for (int i = 0; i < path.size(); i++) {
            if (i % AsPath.LARGEST_SEGMENT == 0) {
                buffer.put8(AsPath.AS_SEQUENCE).put8(Math.min(AsPath.LARGEST_SEGMENT, path.size() - i));
            }
            Asn asn = path.get(i);
            if (width == 4) {
                buffer.put32(asn.value());
            } else {
                buffer.put16((int) (asn.fits2Bytes() ? asn : Asn.AS_TRANS).value());
            }
        }
    }

    private static void headerUnlessEmpty(MessageBuffer buffer, AttributeType type, int length) {
        if (length > 0) {
            header(buffer, type, length);
        }
    }

    /** Two bytes of length only where one does not do. */
    private static MessageBuffer header(MessageBuffer buffer, AttributeType type, int length) {
        return length > 255 ? buffer.put8(type.flags() | AttributeType.EXTENDED_LENGTH).put8(type.code()).put16(length)
                : buffer.put8(type.flags()).put8(type.code()).put8(length);
    }

    private static int sizeUnlessEmpty(int length) {
        return length == 0 ? 0 : size(length);
    }

    /** Bytes of an attribute with a value of this length. */
    static int size(int length) {
        return length + (length > 255 ? 4 : 3);
    }
}
