package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.net.Family;
import metallb.domain.net.LinkId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 4271 section 8.1.1, DampPeerOscillations, of a peer that calls. */
class DampingTest {
    /** After the first, the second session in a row that ends soon, and so on. */
    private static final int[] HELD_SECONDS = {0, 0, 1, 2, 4, 5, 5, 5};
    private static final Duration MOMENT = Duration.ofMillis(1);

    private static Crossing passive() {
        return Crossing.of(Opening.PASSIVE).started();
    }

    /** The peer comes up, hears everything and closes. */
    private static Crossing flap(Crossing peer) {
        LinkId link = peer.calls();
        peer.establishes(link).pass(Duration.ZERO).did();
        assertEquals("Established", peer.state());
        return peer.down(link);
    }

    private static Crossing held() {
        Crossing peer = flap(flap(flap(passive())));
        peer.did();
        assertEquals("Idle", peer.state());
        return peer;
    }

    private static List<String> rejected(LinkId link) {
        return List.of(link + ": NOTIFICATION 6/5", link + ": close");
    }

    private static void assertHeld(Crossing peer, int seconds) {
        if (seconds > 0) {
            peer.pass(Duration.ofSeconds(seconds).minus(MOMENT)).did();
            assertEquals("Idle", peer.state());
            LinkId early = peer.calls();
            assertEquals(rejected(early), peer.did());
            peer.down(early).pass(MOMENT);
        }
        assertEquals("Active", peer.state());
    }

    @Test
    void holdsEverLongerFromTheThirdSessionOnThatEndsSoon() {
        Crossing peer = passive();
        for (int seconds : HELD_SECONDS) {
            assertHeld(flap(peer), seconds);
        }
    }

    @Test
    void whoComesUpAndFallsSilentIsHeldAsWell() {
        Crossing peer = passive();
        for (int seconds : HELD_SECONDS) {
            LinkId link = peer.calls();
            peer.establishes(link).pass(Duration.ofSeconds(9)).did();
            peer.down(link);
            assertHeld(peer, seconds);
        }
    }

    @Test
    void saysUntilWhenAndWhy() {
        Crossing peer = flap(flap(passive()));
        last(peer, 4);
        assertEquals("closed; held until 1970-01-01T00:00:06Z, its last 3 sessions ended within 5 s",
                ((SessionState.Idle) peer.peer.state()).reason().text());
        assertEquals("closed", peer.peer.lastEnd().orElseThrow().text());
        peer.peer.takeOutputs();
        peer.calls();
        assertEquals(List.of("connected from 10.0.0.2, but its sessions keep ending soon; sent Cease/Connection Rejected (6/5)"),
                peer.peer.takeOutputs().stream().filter(SessionOutput.Rejected.class::isInstance)
                        .map(output -> ((SessionOutput.Rejected) output).reason().text()).toList());
        peer.pass(Duration.ofSeconds(1));
        assertEquals("closed", ((SessionState.Active) peer.peer.state()).reason().text());
    }

    /** The hold time is 9 s, and two sessions ended soon. */
    @ParameterizedTest
    @CsvSource({"8, Idle", "9, Active"})
    void aSessionThatLastedIsNotHeld(int seconds, String state) {
        assertEquals(state, last(flap(flap(passive())), seconds).state());
    }

    @Test
    void beginsAnewAfterASessionThatLasted() {
        Crossing peer = passive();
        for (int time = 0; time < 2; time++) {
            for (int seconds : HELD_SECONDS) {
                assertHeld(flap(peer), seconds);
            }
            last(peer, 9);
        }
    }

    /** It is up and alive for so long, and closes. */
    private static Crossing last(Crossing peer, int seconds) {
        LinkId link = peer.calls();
        peer.establishes(link);
        for (int second = 0; second < seconds; second++) {
            peer.pass(Duration.ofSeconds(1)).hears(link, MessageWriter.keepalive());
        }
        return peer.down(link);
    }

    private static void reset(Crossing peer) {
        peer.peer.reset(peer.now(), NotificationCode.OTHER_CONFIGURATION_CHANGE.subcode(), "changed");
    }

    @Test
    void anEndThatWeAskedForHoldsNothing() {
        Crossing peer = passive();
        for (int time = 0; time < 10; time++) {
            LinkId link = peer.calls();
            peer.establishes(link);
            reset(peer);
            assertEquals("Active", peer.down(link).state());
        }
        assertEquals("Active", flap(flap(peer)).state());
        assertEquals("Idle", flap(peer).state());
    }

    @Test
    void connectionsThatNeverWereASessionHoldNothing() {
        Crossing peer = passive();
        for (int time = 0; time < 10; time++) {
            LinkId link = peer.calls();
            peer.opens(link, Bench.THEIR_ID).down(link);
            assertEquals("Active", peer.state());
        }
    }

    /** What happens to a peer that is held, the state after it and what was done. */
    private static Stream<Arguments> events() {
        LinkId next = new LinkId(-4);
        return Stream.of(
                event("start", peer -> peer.started(), "Idle"),
                event("stop", peer -> peer.peer.stop(peer.now(), "bye"), "Idle"),
                event("reset", DampingTest::reset, "Active"),
                event("call", Crossing::calls, "Idle", "link -4: NOTIFICATION 6/5", "link -4: close"),
                event("open", peer -> peer.opens(next, Bench.THEIR_ID), "Idle"),
                event("keepalive", peer -> peer.hears(next, MessageWriter.keepalive()), "Idle"),
                event("down", peer -> peer.down(next), "Idle"),
                event("passes", peer -> peer.pass(Backoff.FIRST), "Active"),
                event("dials from now on", peer -> peer.peer.change(peer.now(), Bench.settings(Bench.THEIRS, 9,
                        Family.IPV4)), "Idle"));
    }

    private static Arguments event(String name, Consumer<Crossing> event, String state, String... did) {
        return Arguments.of(name, event, state, List.of(did));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("events")
    void whatHappensWhileItIsHeld(String name, Consumer<Crossing> event, String state, List<String> did) {
        Crossing peer = held();
        event.accept(peer);
        assertEquals(state + " " + did, peer.state() + " " + peer.did());
    }

    @Test
    void aPeerThatIsDialledAsWellIsHeldWhenItCallsAndDialledMeanwhile() {
        Crossing peer = Crossing.of(Opening.BOTH).started();
        peer.down(peer.ours());
        flap(flap(flap(peer)));
        peer.did();
        assertEquals("Idle", peer.state());
        LinkId call = peer.calls();
        assertEquals(rejected(call), peer.did());
        long dialled = peer.ours().number();
        peer.down(call).pass(Backoff.LONGEST_WHILE_CALLED);
        assertEquals(dialled + 1, peer.ours().number());
        peer.reached();
        peer.establishes(peer.ours());
        assertEquals("Established", peer.state());
    }

    @Test
    void aPeerThatIsOnlyDialledHasNoSuchDeadline() {
        Crossing peer = Crossing.of(Opening.ACTIVE).started();
        for (int time = 0; time < 5; time++) {
            peer.reached();
            peer.establishes(peer.ours()).down(peer.ours());
            long retryAt = ((SessionState.Idle) peer.peer.state()).retryAtNanos().orElseThrow();
            assertEquals(retryAt, peer.peer.nextDeadline().orElseThrow());
            peer.pass(Duration.ofNanos(retryAt - peer.now().nanos()));
            assertEquals("Connect", peer.state());
        }
    }

    /** How a router behaves that flaps. */
    private enum Flapper { ONE, A_SPARE, RESTARTS_GRACEFULLY }

    /**
     * In a minute 3 sessions that hold nothing, those that end with holds of 1, 2 and 4 s, and one every 5 s: 16. With a
     * spare connection there are two sessions between two holds.
     */
    @ParameterizedTest
    @EnumSource(Flapper.class)
    void aRouterThatFlapsGetsFewSessionsAndOneAtOnceWhenItStays(Flapper kind) {
        for (long seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Crossing peer = restarting(kind);
            long end = peer.now().nanos() + Duration.ofMinutes(1).toNanos();
            List<String> did = new ArrayList<>();
            while (peer.now().nanos() < end) {
                callAndClose(peer, kind, random, did);
                peer.pass(Duration.ofMillis(random.nextInt(1, 300)));
            }
            long sessions = did.stream().filter("Up"::equals).count();
            assertTrue(sessions >= 10 && sessions <= (kind == Flapper.ONE ? 16 : 32), sessions + " sessions, seed " + seed);
            // as GoBGP, which is idle for longer than any hold after a rejection
            LinkId rejected = peer.calls();
            peer.down(rejected).pass(Backoff.LONGEST_WHILE_CALLED);
            peer.establishes(peer.calls());
            assertEquals("Established", peer.state(), "seed " + seed);
        }
    }

    private static Crossing restarting(Flapper kind) {
        GracefulRestart restart = new GracefulRestart(Duration.ofSeconds(120), new Beginning(0, 0));
        return new Crossing(Opening.PASSIVE, Bench.OUR_ID, Bench.THEIRS,
                options -> kind == Flapper.RESTARTS_GRACEFULLY ? options.restarting(restart) : options).started();
    }

    private static void callAndClose(Crossing peer, Flapper kind, SplittableRandom random, List<String> did) {
        List<LinkId> links = new ArrayList<>(List.of(peer.calls()));
        if (kind != Flapper.ONE && random.nextBoolean()) {
            links.add(peer.calls());
        }
        for (LinkId link : links) {
            if (kind == Flapper.RESTARTS_GRACEFULLY) {
                peer.establishes(link, new Capability.GracefulRestart(4, 120, List.of()));
            } else {
                peer.establishes(link);
            }
            peer.pass(Duration.ofMillis(random.nextInt(3)));
            if (kind != Flapper.RESTARTS_GRACEFULLY) {
                peer.down(link);
            }
        }
        links.forEach(peer::down);
        did.addAll(peer.did());
    }
}
