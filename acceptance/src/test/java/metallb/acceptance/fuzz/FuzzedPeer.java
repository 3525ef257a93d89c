package metallb.acceptance.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import metallb.domain.bgp.session.Beginning;
import metallb.domain.bgp.session.GracefulRestart;
import metallb.domain.bgp.session.Opening;
import metallb.domain.bgp.session.Peer;
import metallb.domain.bgp.session.PeerSettings;
import metallb.domain.bgp.session.SessionOptions;
import metallb.domain.bgp.session.SessionOutput;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.Now;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/** A peer under virtual time, on links that keep count. Each of its outputs is looked at when it comes. */
final class FuzzedPeer {
    private static final AddressPort HERE = new AddressPort(IpAddress.of("10.0.0.100"), 40_000);
    private static final AddressPort THERE = new AddressPort(IpAddress.of("10.0.0.1"), 179);
    private static final RouterId ID = RouterId.of("10.0.0.100");
    private static final int SLICE = 500;
    /** Far beyond what timers that are set again and again need for the longest step. */
    private static final int MOST_TURNS = 20_000;
    private static final List<Duration> STEPS = List.of(Duration.ofNanos(1), Duration.ofMillis(5), Duration.ofSeconds(1),
            Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30),
            Duration.ofMinutes(4));

    private final Map<LinkId, FuzzedLink> links = new LinkedHashMap<>();
    private final FuzzedTable desired = new FuzzedTable();
    private final Peer peer;
    private Optional<FuzzedLink> dialled = Optional.empty();
    private boolean established;
    private long dialledLast;
    private long calledLast;
    private long nanos = 1_000_000_000;

    /** @param options what is configured */
    FuzzedPeer(int options) {
        SessionOptions session = SessionOptions.USUAL.opened(Opening.values()[(options & 3) % 3]);
        if ((options & 4) != 0) {
            session = session.restarting(new GracefulRestart(Duration.ofSeconds(120), Beginning.LONG_AGO));
        }
        Asn local = (options & 8) != 0 ? Said.NEIGHBOUR : new Asn(64_500);
        Duration hold = (options & 16) != 0 ? Duration.ZERO : Duration.ofSeconds(9);
        List<Family> families = (options & 32) != 0 ? List.of(Family.IPV4) : List.of(Family.IPV4, Family.IPV6);
        Optional<Asn> remote = (options & 64) != 0 ? Optional.empty() : Optional.of(Said.NEIGHBOUR);
        peer = Peer.configured(new PeerSettings("tor", LinkSettings.plain(THERE, Optional.empty()), local, remote, hold,
                Optional.empty(), families, session), desired, () -> ++dialledLast, new SplittableRandom(options));
        tell(now -> peer.start(now));
    }

    /** The connection that was asked for stands. */
    void reached() {
        dialled.ifPresent(link -> {
            dialled = Optional.empty();
            link.stands();
            tell(now -> peer.up(now, link.id, LinkEnds.of(HERE, THERE), ID));
        });
    }

    /** The neighbour connects, as often as the transport lets one address. */
    void called() {
        if (links.size() < 4) {
            FuzzedLink link = new FuzzedLink(new LinkId(--calledLast));
            link.stands();
            links.put(link.id, link);
            tell(now -> peer.accepted(now, link.id, LinkEnds.of(HERE, THERE), ID));
        }
    }

    void hears(int which, Bytes chunk) {
        link(which).filter(link -> link.listens() && !chunk.isEmpty()).ifPresent(link -> {
            boolean notified = link.hears(chunk);
            tell(now -> peer.received(now, link.id, chunk));
            assertFalse(notified && link.isOpen(), "a NOTIFICATION leaves the link open");
        });
    }

    void drained(int which) {
        link(which).ifPresent(link -> {
            int bytes = link.drains();
            if (bytes > 0) {
                tell(now -> peer.drained(now, link.id, bytes));
            }
        });
    }

    void down(int which) {
        link(which).ifPresent(this::down);
    }

    private void down(FuzzedLink link) {
        links.remove(link.id);
        dialled = dialled.filter(other -> other != link);
        tell(now -> peer.down(now, link.id, "closed by the other side"));
    }

    /** Time passes; every deadline on the way is met. */
    void passes(int step) {
        long end = nanos + STEPS.get(step & 7).toNanos();
        for (int turns = 0; peer.nextDeadline().orElse(Long.MAX_VALUE) <= end; turns++) {
            assertTrue(turns < MOST_TURNS, "spins at " + nanos);
            nanos = Math.max(nanos, peer.nextDeadline().getAsLong());
            turn();
        }
        nanos = end;
        turn();
    }

    void changes(int which) {
        peer.mark(desired.change(which));
        turn();
    }

    /** What an operator causes. */
    void operates(int which) {
        switch (which & 3) {
            case 0 -> tell(now -> peer.reset(now, 6, "configuration changed"));
            case 1 -> tell(now -> peer.stop(now, "bye"));
            case 2 -> tell(now -> peer.stopForRestart(now, "back soon"));
            default -> peer.repeat();
        }
    }

    void turn() {
        tell(now -> peer.serve(now));
        peer.syncSlice(SLICE);
        tell(now -> peer.announce(now, true, peer.isSyncing()));
    }

    /** Every link goes, nobody answers any more, and the peer tries at a bounded rate. */
    void end() {
        List.copyOf(links.values()).forEach(this::down);
        assertFalse(established, "established without a link");
        long before = dialledLast;
        passes(7);
        assertTrue(dialledLast - before < 240, () -> dialledLast - before + " attempts in four minutes");
    }

    private Optional<FuzzedLink> link(int which) {
        List<FuzzedLink> standing = links.values().stream().filter(FuzzedLink::isStanding).toList();
        return standing.isEmpty() ? Optional.empty() : Optional.of(standing.get(which % standing.size()));
    }

    private void tell(Consumer<Now> event) {
        List<LinkId> probes = new ArrayList<>();
        event.accept(now());
        peer.takeOutputs().forEach(output -> look(output, probes));
        probes.forEach(link -> tell(now -> peer.probed(now, link)));
        peer.state();
        peer.counters();
    }

    private void look(SessionOutput output, List<LinkId> probes) {
        switch (output) {
            case SessionOutput.Connect(LinkId id, LinkSettings _) -> {
                FuzzedLink link = new FuzzedLink(id);
                links.put(id, link);
                dialled = Optional.of(link);
            }
            case SessionOutput.Send(LinkId id, Bytes bytes) -> links.get(id).sends(bytes);
            case SessionOutput.Resume(LinkId id) -> links.get(id).resumes();
            case SessionOutput.Probe(LinkId id) -> probes.add(id);
            case SessionOutput.Close(LinkId id) -> {
                links.get(id).closes();
                dialled = dialled.filter(link -> !link.id.equals(id));
            }
            case SessionOutput.Up _ -> {
                assertFalse(established, "up twice");
                established = true;
            }
            case SessionOutput.Down _ -> {
                assertTrue(established, "down without up");
                established = false;
            }
            case SessionOutput.Received _, SessionOutput.Refresh _ -> assertTrue(established, () -> "not up: " + output);
            case SessionOutput.Failed _, SessionOutput.Dropped _, SessionOutput.Rejected _ -> { }
        }
    }

    private Now now() {
        return new Now(nanos, Instant.EPOCH.plusNanos(nanos));
    }
}
