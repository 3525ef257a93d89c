package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import metallb.domain.bgp.wire.Message;
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
    private final boolean markedRefresh;
    private final Set<Family> awaitingEndOfRib = EnumSet.noneOf(Family.class);
    /** Families that the peer asked for again, and that were not begun yet. */
    private final Set<Family> askedAgain = EnumSet.noneOf(Family.class);
    /** Families that are on their way again. */
    private final Set<Family> repeating = EnumSet.noneOf(Family.class);
    private long pacedUntilNanos;
    private boolean mayFinish;
    private boolean withdrawing;

    /** Takes a message and counts it into the window. */
    interface Link {
        void update(long nanos, Bytes message);

        void refresh(long nanos, Message.RouteRefresh message);
    }

    UpdateSender(long nanos, AdjRibOut rib, Terms terms, SendWindow window, Link link) {
        this.rib = rib;
        this.window = window;
        this.link = link;
        this.markedRefresh = terms.abilities().enhancedRefresh();
        this.awaitingEndOfRib.addAll(terms.families());
        this.pacedUntilNanos = nanos;
    }

    /**
     * The peer wants all routes of the family again (RFC 2918). They go once the first ones are told: RFC 7313 section 4
     * allows no mark before the End-of-RIB. Asked for once more meanwhile, they go once more after that.
     */
    void repeat(long nanos, Family family) {
        if (!withdrawing) {
            askedAgain.add(family);
            beginRepeating(nanos);
        }
    }

    private void beginRepeating(long nanos) {
        for (Family family : List.copyOf(askedAgain)) {
            boolean free = !awaitingEndOfRib.contains(family) && !repeating.contains(family);
            if (free && window.hasRoomForUpdate()) {
                mark(nanos, family, Message.RouteRefresh.BEGIN);
                rib.repeat(family);
                repeating.add(family);
                askedAgain.remove(family);
            }
        }
    }

    private void endRepeating(long nanos) {
        for (Family family : List.copyOf(repeating)) {
            if (window.hasRoomForUpdate()) {
                mark(nanos, family, Message.RouteRefresh.END);
                repeating.remove(family);
            }
        }
    }

    private void mark(long nanos, Family family, int subtype) {
        if (markedRefresh) {
            link.refresh(nanos, Message.RouteRefresh.of(family, subtype));
        }
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
            endRepeating(nanos);
        }
        beginRepeating(nanos);
    }

    /** From now on everything told is to be withdrawn, without waiting for anything but its slices and credit. */
    void withdrawAll() {
        withdrawing = true;
        awaitingEndOfRib.clear();
        askedAgain.clear();
        repeating.clear();
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
            link.update(nanos, message.get());
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
            link.update(nanos, message.get());
            sent = true;
        }
        return sent;
    }

    private void sendEndOfRib(long nanos) {
        Iterator<Family> families = awaitingEndOfRib.iterator();
        while (families.hasNext() && window.hasRoomForUpdate()) {
            link.update(nanos, MessageWriter.endOfRib(families.next()));
            families.remove();
        }
    }
}
