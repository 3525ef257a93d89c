package metallb.domain.bgp.wire;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import metallb.domain.net.Bytes;

/**
 * Cuts the bytes of a connection into messages. Holds one message of at most 4096 bytes, whose length is checked before
 * anything of it is kept, and the chunk at hand: {@link #feed} one, take {@link #next} until it needs more, feed the next.
 */
public final class MessageReader {
    private static final int OPEN_BYTES = 29;
    private static final int UPDATE_BYTES = 23;
    private static final int NOTIFICATION_BYTES = 21;
    private static final int ROUTE_REFRESH_BYTES = 23;
    private static final int MARKER_BYTES = 16;

    private final byte[] message = new byte[Message.LARGEST_BYTES];
    private int filled;
    private int length = Message.HEADER_BYTES;
    private boolean headerChecked;
    private Bytes chunk = Bytes.EMPTY;
    private int taken;
    private Optional<WireTerms> terms = Optional.empty();
    private Optional<Reading> failure = Optional.empty();

    /** What the OPENs settled; from now on UPDATEs are decoded, which until then are only recognized. */
    public void settle(WireTerms settled) {
        terms = Optional.of(settled);
    }

    /** The next bytes that arrived, any number; the ones before must have been read, or after an error are lost. */
    public void feed(Bytes next) {
        Objects.requireNonNull(next, "next");
        if (failure.isEmpty() && taken < chunk.length()) {
            throw new IllegalStateException(chunk.length() - taken + " bytes are not read yet");
        }
        chunk = next;
        taken = 0;
    }

    /** The next message; after a malformed one the same error for ever. */
    public Reading next() {
        if (failure.isPresent()) {
            return failure.get();
        }
        if (!headerChecked) {
            if (!fill(Message.HEADER_BYTES)) {
                return Reading.NEED_MORE;
            }
            Optional<NotificationError> error = checkHeader();
            if (error.isPresent()) {
                return fail(readingOf(error.get()));
            }
            headerChecked = true;
        }
        if (!fill(length)) {
            return Reading.NEED_MORE;
        }
        Reading reading = decode();
        filled = 0;
        headerChecked = false;
        return switch (reading) {
            case Reading.Complete complete -> complete;
            case Reading.Malformed _, Reading.Unanswerable _ -> fail(reading);
            case Reading.NeedMore _ -> throw new IllegalStateException("a whole message needs no more");
        };
    }

    private boolean fill(int wanted) {
        int step = Math.min(wanted - filled, chunk.length() - taken);
        chunk.copyTo(taken, message, filled, step);
        filled += step;
        taken += step;
        if (taken == chunk.length()) {
            chunk = Bytes.EMPTY;
            taken = 0;
        }
        return filled == wanted;
    }

    private Reading fail(Reading lasting) {
        failure = Optional.of(lasting);
        chunk = Bytes.EMPTY;
        taken = 0;
        return lasting;
    }

    /** What has no good marker is no NOTIFICATION, whatever its type may seem. */
    private Reading readingOf(NotificationError error) {
        boolean answerable = error.code() != NotificationCode.BAD_MESSAGE_LENGTH
                || message[MARKER_BYTES + 2] != Message.Notification.TYPE;
        return answerable ? new Reading.Malformed(error) : new Reading.Unanswerable(error.text());
    }

    /** RFC 4271 6.1, in its order. */
    private Optional<NotificationError> checkHeader() {
        for (int i = 0; i < MARKER_BYTES; i++) {
            if (message[i] != -1) {
                return Optional.of(new NotificationError(NotificationCode.CONNECTION_NOT_SYNCHRONIZED, Bytes.EMPTY,
                        "the marker is not all ones"));
            }
        }
        Octets header = new Octets(message, MARKER_BYTES, Message.HEADER_BYTES);
        length = header.next16();
        int type = header.next8();
        if (length < Message.HEADER_BYTES || length > Message.LARGEST_BYTES) {
            return Optional.of(badLength((type == Message.Notification.TYPE ? "a NOTIFICATION of " : "a message of ")
                    + length + " bytes"));
        }
        return switch (type) {
            case Message.Open.TYPE -> atLeast(OPEN_BYTES, "OPEN");
            case Message.Update.TYPE -> atLeast(UPDATE_BYTES, "UPDATE");
            case Message.Notification.TYPE -> atLeast(NOTIFICATION_BYTES, "NOTIFICATION");
            case Message.Keepalive.TYPE -> length == Message.HEADER_BYTES ? Optional.empty()
                    : Optional.of(badLength("a KEEPALIVE of " + length + " bytes"));
            case Message.RouteRefresh.TYPE -> Optional.empty();
            default -> Optional.of(new NotificationError(NotificationCode.BAD_MESSAGE_TYPE,
                    Bytes.copyOf(message, MARKER_BYTES + 2, 1), "message type " + type));
        };
    }

    private Optional<NotificationError> atLeast(int least, String name) {
        String article = name.equals("OPEN") || name.equals("UPDATE") ? "an " : "a ";
        return length >= least ? Optional.empty() : Optional.of(badLength(article + name + " of " + length + " bytes"));
    }

    private NotificationError badLength(String text) {
        return new NotificationError(NotificationCode.BAD_MESSAGE_LENGTH, Bytes.copyOf(message, MARKER_BYTES, 2), text);
    }

    /** The type was checked with the header. */
    private Reading decode() {
        Octets body = new Octets(message, Message.HEADER_BYTES, length);
        return switch (message[MARKER_BYTES + 2]) {
            case Message.Open.TYPE -> new OpenReader(body).read();
            case Message.Update.TYPE -> terms.map(settled -> new UpdateReader(body, settled).read())
                    .orElseGet(MessageReader::undecoded);
            case Message.Notification.TYPE -> new Reading.Complete(
                    new Message.Notification(body.next8(), body.next8(), body.rest()));
            case Message.Keepalive.TYPE -> new Reading.Complete(new Message.Keepalive());
            case Message.RouteRefresh.TYPE -> routeRefresh(body);
            default -> throw new IllegalStateException("message type " + message[MARKER_BYTES + 2]);
        };
    }

    /** Where no OPEN came yet, an UPDATE is an error of the session's state, whatever is in it. */
    private static Reading undecoded() {
        return new Reading.Complete(new Message.Update(List.of(), List.of(), Optional.empty(), Optional.empty(),
                Optional.empty(), List.of("not decoded: nothing is settled yet")));
    }

    /** The same as RFC 4271 section 6.1 has it, for who does not know the codes of RFC 7313. */
    public static NotificationError badLength(NotificationError ofRefresh) {
        return new NotificationError(NotificationCode.BAD_MESSAGE_LENGTH, ofRefresh.data().slice(MARKER_BYTES, 2),
                ofRefresh.text());
    }

    /** RFC 7313 section 5: another length is answered with the whole message. The subtype stands between AFI and SAFI. */
    private Reading routeRefresh(Octets body) {
        if (length != ROUTE_REFRESH_BYTES) {
            return new Reading.Malformed(new NotificationError(NotificationCode.REFRESH_INVALID_LENGTH,
                    Bytes.copyOf(message, 0, length), "a ROUTE-REFRESH of " + length + " bytes"));
        }
        int afi = body.next16();
        int subtype = body.next8();
        return new Reading.Complete(new Message.RouteRefresh(afi, body.next8(), subtype));
    }
}
