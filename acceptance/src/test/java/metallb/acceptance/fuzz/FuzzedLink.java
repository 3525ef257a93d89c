package metallb.acceptance.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageReader;
import metallb.domain.bgp.wire.Reading;
import metallb.domain.net.Bytes;
import metallb.domain.net.LinkId;

/** One connection as its other end sees it. */
final class FuzzedLink {
    /** What may be under way (design: 64 KiB of credit a link). */
    private static final int CREDIT = 65_536;

    final LinkId id;
    private final MessageReader sent = new MessageReader();
    private final MessageReader heard = new MessageReader();
    private boolean standing;
    private boolean closed;
    private boolean muted;
    private boolean notified;
    private boolean wasNotified;
    private int underWay;

    FuzzedLink(LinkId id) {
        this.id = id;
    }

    /** Whether it was connected and nobody closed it. */
    boolean isOpen() {
        return standing && !closed;
    }

    boolean isStanding() {
        return standing;
    }

    /** Whether the transport may hand over a chunk. */
    boolean listens() {
        return isOpen() && !muted;
    }

    void stands() {
        standing = true;
    }

    /**
     * The chunk is on its way to the peer.
     *
     * @return whether a NOTIFICATION is in it, with nothing before it that would be answered by one for its form
     */
    boolean hears(Bytes chunk) {
        muted = true;
        heard.feed(chunk);
        boolean first = true;
        for (Reading next = heard.next(); next instanceof Reading.Complete || next instanceof Reading.Unanswerable;
                next = heard.next()) {
            if (next instanceof Reading.Unanswerable || next instanceof Reading.Complete(Message.Notification _)) {
                // what stands before it in the same chunk may be answered with a NOTIFICATION
                wasNotified = first;
                return true;
            }
            first = false;
        }
        return false;
    }

    void sends(Bytes bytes) {
        assertTrue(isOpen(), () -> id + " is not open: " + bytes);
        assertFalse(notified, () -> id + " was ended by a NOTIFICATION: " + bytes);
        underWay += bytes.length();
        assertTrue(underWay <= CREDIT, () -> underWay + " bytes under way");
        sent.feed(bytes);
        int read = 0;
        for (Reading next = sent.next(); !(next instanceof Reading.NeedMore); next = sent.next()) {
            Message message = ((Reading.Complete) next).message();
            read += 1;
            assertFalse(notified, () -> "behind a NOTIFICATION: " + message);
            if (message instanceof Message.Notification) {
                assertFalse(wasNotified, () -> "a NOTIFICATION is answered: " + message);
                notified = true;
            }
        }
        assertTrue(read > 0, () -> "half a message: " + bytes);
    }

    int drains() {
        int drained = underWay;
        underWay = 0;
        return drained;
    }

    void resumes() {
        assertTrue(muted, () -> id + " is not muted");
        muted = false;
    }

    void closes() {
        assertFalse(closed, () -> id + " is closed twice");
        closed = true;
    }
}
