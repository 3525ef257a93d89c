package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import metallb.domain.net.Bytes;
import metallb.domain.net.LinkId;
import metallb.domain.net.Now;

/**
 * Two peers, joined by a network under virtual time that may be slow, lose connections and attempts without a word, and
 * deliver an attempt twice. What must always hold is checked whenever one of them says something ({@link PairSide}).
 */
final class Pair {
    private static final long MILLI = 1_000_000;

    final PairSide near;
    final PairSide far;
    final SplittableRandom random;
    final List<String> transcript = new ArrayList<>();
    /** Connections are refused. */
    boolean refusing;
    /** One attempt in three comes to nothing, and nobody says so. */
    boolean losing;
    /** One attempt in three reaches the other side twice. */
    boolean doubling;
    /** The longest a piece of a message is under way, in milliseconds. */
    int slowestMillis = 3;
    private final TreeMap<Long, Deque<Runnable>> agenda = new TreeMap<>();
    private long nanos;
    private long accepted;

    /**
     * What a side gave to its socket.
     *
     * @param byPeer whether its {@link Peer} did, which then hears of it; else the test speaks for a router that asks
     */
    record Written(Bytes bytes, boolean byPeer) {}

    /** One end of a TCP connection, as its side's transport knows it. */
    final class Plug {
        final PairSide side;
        final LinkId link;
        /** Where what is sent arrives; empty before the connection stands, and for an end that leads nowhere. */
        Optional<Plug> other = Optional.empty();
        final Deque<Written> unsent = new ArrayDeque<>();
        int outstanding;
        long keepaliveAt;
        /** We asked for its end. */
        boolean closed;
        /** Its end was reported. */
        boolean gone;
        /** It carries nothing any more. */
        boolean dead;
        private long arrivesNanos;

        Plug(PairSide side, LinkId link) {
            this.side = side;
            this.link = link;
        }

        /** What the socket takes arrives at the other end in order, in pieces that know nothing of messages. */
        void flush() {
            while (!side.isStuck() && !dead && !gone && !unsent.isEmpty()) {
                Written written = unsent.removeFirst();
                Bytes bytes = written.bytes();
                int split = random.nextInt(bytes.length() + 1);
                for (Bytes part : List.of(bytes.slice(0, split), bytes.slice(split, bytes.length() - split))) {
                    if (!part.isEmpty()) {
                        if (written.byPeer()) {
                            later(MILLI / 3, () -> side.drained(this, part.length()));
                        }
                        other.ifPresent(to -> at(to.nextArrival(), () -> to.hear(this, part)));
                    }
                }
            }
        }

        private long nextArrival() {
            arrivesNanos = Math.max(arrivesNanos, nanos + latency());
            return arrivesNanos;
        }

        private void hear(Plug from, Bytes part) {
            if (!dead && !from.dead) {
                side.hear(this, part);
            }
        }

        /** In order: what was sent arrives first. */
        void close() {
            closed = true;
            later(MILLI, () -> side.down(this, "closed"));
            other.ifPresent(to -> at(to.nextArrival(), () -> {
                if (!to.dead) {
                    to.side.down(to, "closed by " + side.name);
                }
            }));
        }
    }

    Pair(long seed, Opening near, Opening far) {
        this.random = new SplittableRandom(seed);
        this.near = new PairSide(this, "near", 1, near);
        this.far = new PairSide(this, "far", 2, far);
        this.near.meets(this.far);
        this.far.meets(this.near);
        this.near.start();
        this.far.start();
    }

    Now now() {
        return new Now(nanos, Instant.EPOCH.plusNanos(nanos));
    }

    long latency() {
        return MILLI + random.nextLong(slowestMillis * MILLI);
    }

    /** Everything that happens in that time. */
    void pass(Duration time) {
        long end = nanos + time.toNanos();
        for (int events = 0; nextEvent() <= end; events++) {
            assertTrue(events < 500_000, "spins at " + nanos);
            nanos = Math.max(nanos, nextEvent());
            if (!agenda.isEmpty() && agenda.firstKey() <= nanos) {
                Deque<Runnable> due = agenda.firstEntry().getValue();
                Runnable next = due.removeFirst();
                if (due.isEmpty()) {
                    agenda.pollFirstEntry();
                }
                next.run();
            } else {
                near.turnIfDue();
                far.turnIfDue();
            }
        }
        nanos = end;
    }

    private long nextEvent() {
        long next = agenda.isEmpty() ? Long.MAX_VALUE : agenda.firstKey();
        for (OptionalLong deadline : List.of(near.peer.nextDeadline(), far.peer.nextDeadline())) {
            next = Math.min(next, deadline.orElse(Long.MAX_VALUE));
        }
        return next;
    }

    void later(long delay, Runnable what) {
        at(nanos + delay, what);
    }

    private void at(long when, Runnable what) {
        agenda.computeIfAbsent(when, _ -> new ArrayDeque<>()).add(what);
    }

    /** An attempt: refused, lost, or a connection at both ends, of which each side learns in its own time. */
    void connect(Plug caller) {
        boolean lost = losing && random.nextInt(3) == 0;
        boolean twice = doubling && random.nextInt(3) == 0;
        if (refusing) {
            later(latency(), () -> caller.side.down(caller, "Connection refused"));
            return;
        }
        if (lost) {
            return;
        }
        later(latency(), () -> {
            if (caller.closed) {
                return;
            }
            Plug called = caller.side.other().plug(new LinkId(-(++accepted)));
            caller.other = Optional.of(called);
            called.other = Optional.of(caller);
            caller.arrivesNanos = nanos + latency();
            at(caller.arrivesNanos, () -> caller.side.connected(caller));
            called.side.accepts(called);
            if (twice) {
                Plug ghost = called.side.plug(new LinkId(-(++accepted)));
                ghost.side.accepts(ghost);
                later(random.nextLong(20_000 * MILLI), () -> ghost.side.down(ghost, "Connection reset by peer"));
            }
        });
    }

    /** That side's connections break; each end learns of it in its own time, or never. */
    void cut(PairSide side) {
        for (Plug plug : side.plugs()) {
            plug.dead = true;
            plug.other.ifPresent(to -> to.dead = true);
            tell(plug);
            plug.other.ifPresent(this::tell);
        }
    }

    private void tell(Plug plug) {
        if (random.nextInt(4) > 0) {
            later(random.nextInt(2) == 0 ? 0 : random.nextLong(12_000 * MILLI),
                    () -> plug.side.down(plug, "Connection reset by peer"));
        }
    }
}
