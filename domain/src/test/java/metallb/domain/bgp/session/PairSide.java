package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageReader;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NextHops;
import metallb.domain.bgp.wire.Reading;
import metallb.domain.bgp.wire.WireTerms;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.RouteKey;
import metallb.domain.route.RouterId;

/** One end of a {@link Pair}: its peer, its table, its sockets, and what it heard; with what must hold of all that. */
final class PairSide {
    private static final int HOLD_SECONDS = 9;
    private static final Duration RESTART_TIME = Duration.ofSeconds(120);
    private static final long THIRD = Duration.ofSeconds(HOLD_SECONDS).toNanos() / 3;

    final String name;
    final Desired desired = new Desired();
    final Map<Prefix, String> heard = new TreeMap<>();
    Peer peer;
    private final Pair pair;
    private final Opening opening;
    private final Asn asn;
    private final RouterId id;
    private final AddressPort address;
    private final IpAddress ipv6;
    private final List<Family> families;
    /** Whether it asks the other to keep its routes while it restarts (RFC 4724). */
    private final boolean restarts;
    private final TreeMap<LinkId, Pair.Plug> plugs = new TreeMap<>();
    private PairSide other;
    /** The sockets take nothing. */
    private boolean stuck;
    private boolean up;
    /** The process ends, and another will follow. */
    private boolean leaving;
    /** Where the other keeps the routes of one who restarts, nothing more is said. */
    private Optional<Pair.Plug> keepsQuiet = Optional.empty();
    /** What was heard last, or on what the session stands. */
    private Optional<Pair.Plug> hearing = Optional.empty();
    private Optional<Pair.Plug> established = Optional.empty();
    private long numbers;

    PairSide(Pair pair, String name, int number, Opening opening) {
        this.pair = pair;
        this.name = name;
        this.opening = opening;
        this.asn = new Asn(64500 + number);
        this.id = new RouterId(0x0a000000L + number);
        this.address = new AddressPort(IpAddress.ofIpv4(10, 0, 0, number), 179);
        this.ipv6 = IpAddress.of("2001:db8::" + number);
        this.families = switch (pair.random.nextInt(3)) {
            case 0 -> List.of(Family.IPV4);
            case 1 -> List.of(Family.IPV4, Family.IPV6);
            default -> List.of(Family.IPV6, Family.IPV4);
        };
        this.restarts = pair.random.nextBoolean();
    }

    void meets(PairSide side) {
        other = side;
        begin();
    }

    /** A process, the first or a successor. */
    private void begin() {
        SessionOptions options = SessionOptions.USUAL.opened(opening).reachedAt(
                new OwnAddresses(Optional.empty(), Optional.of(ipv6)));
        PeerSettings settings = new PeerSettings(other.name, LinkSettings.plain(other.address, Optional.empty()), asn,
                Optional.of(other.asn), Duration.ofSeconds(HOLD_SECONDS), Optional.empty(), families,
                restarts ? options.restarting(new GracefulRestart(RESTART_TIME,
                        Beginning.ofProcess(pair.now().nanos()))) : options);
        peer = Peer.configured(settings, desired, () -> ++numbers, pair.random.split());
    }

    /** Ends the process, for a restart or as if for good; another begins as soon as it is over. */
    void leave(boolean forRestart) {
        if (leaving) {
            return;
        }
        leaving = true;
        if (forRestart) {
            peer.stopForRestart(pair.now(), "restart");
        } else {
            peer.stop(pair.now(), "stop");
        }
        keepsQuiet = forRestart && restarts && other.restarts ? established : Optional.empty();
        turn();
        keepsQuiet = Optional.empty();
    }

    /** As a router that lost what it heard of a family, and wants all of it again. */
    void refresh(Family family) {
        if (established.filter(plug -> !plug.closed).isPresent() && families.contains(family)
                && other.families.contains(family)) {
            heard.keySet().removeIf(prefix -> prefix.family() == family);
            established.get().unsent.add(new Pair.Written(MessageWriter.routeRefresh(Message.RouteRefresh.request(family)), false));
            established.get().flush();
        }
    }

    PairSide other() {
        return other;
    }

    void start() {
        peer.start(pair.now());
        turn();
    }

    Pair.Plug plug(LinkId link) {
        Pair.Plug plug = pair.new Plug(this, link);
        plugs.put(link, plug);
        return plug;
    }

    List<Pair.Plug> plugs() {
        return new ArrayList<>(plugs.values());
    }

    boolean isStuck() {
        return stuck;
    }

    void stick(boolean sticks) {
        stuck = sticks;
        plugs().forEach(Pair.Plug::flush);
    }

    void accepts(Pair.Plug plug) {
        peer.accepted(pair.now(), plug.link, LinkEnds.of(address, new AddressPort(other.address.address(), 50000)), id);
        turn();
    }

    void connected(Pair.Plug plug) {
        if (!plug.closed && !plug.gone) {
            peer.up(pair.now(), plug.link, LinkEnds.of(new AddressPort(address.address(), 40000), other.address), id);
            turn();
        }
    }

    void drained(Pair.Plug plug, int bytes) {
        if (!plug.gone) {
            plug.outstanding -= bytes;
            peer.drained(pair.now(), plug.link, bytes);
            turn();
        }
    }

    void hear(Pair.Plug plug, Bytes part) {
        if (!plug.gone && !plug.closed) {
            hearing = Optional.of(plug);
            peer.received(pair.now(), plug.link, part);
            turn();
        }
    }

    void down(Pair.Plug plug, String why) {
        if (!plug.gone) {
            plug.gone = true;
            plugs.remove(plug.link);
            peer.down(pair.now(), plug.link, why);
            assertFalse(peer.owns(plug.link), "keeps a link that is gone");
            turn();
        }
    }

    void turnIfDue() {
        if (peer.nextDeadline().orElse(Long.MAX_VALUE) <= pair.now().nanos()) {
            turn();
        }
    }

    void change(String prefix, int mark) {
        peer.mark(mark == 0 ? desired.remove(prefix) : desired.put(prefix, mark));
        turn();
    }

    void turn() {
        peer.serve(pair.now());
        do {
            peer.syncSlice(50);
            peer.announce(pair.now(), true, peer.isSyncing());
        } while (peer.isSyncing());
        for (SessionOutput output : peer.takeOutputs()) {
            pair.transcript.add(pair.now().nanos() + " " + name + " " + output);
            take(output);
        }
        assertTrue(plugs.values().stream().filter(plug -> !plug.closed).count() <= Connections.MOST + 1,
                "more than two connections and an attempt");
        assertEquals(up, peer.state() instanceof SessionState.Established);
        checkCadence();
        if (leaving && peer.isOver()) {
            leaving = false;
            begin();
            start();
        }
    }

    private void take(SessionOutput output) {
        switch (output) {
            case SessionOutput.Connect(LinkId asked, var _) -> pair.connect(plug(asked));
            case SessionOutput.Send(LinkId link, Bytes bytes) -> send(plugs.get(link), bytes);
            case SessionOutput.Resume(LinkId link) -> assertFalse(plugs.get(link).closed, "resumes after Close");
            case SessionOutput.Probe(LinkId of) -> peer.probed(pair.now(), of);
            case SessionOutput.Close(LinkId link) -> plugs.get(link).close();
            case SessionOutput.Up _ -> {
                assertFalse(up, "up twice");
                up = true;
                established = hearing;
            }
            case SessionOutput.Down _ -> {
                assertTrue(up, "down twice");
                up = false;
                established = Optional.empty();
                heard.clear();
            }
            case SessionOutput.Dropped _, SessionOutput.Rejected _ -> { }
            case SessionOutput.Failed _ -> assertFalse(up, "failed while up");
            case SessionOutput.Received(var update) -> {
                assertTrue(up, "UPDATE outside of a session");
                update.withdrawn().forEach(heard::remove);
                update.announced().forEach(reach -> reach.prefixes().forEach(prefix -> heard.put(prefix,
                        reach.nextHop() + " " + update.attributes().orElseThrow().attributes().communities())));
            }
            case SessionOutput.Refresh(Family family) -> assertTrue(families.contains(family) && other.families.contains(family));
        }
    }

    private void send(Pair.Plug plug, Bytes bytes) {
        assertFalse(plug.closed, "sends after Close");
        assertFalse(keepsQuiet.filter(plug::equals).isPresent(), "says something although its routes are kept");
        int type = bytes.at(18);
        if (type == 2) {
            assertTrue(plug.outstanding <= SendWindow.CREDIT - SendWindow.RESERVE - 4096, "UPDATE without credit");
            checkTruth(bytes);
        }
        if (type == 4) {
            assertTrue(established.filter(plug::equals).isEmpty() || pair.now().nanos() - plug.keepaliveAt >= THIRD * 3 / 4,
                    "KEEPALIVE too early");
            plug.keepaliveAt = pair.now().nanos();
        }
        plug.outstanding += bytes.length();
        assertTrue(plug.outstanding <= SendWindow.CREDIT, "credit exceeded");
        plug.unsent.add(new Pair.Written(bytes, true));
        plug.flush();
    }

    /** What leaves is what is wanted now: never a route that was taken back, nor the withdrawal of one that is wanted. */
    private void checkTruth(Bytes bytes) {
        MessageReader reader = new MessageReader();
        reader.settle(new WireTerms(other.asn, false, true, List.of(Family.values()),
                NextHops.of(Optional.empty(), Optional.empty())));
        reader.feed(bytes);
        Message.Update update = (Message.Update) ((Reading.Complete) reader.next()).message();
        update.withdrawn().forEach(prefix -> assertTrue(leaving || !desired.routes.containsKey(RouteKey.of(prefix)),
                prefix + " is withdrawn and wanted"));
        update.announced().forEach(reach -> reach.prefixes().forEach(prefix -> assertEquals(
                update.attributes().orElseThrow().attributes().communities(), desired.find(RouteKey.of(prefix))
                        .orElseThrow(() -> new AssertionError(prefix + " is announced and not wanted"))
                        .attributes().communities())));
    }

    private void checkCadence() {
        boolean waits = stuck || plugs.values().stream().anyMatch(plug -> plug.outstanding > 0);
        assertTrue(waits || established.stream().allMatch(plug -> pair.now().nanos() - plug.keepaliveAt <= THIRD),
                "KEEPALIVE overdue");
    }

    /** Up, and each prefix of a common family that the other wants known is known, with what belongs to it. */
    void assertInStep() {
        assertEquals("Established", peer.state().name());
        Map<Prefix, String> wanted = new TreeMap<>();
        other.desired.routes.forEach((key, route) -> {
            if (families.contains(key.prefix().family()) && other.families.contains(key.prefix().family())) {
                wanted.put(key.prefix(), (key.prefix().family() == Family.IPV4 ? other.address.address() : other.ipv6)
                        + " " + route.attributes().communities());
            }
        });
        assertEquals(wanted, heard);
        assertEquals(wanted.size(), other.peer.counters().announced());
        assertEquals(0, other.peer.counters().pending());
    }
}
