package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.route.NextHop;
import metallb.domain.route.RouteKey;
import org.junit.jupiter.api.Test;

class AnnouncingTest {
    private static final Duration FIVE_MILLIS = Duration.ofMillis(5);

    /** Established, its End-of-RIB sent, and quiet for long enough. */
    private static Bench quiet() {
        Bench bench = Bench.external().established().synced().pass(Duration.ofMillis(100));
        bench.outputs();
        return bench;
    }

    /** {@code +10.0.0.1/32 +10.0.0.2/32 -10.0.0.3/32} or {@code End-of-RIB IPv4}, a message each. */
    private static List<String> told(Bench bench) {
        List<String> told = new ArrayList<>();
        for (Message.Update update : bench.updates()) {
            List<String> words = new ArrayList<>();
            update.announced().forEach(reach -> reach.prefixes().forEach(prefix -> words.add("+" + prefix)));
            update.withdrawn().forEach(prefix -> words.add("-" + prefix));
            update.endOfRib().ifPresent(family -> words.add("End-of-RIB " + family));
            told.add(String.join(" ", words));
        }
        return told;
    }

    @Test
    void tenThousandRoutesLeaveInThirteenMessages() {
        Bench bench = Bench.external();
        bench.desired.fill(10_000, 1);
        bench.established();
        bench.outputs();
        bench.synced().pass(FIVE_MILLIS);
        List<Message.Update> updates = bench.updates();
        assertEquals(14, updates.size());
        assertEquals(Optional.of(Family.IPV4), updates.getLast().endOfRib());
        assertEquals(10_000, updates.stream().flatMap(update -> update.announced().stream())
                .mapToInt(reach -> reach.prefixes().size()).sum());
        assertEquals(14, bench.peer.counters().updatesSent());
        assertEquals(10_000, bench.peer.counters().announced());
    }

    @Test
    void aSingleChangeLeavesAtOnce() {
        Bench bench = quiet();
        bench.peer.mark(bench.desired.put("10.0.0.1/32", 1));
        bench.turn();
        assertEquals(List.of("+10.0.0.1/32"), told(bench));
    }

    @Test
    void aChangeRightAfterAnUpdateWaitsUntilThatIsFiveMillisecondsOld() {
        Bench bench = quiet();
        bench.peer.mark(bench.desired.put("10.0.0.1/32", 1));
        bench.turn();
        long first = bench.now().nanos();
        bench.pass(Duration.ofMillis(1));
        bench.peer.mark(bench.desired.put("10.0.0.2/32", 1));
        bench.turn();
        bench.peer.mark(bench.desired.put("10.0.0.3/32", 2));
        bench.turn();
        assertEquals(List.of("+10.0.0.1/32"), told(bench));
        assertEquals(OptionalLong.of(first + FIVE_MILLIS.toNanos()), bench.peer.nextDeadline());
        bench.pass(Duration.ofMillis(4).minusNanos(1));
        assertEquals(List.of(), told(bench));
        bench.pass(Duration.ofNanos(1));
        assertEquals(List.of("+10.0.0.2/32", "+10.0.0.3/32"), told(bench));
    }

    @Test
    void onlyFullMessagesLeaveWhileMoreIsToCome() {
        Bench bench = quiet();
        bench.moreToCome = true;
        List<RouteKey> keys = bench.desired.fill(2_000, 1);
        keys.subList(0, 700).forEach(bench.peer::mark);
        bench.turn();
        assertEquals(List.of(), bench.outputs());
        keys.subList(700, 2_000).forEach(bench.peer::mark);
        bench.turn();
        List<Message.Update> full = bench.updates();
        assertEquals(2, full.size());
        full.forEach(update -> assertEquals(809, update.announced().getFirst().prefixes().size()));
        assertEquals(382, bench.peer.counters().pending());
        bench.pass(Duration.ofMillis(50));
        assertEquals(List.of(), bench.outputs());
        bench.moreToCome = false;
        bench.turn();
        assertEquals(382, bench.updates().getFirst().announced().getFirst().prefixes().size());
    }

    @Test
    void theRestOfABurstFollowsFiveMillisecondsAfterTheFullOnes() {
        Bench bench = quiet();
        bench.desired.fill(1_000, 1).forEach(bench.peer::mark);
        bench.turn();
        assertEquals(1, bench.updates().size());
        assertEquals(OptionalLong.of(bench.now().nanos() + FIVE_MILLIS.toNanos()), bench.peer.nextDeadline());
        bench.pass(FIVE_MILLIS);
        assertEquals(191, bench.updates().getFirst().announced().getFirst().prefixes().size());
    }

    @Test
    void withdrawalsGoFirstAndInMessagesOfTheirOwn() {
        Bench bench = quiet();
        bench.peer.mark(bench.desired.put("10.0.0.1/32", 1));
        bench.peer.mark(bench.desired.put("10.0.0.2/32", 1));
        bench.turn().pass(FIVE_MILLIS);
        bench.outputs();
        bench.peer.mark(bench.desired.put("10.0.0.3/32", 1));
        bench.peer.mark(bench.desired.remove("10.0.0.2/32"));
        bench.peer.mark(bench.desired.remove("10.0.0.1/32"));
        bench.turn();
        assertEquals(List.of("-10.0.0.2/32 -10.0.0.1/32", "+10.0.0.3/32"), told(bench));
        assertEquals(1, bench.peer.counters().announced());
    }

    @Test
    void whatWasNeverSentIsNotWithdrawn() {
        Bench bench = quiet();
        bench.moreToCome = true;
        bench.peer.mark(bench.desired.put("10.0.0.1/32", 1));
        bench.turn();
        bench.peer.mark(bench.desired.remove("10.0.0.1/32"));
        bench.moreToCome = false;
        bench.turn().pass(Duration.ofMillis(20));
        assertEquals(List.of(), bench.outputs());
        assertEquals(0, bench.peer.counters().pending());
    }

    @Test
    void aChangeThatIsTakenBackBeforeItLeftSendsNothing() {
        Bench bench = quiet();
        bench.peer.mark(bench.desired.put("10.0.0.1/32", 1));
        bench.turn().pass(Duration.ofMillis(20));
        bench.outputs();
        bench.peer.mark(bench.desired.put("10.0.0.1/32", 2));
        bench.peer.mark(bench.desired.put("10.0.0.1/32", 1));
        bench.turn().pass(Duration.ofMillis(20));
        assertEquals(List.of(), bench.outputs());
    }

    @Test
    void onlyTheNewestOfSeveralChangesLeaves() {
        Bench bench = quiet();
        for (int mark = 1; mark <= 5; mark++) {
            bench.peer.mark(bench.desired.put("10.0.0.1/32", mark));
        }
        bench.turn();
        List<Message.Update> updates = bench.updates();
        assertEquals(1, updates.size());
        assertEquals(Desired.attributes(5).communities(),
                updates.getFirst().attributes().orElseThrow().attributes().communities());
    }

    @Test
    void saysEndOfRibWhereThereIsNothingToSay() {
        Bench bench = new Bench(Bench.settings(Bench.THEIRS, 9, Family.IPV4, Family.IPV6), 1).established();
        bench.outputs();
        bench.synced();
        assertEquals(List.of("End-of-RIB IPv4", "End-of-RIB IPv6"), told(bench));
        bench.pass(Duration.ofSeconds(1));
        assertEquals(List.of(), told(bench));
    }

    @Test
    void saysNothingOfRoutesBeforeItIsReleased() {
        Bench bench = Bench.external();
        bench.desired.fill(2_000, 1);
        bench.released = false;
        bench.established();
        bench.outputs();
        bench.synced().pass(Duration.ofSeconds(2));
        assertEquals(List.of(), told(bench));
        bench.released = true;
        bench.turn().pass(FIVE_MILLIS);
        assertEquals(4, bench.updates().size());
    }

    @Test
    void onlyFullMessagesLeaveWhileTheFullSyncLastsWhateverElseIsSaid() {
        Bench bench = Bench.external();
        bench.desired.fill(1_000, 1);
        bench.established();
        bench.outputs();
        assertEquals(500, bench.peer.syncSlice(500));
        bench.peer.announce(bench.now(), true, false);
        assertEquals(List.of(), bench.peer.takeOutputs());
        assertEquals(500, bench.peer.syncSlice(500));
        assertEquals(0, bench.peer.syncSlice(500));
        bench.turn().pass(FIVE_MILLIS);
        assertEquals(3, bench.updates().size());
    }

    @Test
    void everySessionBeginsWithEverything() {
        Bench bench = Bench.external();
        bench.desired.put("10.0.0.1/32", 1);
        bench.desired.put("10.0.0.2/32", 1);
        bench.established();
        bench.outputs();
        bench.synced();
        assertEquals(List.of("+10.0.0.1/32 +10.0.0.2/32", "End-of-RIB IPv4"), told(bench));
        bench.linkDown("reset");
        bench.peer.mark(bench.desired.remove("10.0.0.2/32"));
        bench.pass(Duration.ofSeconds(1));
        bench.reconnected().receive(bench.theirOpen()).receive(MessageWriter.keepalive());
        bench.outputs();
        bench.synced();
        assertEquals(List.of("+10.0.0.1/32", "End-of-RIB IPv4"), told(bench));
    }

    @Test
    void aRefreshSendsEverythingOfTheFamilyAgain() {
        Bench bench = quiet();
        bench.desired.fill(3, 1).forEach(bench.peer::mark);
        bench.turn().pass(Duration.ofMillis(20));
        bench.outputs();
        bench.receive(MessageWriter.routeRefresh(Message.RouteRefresh.request(Family.IPV4)));
        List<SessionOutput> outputs = bench.outputs();
        assertEquals(List.of(new SessionOutput.Refresh(Family.IPV4), new SessionOutput.Resume(bench.link)), outputs);
        assertTrue(bench.peer.isSyncing());
        bench.synced();
        assertEquals(List.of("+10.1.0.0/32 +10.1.0.1/32 +10.1.0.2/32"), told(bench));
        assertEquals(1, bench.peer.counters().refreshesReceived());
    }

    @Test
    void aRouteThatVanishesDuringARefreshIsStillWithdrawn() {
        Bench bench = quiet();
        bench.desired.fill(3, 1).forEach(bench.peer::mark);
        bench.turn().pass(Duration.ofMillis(20));
        bench.moreToCome = true;
        bench.receive(MessageWriter.routeRefresh(Message.RouteRefresh.request(Family.IPV4))).turn();
        bench.peer.mark(bench.desired.remove("10.1.0.1/32"));
        bench.moreToCome = false;
        bench.outputs();
        bench.turn();
        assertEquals(List.of("-10.1.0.1/32", "+10.1.0.0/32 +10.1.0.2/32"), told(bench));
    }

    @Test
    void aRefreshOfAFamilyThatTheSessionLacksIsPassedOver() {
        Bench bench = quiet();
        bench.receive(MessageWriter.routeRefresh(Message.RouteRefresh.request(Family.IPV6)));
        bench.receive(MessageWriter.routeRefresh(new Message.RouteRefresh(1, 1, 1)));
        assertEquals(List.of(new SessionOutput.Resume(bench.link), new SessionOutput.Resume(bench.link)),
                bench.outputs());
        assertFalse(bench.peer.isSyncing());
    }

    @Test
    void announcesOnlyWhatTheSessionCanCarry() {
        Bench bench = quiet();
        RouteKey ipv6 = RouteKey.of(metallb.domain.net.Prefix.of("2001:db8::1/128"));
        bench.peer.mark(bench.desired.put(ipv6, NextHop.SELF, Desired.attributes(1)));
        RouteKey foreign = Desired.key("10.0.0.1/32");
        bench.peer.mark(bench.desired.put(foreign, new NextHop.Via(IpAddress.of("2001:db8::2")), Desired.attributes(1)));
        bench.turn();
        assertEquals(List.of(), bench.outputs());
        bench.peer.mark(bench.desired.put(foreign, new NextHop.Via(IpAddress.of("10.0.0.9")), Desired.attributes(1)));
        bench.turn();
        Message.Reach reach = bench.updates().getFirst().announced().getFirst();
        assertEquals(IpAddress.of("10.0.0.9"), reach.nextHop());
    }

    @Test
    void ourAddressOnTheSessionIsTheNextHop() {
        Bench bench = quiet();
        bench.peer.mark(bench.desired.put("10.0.0.1/32", 1));
        bench.turn();
        assertEquals(Bench.LOCAL.address(), bench.updates().getFirst().announced().getFirst().nextHop());
    }

    @Test
    void aStarvedSessionSendsWithinItsCreditAndGoesOnWhenTheSocketDoes() {
        Bench bench = Bench.external();
        bench.desired.fill(30_000, 1);
        bench.established().pass(Duration.ofMillis(1));
        bench.draining = false;
        bench.outputs();
        bench.synced().pass(Duration.ofMillis(20));
        assertEquals(14, bench.updates().size());
        assertTrue(bench.outstanding <= SendWindow.CREDIT - SendWindow.RESERVE, bench.outstanding + " bytes");
        assertTrue(bench.peer.nextDeadline().orElseThrow() - bench.now().nanos() > 1_000_000, "spins without credit");
        bench.drain(23).turn();
        assertEquals(0, bench.updates().size());
        bench.drain(1).turn();
        assertEquals(1, bench.updates().size());
        bench.drain(bench.outstanding);
        bench.draining = true;
        bench.turn().pass(FIVE_MILLIS);
        assertEquals(24, bench.updates().size());
        assertEquals(0, bench.peer.counters().pending());
    }

    @Test
    void keepsRoomForItsLastWordsWhereTheSocketTakesNothing() {
        Bench bench = Bench.external();
        bench.desired.fill(30_000, 1);
        bench.established();
        bench.draining = false;
        bench.synced().pass(Duration.ofSeconds(4)).receive(MessageWriter.keepalive());
        bench.outputs();
        bench.peer.reset(bench.now(), NotificationCode.ADMINISTRATIVE_RESET.subcode(), "x".repeat(300));
        bench.turn();
        assertEquals(2, bench.outputs().stream().filter(output -> output instanceof SessionOutput.Send
                || output instanceof SessionOutput.Close).count());
    }

    @Test
    void manySmallSetsAllLeaveAtOnce() {
        Bench bench = quiet();
        for (int i = 0; i < 200; i++) {
            bench.peer.mark(bench.desired.put("10.0.0." + i + "/32", i));
        }
        bench.turn();
        assertEquals(200, bench.updates().size());
    }
}
