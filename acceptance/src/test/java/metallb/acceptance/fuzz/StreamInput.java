package metallb.acceptance.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.NextHops;
import metallb.domain.bgp.wire.WireTerms;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Asn;

/**
 * A fuzzer's input for the decoder. The first byte says what the session negotiated, the second how the rest is cut; the
 * rest is the stream itself, or, since few inputs get past marker and length, bodies (type, two bytes of length, so many
 * bytes) for which the headers are written.
 */
final class StreamInput {
    private static final int INTERNAL = 1;
    private static final int FOUR_OCTET_AS = 2;
    private static final int IPV4 = 4;
    private static final int IPV6 = 8;
    private static final int EXTENDED_NEXT_HOP = 16;
    private static final int UNSETTLED = 32;
    private static final int BODIES = 64;
    private static final int LARGEST_BODY = Message.LARGEST_BYTES - Message.HEADER_BYTES;

    private final int options;
    private final int cut;
    private final Bytes stream;

    StreamInput(byte[] input) {
        options = input.length > 0 ? input[0] & 0xff : 0;
        cut = input.length > 1 ? input[1] & 0xff : 0;
        Bytes rest = input.length > 2 ? Bytes.copyOf(input, 2, input.length - 2) : Bytes.EMPTY;
        stream = (options & BODIES) == 0 ? rest : framed(rest);
    }

    Bytes stream() {
        return stream;
    }

    /** The same in chunks of one to seven bytes, or a few more, always the same for the same input. */
    List<Bytes> chunks() {
        List<Bytes> chunks = new ArrayList<>();
        int at = 0;
        for (int i = 0; at < stream.length(); i++) {
            int step = Math.min(1 + (cut + 31 * i) % (cut % 2 == 0 ? 7 : 50), stream.length() - at);
            chunks.add(stream.slice(at, step));
            at += step;
        }
        return chunks;
    }

    /** What was settled; empty before the OPENs. */
    Optional<WireTerms> terms() {
        return (options & UNSETTLED) != 0 ? Optional.empty()
                : Optional.of(terms((options & INTERNAL) != 0, (options & FOUR_OCTET_AS) != 0));
    }

    /** The session on which everything that was read can be said again. */
    WireTerms roomiest() {
        return new WireTerms(new Asn(42), true, true, List.of(Family.IPV4, Family.IPV6), nextHops());
    }

    private WireTerms terms(boolean internal, boolean fourOctetAs) {
        List<Family> families = new ArrayList<>();
        if ((options & IPV4) != 0) {
            families.add(Family.IPV4);
        }
        if ((options & IPV6) != 0) {
            families.add(Family.IPV6);
        }
        return new WireTerms(new Asn(42), internal, fourOctetAs, families, nextHops());
    }

    private NextHops nextHops() {
        return new NextHops(Optional.of(IpAddress.of("10.0.0.5")), Optional.of(IpAddress.of("2001:db8::5")),
                Optional.empty(), (options & EXTENDED_NEXT_HOP) != 0);
    }

    private static Bytes framed(Bytes bodies) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        int at = 0;
        while (at + 3 <= bodies.length()) {
            int length = Math.min(Math.min(bodies.unsigned16(at + 1), LARGEST_BODY), bodies.length() - at - 3);
            stream.writeBytes(message(bodies.at(at), bodies.slice(at + 3, length)).toArray());
            at += 3 + length;
        }
        return Bytes.copyOf(stream.toByteArray());
    }

    /** A message with a header that fits. */
    static Bytes message(int type, Bytes body) {
        byte[] message = new byte[Message.HEADER_BYTES + body.length()];
        java.util.Arrays.fill(message, 0, 16, (byte) 0xff);
        message[16] = (byte) (message.length >> 8);
        message[17] = (byte) message.length;
        message[18] = (byte) type;
        body.copyTo(message, Message.HEADER_BYTES);
        return Bytes.copyOf(message);
    }
}
