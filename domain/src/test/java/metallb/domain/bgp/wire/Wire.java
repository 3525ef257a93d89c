package metallb.domain.bgp.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Asn;

/** Shorthand of the tests of this package. */
final class Wire {
    static final String MARKER = "ffffffffffffffffffffffffffffffff";
    static final List<Family> BOTH = List.of(Family.IPV4, Family.IPV6);

    private Wire() {}

    /** A message from its type and body, its length computed. */
    static Bytes message(int type, String body) {
        Bytes content = Bytes.ofHex(body);
        return Bytes.ofHex(MARKER + "%04x%02x".formatted(19 + content.length(), type) + content.toHex());
    }

    /** An UPDATE from its three fields. */
    static Bytes update(String withdrawn, String attributes, String routes) {
        return message(2, field(withdrawn) + field(attributes) + routes);
    }

    private static String field(String hex) {
        Bytes content = Bytes.ofHex(hex);
        return "%04x".formatted(content.length()) + content.toHex();
    }

    static WireTerms terms(boolean internal, boolean fourOctetAs) {
        return terms(new Asn(42), internal, fourOctetAs, BOTH);
    }

    static WireTerms terms(Asn local, boolean internal, boolean fourOctetAs, List<Family> families) {
        return new WireTerms(local, internal, fourOctetAs, families, NextHops.of(Optional.of(IpAddress.of("10.0.0.5")),
                Optional.of(IpAddress.of("2001:db8::5"))));
    }

    /** AS 42 with an external peer, both of today. */
    static WireTerms terms(NextHops nextHops) {
        return new WireTerms(new Asn(42), false, true, BOTH, nextHops);
    }

    static MessageReader reader(WireTerms terms) {
        MessageReader reader = new MessageReader();
        reader.settle(terms);
        return reader;
    }

    /** What one reader makes of one chunk, first message only. */
    static Reading read(WireTerms terms, Bytes chunk) {
        MessageReader reader = reader(terms);
        reader.feed(chunk);
        return reader.next();
    }

    /** Everything up to and without NeedMore. */
    static List<Reading> readAll(MessageReader reader, Bytes chunk) {
        reader.feed(chunk);
        List<Reading> all = new ArrayList<>();
        while (true) {
            Reading next = reader.next();
            if (next instanceof Reading.NeedMore) {
                return all;
            }
            all.add(next);
            if (next instanceof Reading.Malformed || next instanceof Reading.Unanswerable) {
                return all;
            }
        }
    }

    static Message.Update update(Reading reading) {
        if (reading instanceof Reading.Complete(Message.Update update)) {
            return update;
        }
        throw new AssertionError("no UPDATE: " + reading);
    }

    /** {@code 3/1 [data] text}, or what it is instead. */
    static String error(Reading reading) {
        return switch (reading) {
            case Reading.Malformed(NotificationError error) -> error.code().code() + "/" + error.code().subcode()
                    + (error.data().isEmpty() ? "" : " [" + error.data() + "]") + " " + error.text();
            case Reading.Unanswerable(String text) -> text;
            case Reading.Complete complete -> complete.toString();
            case Reading.NeedMore more -> more.toString();
        };
    }
}
