package metallb.domain.core;

import static metallb.domain.core.ControllerWorld.key;
import static metallb.domain.core.ControllerWorld.withIngress;
import static metallb.domain.core.ControllerWorld.withIp;
import static metallb.domain.core.ControllerWorld.withPool;
import static metallb.domain.core.ControllerWorld.withType;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteOutcome;
import org.junit.jupiter.api.Test;

class ControllerCoreTest {
    private static final String POOL = "main 192.168.10.0/30";

    private final ControllerWorld world = new ControllerWorld();

    @Test
    void givesAServiceItsAddressAndTellsItWhenTheStatusShowsIt() {
        world.begin(POOL);
        world.apply(world.newService("web", 1));
        world.drain();
        assertEquals(List.of(), world.events);
        assertEquals(1, world.unanswered.size());
        world.run();
        assertEquals(List.of("192.168.10.0"), world.ingress("web"));
        assertEquals(List.of("IPAllocated default/web: Assigned IP \"192.168.10.0\""), world.events);
        assertEquals("assigned", world.outcome("web"));
    }

    @Test
    void decidesNothingBeforeEverythingIsListed() {
        world.put(world.config(Kind.CONFIG, POOL));
        world.put(world.config(Kind.ACCEPTED_CONFIG, POOL));
        world.put(world.newService("web", 1));
        for (Kind kind : List.of(Kind.SERVICE, Kind.CONFIG)) {
            world.list(kind);
            world.run();
            assertEquals(List.of(), world.ingress("web"));
            assertEquals("waitingForConfig", world.outcome("web"));
            assertFalse(world.health().ready());
        }
        assertEquals(new Answer.Health(false, List.of("waiting for the first list of the accepted configuration")),
                world.health());
        world.list(Kind.ACCEPTED_CONFIG);
        world.run();
        assertEquals(List.of("192.168.10.0"), world.ingress("web"));
        assertEquals(new Answer.Health(true, List.of()), world.health());
    }

    @Test
    void claimsWhatStatusesShowBeforeAnythingNewIsGiven() {
        world.put(world.newService("a-new", 1));
        world.put(withIngress(world.newService("b-old", 9), List.of("192.168.10.0")));
        world.begin(POOL);
        assertEquals(List.of("192.168.10.0"), world.ingress("b-old"));
        assertEquals(List.of("192.168.10.1"), world.ingress("a-new"));
        assertEquals(List.of("IPAllocated default/a-new: Assigned IP \"192.168.10.1\""), world.events);
    }

    @Test
    void leavesAnAddressThatTwoServicesShowToTheOlderOne() {
        world.put(withIngress(world.newService("a", 9), List.of("192.168.10.2")));
        world.put(withIngress(world.newService("b", 1), List.of("192.168.10.2")));
        world.begin(POOL);
        assertEquals(List.of("192.168.10.2"), world.ingress("b"));
        assertEquals(List.of("192.168.10.0"), world.ingress("a"));
        assertEquals(List.of("ClearAssignment default/a: current IP for \"default/a\" not allowed by config, will "
                + "attempt for new IP assignment: cannot assign \"192.168.10.2\" to \"default/a\", already owned by "
                + "\"default/b\"", "IPAllocated default/a: Assigned IP \"192.168.10.0\""), world.events);
    }

    @Test
    void movesAServiceWhoseWishChangedMakeBeforeBreak() {
        world.begin(POOL + "\nother 10.0.0.0/31 manual");
        world.apply(world.newService("web", 1));
        world.run();
        world.apply(withPool(world.service("web"), "other"));
        world.drain();
        assertEquals(List.of(1.0, 1.0), world.inUse());
        world.run();
        assertEquals(List.of("10.0.0.0"), world.ingress("web"));
        assertEquals(List.of(0.0, 1.0), world.inUse());
        world.apply(withPool(world.service("web"), ""));
        world.run();
        assertEquals(List.of("10.0.0.0"), world.ingress("web"));
    }

    @Test
    void keepsTheOldAddressWhileTheNewWishCannotBeMetAndMovesOnceItCan() {
        world.begin(POOL);
        world.apply(withIp(world.newService("holder", 1), "192.168.10.3"));
        world.apply(world.newService("web", 2));
        world.run();
        world.events.clear();
        world.apply(withIp(world.service("web"), "192.168.10.3"));
        world.run();
        world.apply(world.service("web"));
        world.run();
        assertEquals(List.of("AllocationFailed default/web: Failed to allocate IP for \"default/web\": cannot assign "
                + "\"192.168.10.3\" to \"default/web\", already owned by \"default/holder\""), world.events);
        assertEquals(List.of("192.168.10.0"), world.ingress("web"));
        assertEquals("addressHeld", world.outcome("web"));
        world.delete(Kind.SERVICE, key("holder"));
        world.run();
        assertEquals(List.of("192.168.10.3"), world.ingress("web"));
        assertEquals("IPAllocated default/web: Assigned IP \"192.168.10.3\"", world.events.getLast());
    }

    @Test
    void tellsThoseThatWaitForAnAddressWhoHoldsItNow() {
        world.begin(POOL);
        world.apply(withIp(world.newService("holder", 1), "192.168.10.3"));
        world.run();
        for (int i = 0; i < 3; i++) {
            world.apply(withIp(world.newService("waiter" + i, 2 + i), "192.168.10.3"));
        }
        world.run();
        world.events.clear();
        world.delete(Kind.SERVICE, key("holder"));
        world.run();
        String told = "AllocationFailed default/waiter%1$d: Failed to allocate IP for \"default/waiter%1$d\": cannot "
                + "assign \"192.168.10.3\" to \"default/waiter%1$d\", already owned by \"default/waiter%2$d\"";
        assertEquals(List.of(told.formatted(1, 0), told.formatted(2, 0),
                "IPAllocated default/waiter0: Assigned IP \"192.168.10.3\""), world.events);
        world.events.clear();
        world.delete(Kind.SERVICE, key("waiter0"));
        world.run();
        assertEquals(List.of(told.formatted(2, 1), "IPAllocated default/waiter1: Assigned IP \"192.168.10.3\""),
                world.events);
        world.delete(Kind.SERVICE, key("waiter2"));
        world.delete(Kind.SERVICE, key("waiter1"));
        world.run();
        assertEquals(List.of(0.0), world.inUse());
    }

    @Test
    void servesTheOldestOfThoseThatWaitAsSoonAsAnAddressIsFree() {
        world.begin("main 192.168.10.0/32");
        world.apply(world.newService("first", 1));
        world.run();
        world.apply(world.newService("young", 3));
        world.apply(world.newService("old", 2));
        world.run();
        assertEquals("AllocationFailed default/young: Failed to allocate IP for \"default/young\": no addresses "
                + "available in any pool", world.events.getLast());
        world.delete(Kind.SERVICE, key("first"));
        world.apply(world.newService("newest", 4));
        world.run();
        assertEquals(List.of("192.168.10.0"), world.ingress("old"));
        assertEquals(List.of(), world.ingress("young"));
        world.apply(withType(world.service("old"), "ClusterIP"));
        world.run();
        assertEquals(List.of(), world.ingress("old"));
        assertEquals(List.of("192.168.10.0"), world.ingress("young"));
    }

    @Test
    void servesThoseThatWaitWhenPoolsGrow() {
        world.begin("main 192.168.10.0/32");
        world.apply(withPool(world.newService("web", 1), "later"));
        world.run();
        assertEquals("unknownPool", world.outcome("web"));
        world.apply(world.config(Kind.CONFIG, "main 192.168.10.0/32\nlater 10.0.0.0/32"));
        world.run();
        assertEquals(List.of("10.0.0.0"), world.ingress("web"));
    }

    @Test
    void keepsAddressesWhenPoolsAreRenamedOrTakenAway() {
        world.begin(POOL);
        world.apply(withPool(world.newService("web", 1), "main"));
        world.run();
        for (String text : List.of("renamed 192.168.10.0/30", "elsewhere 10.0.0.0/30")) {
            world.apply(world.config(Kind.CONFIG, text));
            world.run();
            assertEquals(List.of("192.168.10.0"), world.ingress("web"));
            assertEquals("assigned", world.outcome("web"));
        }
    }

    @Test
    void answersAForeignStatusEditByWritingItsAddressBack() {
        world.begin(POOL);
        world.apply(world.newService("web", 1));
        world.run();
        world.events.clear();
        world.apply(withIngress(world.service("web"), List.of("1.2.3.4")));
        world.run();
        assertEquals(List.of("192.168.10.0"), world.ingress("web"));
        assertEquals(List.of(), world.events);
    }

    @Test
    void givesWayToAnotherWriterForAWhileAndNamesIt() {
        world.begin(POOL);
        world.apply(world.newService("web", 1));
        world.run();
        world.events.clear();
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of("192.168.10.0"), world.ingress("web"));
            world.apply(withIngress(world.service("web"), List.of("1.2.3.4")));
            world.run();
            world.pass(5);
        }
        assertEquals(List.of("1.2.3.4"), world.ingress("web"));
        assertEquals(List.of("StatusContested default/web: status of \"default/web\" is changed again and again by "
                + "\"someone\", not writing it for 90 s"), world.events);
        assertEquals("statusContested", world.outcome("web"), "who asks hears the same");
        world.runFor(84);
        assertEquals(List.of("1.2.3.4"), world.ingress("web"), "it says 90 s, and 5 are over");
        world.runFor(1);
        assertEquals(List.of("192.168.10.0"), world.ingress("web"));
        assertEquals("assigned", world.outcome("web"));
        assertEquals("StatusResumed default/web: status of \"default/web\" is written again", world.events.getLast());
        assertEquals("StatusResumed", world.reports.getLast().event());
    }

    @Test
    void ignoresAWatchThatLagsBehindItsOwnWrite() {
        world.begin(POOL);
        var before = world.put(world.newService("web", 1));
        world.on(new ClusterEvent.Observed(before));
        world.run();
        world.on(new ClusterEvent.Observed(before));
        world.drain();
        assertEquals(List.of(), world.unanswered);
    }

    @Test
    void keepsTheAddressClaimedUntilALostWriteIsSettled() {
        world.begin("main 192.168.10.0/32");
        world.apply(world.newService("web", 1));
        world.drain();
        Write lost = world.unanswered.removeFirst();
        world.on(new Written(new WriteOutcome.Unknown(lost.id(), "time-out")));
        world.apply(withType(world.service("web"), "ClusterIP"));
        world.apply(world.newService("next", 2));
        world.drain();
        assertEquals("allPoolsExhausted", world.outcome("next"));
        world.runFor(60);
        assertEquals(List.of(), world.ingress("web"));
        assertEquals(List.of("192.168.10.0"), world.ingress("next"));
    }

    @Test
    void reportsCountsAndRepeatsWhatTheServerRefuses() {
        world.begin(POOL);
        world.apply(world.newService("web", 1));
        world.drain();
        Write refused = world.unanswered.removeFirst();
        world.on(new Written(new WriteOutcome.Refused(refused.id(), 403, "forbidden")));
        world.drain();
        assertEquals(Report.warning("default/web", "updateFailed",
                "updating status on service \"default/web\": 403 forbidden"), world.reports.getLast());
        assertEquals(1, world.metric("metallb_k8s_client_update_errors_total"));
        assertEquals(List.of(), world.unanswered);
        world.runFor(60);
        assertEquals(List.of("192.168.10.0"), world.ingress("web"));
    }

    @Test
    void isLoudOnceOfWhatIsRefusedAgainAndOfAnOverloadOfAll() {
        world.begin(POOL);
        for (int i = 1; i <= 3; i++) {
            world.apply(world.newService("s" + i, i));
        }
        world.drain();
        for (Write write : List.copyOf(world.unanswered)) {
            world.on(new Written(new WriteOutcome.Refused(write.id(), 429, "slow down", Duration.ofSeconds(3))));
        }
        world.drain();
        assertEquals("""
                WARNING default/s1: updating status on service "default/s1": 429 slow down
                DEBUG default/s2: updating status on service "default/s2": 429 slow down
                DEBUG default/s3: updating status on service "default/s3": 429 slow down""",
                reports("updateFailed"));
        assertEquals(3, world.metric("metallb_k8s_client_update_errors_total"));
    }

    @Test
    void isLoudOnceOfWhatIsNotAnswered() {
        world.begin(POOL);
        world.apply(world.newService("web", 1));
        world.drain();
        for (String why : List.of("no answer: nothing heard in time", "no answer: cut")) {
            world.on(new Written(new WriteOutcome.Unknown(world.unanswered.removeFirst().id(), why)));
            world.pass(1);
            world.drain();
        }
        assertEquals("""
                WARNING default/web: updating status on service "default/web": no answer: nothing heard in time; it is repeated
                DEBUG default/web: updating status on service "default/web": no answer: cut; it is repeated""",
                reports("updateUnanswered"));
    }

    @Test
    void endsWhenItsWritesAreAnsweredOrThreeSecondsAreOver() {
        world.begin(POOL);
        world.apply(world.newService("web", 1));
        world.drain();
        world.on(new Stop());
        world.drain();
        assertFalse(world.stopped);
        world.on(new Written(world.carryOut(world.unanswered.removeFirst())));
        world.drain();
        assertTrue(world.stopped);
        assertEquals("IPAllocated default/web: Assigned IP \"192.168.10.0\"", world.events.getLast());

        world.start();
        world.listAll();
        world.run();
        world.apply(world.newService("more", 2));
        world.drain();
        world.on(new Stop());
        world.pass(3);
        world.drain();
        assertTrue(world.stopped);
    }

    @Test
    void isNotReadyFromStopToItsEnd() {
        world.begin(POOL);
        world.apply(world.newService("web", 1));
        world.drain();
        assertEquals(new Answer.Health(true, List.of()), world.health());
        world.on(new Stop());
        assertEquals(new Answer.Health(false, List.of("the controller is ending")), world.health());
        world.pass(3);
        world.drain();
        assertTrue(world.stopped);
        assertEquals(new Answer.Health(false, List.of("the controller is ending")), world.health());
    }

    @Test
    void leavesServicesOfOtherClassesAlone() {
        world.begin(POOL);
        var other = withIngress(world.newService("other", 1), List.of("192.168.10.0"));
        world.apply(new metallb.domain.cluster.Service(other.meta(), other.type(), Optional.empty(),
                Optional.of("example.com/lb"), other.trafficPolicy(), List.of(), other.ingress(), List.of()));
        world.apply(withIngress(withType(world.newService("plain", 1), "ClusterIP"), List.of("10.9.9.9")));
        world.run();
        assertEquals(List.of("192.168.10.0"), world.ingress("other"));
        assertEquals(List.of("10.9.9.9"), world.ingress("plain"));
        assertEquals("otherLoadBalancerClass", world.outcome("other"));
        assertEquals("notLoadBalancer", world.outcome("plain"));
    }

    @Test
    void takesAListForTheTruthWhateverItsVersions() {
        world.begin(POOL);
        world.apply(world.newService("gone", 1));
        var old = world.put(world.newService("web", 2));
        world.on(new ClusterEvent.Observed(old));
        world.run();
        world.objects.remove(new ApiWrites.Target(Kind.SERVICE, key("gone")));
        world.objects.put(new ApiWrites.Target(Kind.SERVICE, key("web")), old);
        world.list(Kind.SERVICE);
        world.run();
        assertEquals(List.of("192.168.10.1"), world.ingress("web"));
        assertEquals(List.of(1.0), world.inUse());
    }

    @Test
    void answersInPagesAndOnlyWhatItKnows() {
        world.begin(POOL);
        List.of("a", "b", "c").forEach(name -> world.apply(world.newService(name, 1)));
        world.run();
        var first = (Answer.Services) world.core().answer(world.now(), new Query.Services(Optional.empty(), 2));
        assertEquals(List.of(key("a"), key("b")), first.rows().stream().map(Answer.ServiceRow::service).toList());
        assertTrue(first.more());
        assertEquals("Assigned IP \"192.168.10.0\"", first.rows().getFirst().text());
        var second =
                (Answer.Services) world.core().answer(world.now(), new Query.Services(Optional.of(key("b")), 2));
        assertEquals(List.of(key("c")), second.rows().stream().map(Answer.ServiceRow::service).toList());
        assertFalse(second.more());
        assertEquals(new Answer.NotHere(), world.core().answer(world.now(), new Query.Sessions()));
    }

    private String reports(String event) {
        return world.reports.stream().filter(report -> report.event().equals(event))
                .map(report -> report.level() + " " + report.subject() + ": " + report.text())
                .collect(Collectors.joining("\n"));
    }
}
