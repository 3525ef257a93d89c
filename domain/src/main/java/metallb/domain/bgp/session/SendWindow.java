package metallb.domain.bgp.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import metallb.domain.bgp.wire.Message;

/** The credit of one link, and how far the peer's socket has taken what we sent. Counts bytes, holds none. */
final class SendWindow {
    /** What may be under way at most. */
    static final int CREDIT = 64 * 1024;
    /** Kept free of UPDATEs: one NOTIFICATION of any size and two KEEPALIVEs. */
    static final int RESERVE = Message.LARGEST_BYTES + 2 * Message.HEADER_BYTES;

    private long sent;
    private long drained;
    private long keepaliveEnd;
    private long progressNanos;
    /** Where the messages under way end, in bytes since the link began. */
    private final Deque<Long> ends = new ArrayDeque<>();

    void add(long nanos, int length) {
        if (length > CREDIT - outstanding()) {
            throw new IllegalStateException(length + " bytes exceed the credit, " + outstanding() + " are under way");
        }
        if (outstanding() == 0) {
            progressNanos = nanos;
        }
        sent += length;
        ends.add(sent);
    }

    /** The message added last is a KEEPALIVE. */
    void keepaliveSent() {
        keepaliveEnd = sent;
    }

    void drained(long nanos, int bytes) {
        if (bytes < 0 || bytes > outstanding()) {
            throw new IllegalStateException(bytes + " bytes drained, " + outstanding() + " were under way");
        }
        drained += bytes;
        progressNanos = nanos;
        while (!ends.isEmpty() && ends.getFirst() < drained) {
            ends.removeFirst();
        }
    }

    int outstanding() {
        return (int) (sent - drained);
    }

    /** Whether an UPDATE may be started: the largest would fit beside the reserve. */
    boolean hasRoomForUpdate() {
        return CREDIT - RESERVE - outstanding() >= Message.LARGEST_BYTES;
    }

    boolean isKeepaliveUnderWay() {
        return keepaliveEnd > drained;
    }

    /** Whether the socket took whole messages so far, so that the next byte begins one. */
    boolean isAtBoundary() {
        return drained == 0 || drained == sent || !ends.isEmpty() && ends.getFirst() == drained;
    }

    /** Bytes count as waiting since then. */
    void excuse(long nanos) {
        progressNanos = nanos;
    }

    /** Since when bytes wait without any progress; empty where none wait. */
    OptionalLong waitingSince() {
        return outstanding() == 0 ? OptionalLong.empty() : OptionalLong.of(progressNanos);
    }
}
