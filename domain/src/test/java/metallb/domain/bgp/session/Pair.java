package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.Now;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/**
 * An active and a passive peer, joined by a network with latency under virtual time. What must always hold is checked
 * whenever one of them says something.
 */
final class Pair {
    private static final int HOLD_SECONDS = 9;
    private static final long THIRD = Duration.ofSeconds(HOLD_SECONDS).toNanos() / 3;
    private static final long LATENCY = Duration.ofMillis(3).toNanos();

    final Side near;
    final Side far;
    final SplittableRandom random;
    final List<String> transcript = new ArrayList<>();
    /** Connections are refused. */
    boolean refusing;
    private final TreeMap<Long, Deque<Runnable>> agenda = new TreeMap<>();
    private long nanos;
    private long numbers;
    private Optional<Cable> cable = Optional.empty();

    /** One TCP connection; what belongs to a cut one never arrives. */
    private final class Cable {
        boolean cut;
    }

    Pair(long seed) {
        random = new SplittableRandom(seed);
        near = new Side("near", 1, 40000);
        far = new Side("far", 2, 179);
        near.peer = Peer.configured(settings(near, far), near.desired, () -> ++numbers, random.split());
        far.peer = Peer.anybody(settings(far, near), far.desired);
        near.peer.start(now());
        near.turn();
    }

    private static PeerSettings settings(Side ours, Side theirs) {
        return new PeerSettings(theirs.name, LinkSettings.plain(theirs.address, Optional.empty()), ours.asn,
                Optional.of(theirs.asn), Duration.ofSeconds(HOLD_SECONDS), Optional.empty(), List.of(Family.IPV4));
    }

    Now now() {
        return new Now(nanos, Instant.EPOCH.plusNanos(nanos));
    }

    /** Everything that happens in that time. */
    void pass(Duration time) {
        long end = nanos + time.toNanos();
        for (int events = 0; nextEvent() <= end; events++) {
            assertTrue(events < 200_000, "spins at " + nanos);
            nanos = Math.max(nanos, nextEvent());
            if (!agenda.isEmpty() && agenda.firstKey() <= nanos) {
                Deque<Runnable> due = agenda.firstEntry().getValue();
                due.removeFirst().run();
                agenda.entrySet().removeIf(entry -> entry.getValue().isEmpty());
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

    private void later(long delay, Cable on, Runnable what) {
        agenda.computeIfAbsent(nanos + delay, _ -> new ArrayDeque<>()).add(() -> {
            if (!on.cut) {
                what.run();
            }
        });
    }

    /** The connection breaks for both at once. */
    void cut(String why) {
        cable.ifPresent(on -> {
            on.cut = true;
            cable = Optional.empty();
            near.down(why);
            far.down(why);
        });
    }

    private void connect(LinkId link) {
        cut("replaced");
        Cable made = new Cable();
        cable = Optional.of(made);
        near.link = link;
        if (refusing) {
            later(LATENCY, made, () -> near.down("Connection refused"));
            return;
        }
        later(LATENCY, made, () -> {
            far.link = new LinkId(-link.number());
            near.connected();
            far.connected();
            near.peer.up(now(), near.link, near.address, far.address, near.id);
            far.peer.accepted(now(), far.link, far.address, near.address, far.id);
            near.turn();
            far.turn();
        });
    }

    /** One end with its table, its socket, and what it heard. */
    final class Side {
        final String name;
        final Desired desired = new Desired();
        final Map<Prefix, String> heard = new TreeMap<>();
        final Asn asn;
        Peer peer;
        /** The socket takes nothing. */
        private boolean stuck;
        private final AddressPort address;
        private final RouterId id;
        private LinkId link = new LinkId(0);
        private final Deque<Bytes> unsent = new ArrayDeque<>();
        private int outstanding;
        private boolean up;
        private boolean closed;
        private long keepaliveAt;

        Side(String name, int number, int port) {
            this.name = name;
            this.asn = new Asn(64500 + number);
            this.address = new AddressPort(IpAddress.ofIpv4(10, 0, 0, number), port);
            this.id = new RouterId(0x0a000000L + number);
        }

        private Side other() {
            return this == near ? far : near;
        }

        private void connected() {
            unsent.clear();
            outstanding = 0;
            closed = false;
            stuck = false;
        }

        private void down(String why) {
            peer.down(now(), link, why);
            turn();
        }

        void turnIfDue() {
            if (peer.nextDeadline().orElse(Long.MAX_VALUE) <= nanos) {
                turn();
            }
        }

        void change(String prefix, int mark) {
            peer.mark(mark == 0 ? desired.remove(prefix) : desired.put(prefix, mark));
            turn();
        }

        void turn() {
            peer.serve(now());
            do {
                peer.syncSlice(50);
                peer.announce(now(), true, peer.isSyncing());
            } while (peer.isSyncing());
            for (SessionOutput output : peer.takeOutputs()) {
                transcript.add(nanos + " " + name + " " + output);
                take(output);
            }
            checkCadence();
        }

        private void take(SessionOutput output) {
            switch (output) {
                case SessionOutput.Connect(LinkId asked, var _) -> connect(asked);
                case SessionOutput.Send(LinkId _, Bytes bytes) -> send(bytes);
                case SessionOutput.Resume _ -> assertFalse(closed, "resumes after Close");
                case SessionOutput.Probe(LinkId of) -> peer.probed(now(), of);
                case SessionOutput.Close _ -> close();
                case SessionOutput.Up _ -> {
                    assertFalse(up, "up twice");
                    up = true;
                }
                case SessionOutput.Down _ -> {
                    assertTrue(up, "down twice");
                    up = false;
                    heard.clear();
                }
                case SessionOutput.Dropped _ -> { }
                case SessionOutput.Failed _ -> assertFalse(up, "failed while up");
                case SessionOutput.Received(var update) -> {
                    assertTrue(up, "UPDATE outside of a session");
                    update.withdrawn().forEach(heard::remove);
                    update.announced().forEach(reach -> reach.prefixes().forEach(prefix -> heard.put(prefix,
                            reach.nextHop() + " " + update.attributes().orElseThrow().attributes().communities())));
                }
                case SessionOutput.Refresh _ -> throw new AssertionError("nobody asked");
            }
        }

        private void send(Bytes bytes) {
            assertFalse(closed, "sends after Close");
            int type = bytes.at(18);
            if (type == 2) {
                assertTrue(up, "UPDATE before Established");
                assertTrue(outstanding <= SendWindow.CREDIT - SendWindow.RESERVE - 4096, "UPDATE without credit");
            }
            if (type == 4) {
                assertTrue(!up || nanos - keepaliveAt >= THIRD * 3 / 4, "KEEPALIVE too early");
                keepaliveAt = nanos;
            }
            outstanding += bytes.length();
            assertTrue(outstanding <= SendWindow.CREDIT, "credit exceeded");
            unsent.add(bytes);
            flush();
        }

        private void checkCadence() {
            assertTrue(!up || stuck || outstanding > 0 || nanos - keepaliveAt <= THIRD, "KEEPALIVE overdue");
        }

        void stick(boolean sticks) {
            stuck = sticks;
            flush();
        }

        /** What the socket takes arrives at the other end, in chunks that know nothing of messages. */
        private void flush() {
            if (stuck || cable.isEmpty()) {
                return;
            }
            Cable on = cable.get();
            while (!unsent.isEmpty()) {
                Bytes bytes = unsent.removeFirst();
                int split = random.nextInt(bytes.length() + 1);
                for (Bytes part : List.of(bytes.slice(0, split), bytes.slice(split, bytes.length() - split))) {
                    if (!part.isEmpty()) {
                        later(LATENCY / 10, on, () -> drained(part.length()));
                        later(LATENCY, on, () -> other().hear(part));
                    }
                }
            }
        }

        private void drained(int bytes) {
            outstanding -= bytes;
            peer.drained(now(), link, bytes);
            turn();
        }

        private void hear(Bytes part) {
            peer.received(now(), link, part);
            turn();
        }

        private void close() {
            closed = true;
            Cable on = cable.orElseThrow();
            later(2 * LATENCY, on, () -> {
                if (cable.isPresent() && cable.get() == on) {
                    cut("closed by " + name);
                }
            });
        }

        /** Up, and each prefix that the other wants known is known, with what belongs to it. */
        void assertInStep() {
            assertEquals("Established", peer.state().name());
            Map<Prefix, String> wanted = new TreeMap<>();
            other().desired.routes.forEach((key, route) -> wanted.put(key.prefix(),
                    other().address.address() + " " + route.attributes().communities()));
            assertEquals(wanted, heard);
            assertEquals(wanted.size(), other().peer.counters().announced());
            assertEquals(0, other().peer.counters().pending());
        }
    }
}
