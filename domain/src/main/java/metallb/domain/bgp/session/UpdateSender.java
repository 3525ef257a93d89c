package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;

/**
 * When UPDATEs leave: never beyond the credit, full ones at once, the last shorter one of each attribute set once nothing
 * more is to come and the last UPDATE is 5 ms old, so that a burst packs and a single change is instant.
 */
final class UpdateSender {
    static final long PACING_NANOS = Duration.ofMillis(5).toNanos();

    private final AdjRibOut rib;
    private final SendWindow window;
    private final Link link;
    private final Set<Family> awaitingEndOfRib = EnumSet.noneOf(Family.class);
    private long pacedUntilNanos;
    private boolean mayFinish;
    private boolean withdrawing;

    /** Takes a message and counts it into the window. */
    interface Link {
        void send(long nanos, Bytes message);
    }

    UpdateSender(long nanos, AdjRibOut rib, Set<Family> families, SendWindow window, Link link) {
        this.rib = rib;
        this.window = window;
        this.link = link;
        this.awaitingEndOfRib.addAll(families);
        this.pacedUntilNanos = nanos;
    }

    /** See {@link Peer#announce}. */
    void announce(long nanos, boolean released, boolean moreToCome) {
        if (withdrawing) {
            withdraw(nanos);
            return;
        }
        mayFinish = released && !moreToCome && !rib.isSyncing();
        if (!released) {
            return;
        }
        sendFull(nanos);
        if (mayFinish && nanos >= pacedUntilNanos && sendAll(nanos)) {
            pacedUntilNanos = nanos + PACING_NANOS;
        }
        if (mayFinish && rib.pendingSize() == 0) {
            sendEndOfRib(nanos);
        }
    }

    /** From now on everything told is to be withdrawn, without waiting for anything but its slices and credit. */
    void withdrawAll() {
        withdrawing = true;
        awaitingEndOfRib.clear();
        rib.withdrawAll();
    }

    private void withdraw(long nanos) {
        if (rib.isSyncing()) {
            sendFull(nanos);
        } else {
            sendAll(nanos);
        }
    }

    /** When the shorter messages may leave; empty where none wait, or for something else. */
    OptionalLong deadline() {
        boolean waits = mayFinish && !withdrawing && rib.pendingSize() > 0 && window.hasRoomForUpdate();
        return waits ? OptionalLong.of(pacedUntilNanos) : OptionalLong.empty();
    }

    private void sendFull(long nanos) {
        while (window.hasRoomForUpdate()) {
            Optional<Bytes> message = rib.nextFull();
            if (message.isEmpty()) {
                return;
            }
            link.send(nanos, message.get());
            pacedUntilNanos = nanos + PACING_NANOS;
        }
    }

    /** Whether anything was sent. */
    private boolean sendAll(long nanos) {
        boolean sent = false;
        while (window.hasRoomForUpdate()) {
            Optional<Bytes> message = rib.next();
            if (message.isEmpty()) {
                return sent;
            }
            link.send(nanos, message.get());
            sent = true;
        }
        return sent;
    }

    private void sendEndOfRib(long nanos) {
        Iterator<Family> families = awaitingEndOfRib.iterator();
        while (families.hasNext() && window.hasRoomForUpdate()) {
            link.send(nanos, MessageWriter.endOfRib(families.next()));
            families.remove();
        }
    }
}
