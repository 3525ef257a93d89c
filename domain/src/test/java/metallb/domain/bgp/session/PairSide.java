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
import metallb.domain.bgp.wire.NextHops;
import metallb.domain.bgp.wire.Reading;
import metallb.domain.bgp.wire.WireTerms;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.RouteKey;
import metallb.domain.route.RouterId;

/** One end of a {@link Pair}: its peer, its table, its sockets, and what it heard; with what must hold of all that. */
final class PairSide {
    private static final int HOLD_SECONDS = 9;
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
    private final TreeMap<LinkId, Pair.Plug> plugs = new TreeMap<>();
    private PairSide other;
    /** The sockets take nothing. */
    private boolean stuck;
    private boolean up;
    private long keepaliveAt;
    private long numbers;

    PairSide(Pair pair, String name, int number, Opening opening) {
        this.pair = pair;
        this.name = name;
        this.opening = opening;
        this.asn = new Asn(64500 + number);
        this.id = new RouterId(0x0a000000L + number);
        this.address = new AddressPort(IpAddress.ofIpv4(10, 0, 0, number), 179);
    }

    void meets(PairSide side) {
        other = side;
        PeerSettings settings = new PeerSettings(side.name, LinkSettings.plain(side.address, Optional.empty()), asn, Optional.of(side.asn),
                Duration.ofSeconds(HOLD_SECONDS), Optional.empty(), List.of(Family.IPV4), SessionOptions.USUAL.opened(opening));
        peer = Peer.configured(settings, desired, () -> ++numbers, pair.random.split());
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
        peer.accepted(pair.now(), plug.link, address, new AddressPort(other.address.address(), 50000), id);
        turn();
    }

    void connected(Pair.Plug plug) {
        if (!plug.closed && !plug.gone) {
            peer.up(pair.now(), plug.link, new AddressPort(address.address(), 40000), other.address, id);
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
            }
            case SessionOutput.Down _ -> {
                assertTrue(up, "down twice");
                up = false;
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
            case SessionOutput.Refresh _ -> throw new AssertionError("nobody asked");
        }
    }

    private void send(Pair.Plug plug, Bytes bytes) {
        assertFalse(plug.closed, "sends after Close");
        int type = bytes.at(18);
        if (type == 2) {
            assertTrue(plug.outstanding <= SendWindow.CREDIT - SendWindow.RESERVE - 4096, "UPDATE without credit");
            checkTruth(bytes);
        }
        if (type == 4) {
            assertTrue(!up || pair.now().nanos() - keepaliveAt >= THIRD * 3 / 4, "KEEPALIVE too early");
            keepaliveAt = pair.now().nanos();
        }
        plug.outstanding += bytes.length();
        assertTrue(plug.outstanding <= SendWindow.CREDIT, "credit exceeded");
        plug.unsent.add(bytes);
        plug.flush();
    }

    /** What leaves is what is wanted now: never a route that was taken back, nor the withdrawal of one that is wanted. */
    private void checkTruth(Bytes bytes) {
        MessageReader reader = new MessageReader();
        reader.settle(new WireTerms(other.asn, false, true, List.of(Family.IPV4),
                NextHops.of(Optional.empty(), Optional.empty())));
        reader.feed(bytes);
        Message.Update update = (Message.Update) ((Reading.Complete) reader.next()).message();
        update.withdrawn().forEach(prefix -> assertFalse(desired.routes.containsKey(RouteKey.of(prefix)),
                prefix + " is withdrawn and wanted"));
        update.announced().forEach(reach -> reach.prefixes().forEach(prefix -> assertEquals(
                update.attributes().orElseThrow().attributes().communities(), desired.find(RouteKey.of(prefix))
                        .orElseThrow(() -> new AssertionError(prefix + " is announced and not wanted"))
                        .attributes().communities())));
    }

    private void checkCadence() {
        boolean waits = stuck || plugs.values().stream().anyMatch(plug -> plug.outstanding > 0);
        assertTrue(!up || waits || pair.now().nanos() - keepaliveAt <= THIRD, "KEEPALIVE overdue");
    }

    /** Up, and each prefix that the other wants known is known, with what belongs to it. */
    void assertInStep() {
        assertEquals("Established", peer.state().name());
        Map<Prefix, String> wanted = new TreeMap<>();
        other.desired.routes.forEach((key, route) -> wanted.put(key.prefix(),
                other.address.address() + " " + route.attributes().communities()));
        assertEquals(wanted, heard);
        assertEquals(wanted.size(), other.peer.counters().announced());
        assertEquals(0, other.peer.counters().pending());
    }
}
