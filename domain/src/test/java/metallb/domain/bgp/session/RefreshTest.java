package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.net.Family;
import org.junit.jupiter.api.Test;

/** RFC 2918 and RFC 7313: the answers to a peer that wants everything again. */
class RefreshTest {
    private static final Message.RouteRefresh IPV4 = Message.RouteRefresh.request(Family.IPV4);

    /** A session of both families with three routes to tell; both sides mark refreshes, or the peer does not. */
    private static Bench bench(boolean marked) {
        Bench bench = new Bench(Bench.settings(Bench.THEIRS, 90, Family.IPV4, Family.IPV6), 1);
        bench.desired.fill(3, 1);
        List<Capability> capabilities = new ArrayList<>(List.of(Capability.MultiProtocol.unicast(Family.IPV4),
                Capability.MultiProtocol.unicast(Family.IPV6)));
        if (marked) {
            capabilities.add(new Capability.EnhancedRouteRefresh());
        }
        bench.openSent().receive(MessageWriter.open(Message.Open.of(Bench.THEIRS, 90, Bench.THEIR_ID, capabilities)))
                .receive(MessageWriter.keepalive());
        bench.outputs();
        return bench;
    }

    private static Bench told(boolean marked) {
        Bench bench = bench(marked).synced().pass(Duration.ofMillis(20));
        bench.outputs();
        return bench;
    }

    /** {@code begin IPv4}, {@code +3}, {@code -1}, {@code End-of-RIB IPv4}, {@code end IPv4}: a message each. */
    private static List<String> words(Bench bench) {
        List<String> words = new ArrayList<>();
        for (Message message : bench.sent()) {
            words.add(switch (message) {
                case Message.RouteRefresh refresh -> (refresh.subtype() == 1 ? "begin " : "end ")
                        + refresh.family().orElseThrow();
                case Message.Update update -> update.endOfRib().map(family -> "End-of-RIB " + family)
                        .orElseGet(() -> update.announced().isEmpty() ? "-" + update.withdrawn().size()
                                : "+" + update.announced().getFirst().prefixes().size());
                case Message.Open _, Message.Keepalive _, Message.Notification _ -> message.toString();
            });
        }
        return words;
    }

    private static Bench asked(Bench bench, Message.RouteRefresh refresh) {
        return bench.receive(MessageWriter.routeRefresh(refresh));
    }

    @Test
    void marksBeginAndEndOfTheAnswer() {
        assertEquals(List.of("begin IPv4", "+3", "end IPv4"), words(asked(told(true), IPV4).synced()));
    }

    @Test
    void marksNothingWhereThePeerDoesNotKnowMarks() {
        assertEquals(List.of("+3"), words(asked(told(false), IPV4).synced()));
    }

    @Test
    void answersForAFamilyWithoutRoutes() {
        assertEquals(List.of("begin IPv6", "end IPv6"),
                words(asked(told(true), Message.RouteRefresh.request(Family.IPV6)).synced()));
    }

    /** RFC 7313 section 4: no mark of a family before its End-of-RIB. */
    @Test
    void answersWhatIsAskedDuringTheFirstSyncAfterIt() {
        Bench bench = asked(bench(true), IPV4);
        assertEquals(List.of("+3", "End-of-RIB IPv4", "End-of-RIB IPv6", "begin IPv4", "+3", "end IPv4"),
                words(bench.synced().pass(Duration.ofMillis(20))));
    }

    @Test
    void answersOnceMoreWhatIsAskedAgainMeanwhile() {
        Bench bench = told(true);
        for (int i = 0; i < 100; i++) {
            asked(bench, IPV4);
        }
        assertEquals(List.of("begin IPv4", "+3", "end IPv4", "begin IPv4", "+3", "end IPv4"),
                words(bench.synced().pass(Duration.ofMillis(20))));
    }

    @Test
    void passesOverMarksThatThePeerSendsAndSubtypesThatNobodyKnows() {
        Bench bench = told(true);
        for (int subtype : new int[] {1, 2, 3, 255}) {
            asked(bench, Message.RouteRefresh.of(Family.IPV4, subtype));
        }
        asked(bench, new Message.RouteRefresh(25, 65, 0));
        assertEquals(List.of(), words(bench.synced().pass(Duration.ofMillis(20))));
        assertEquals("Established", bench.peer.state().name());
    }

    @Test
    void waitsForCreditWithTheMarks() {
        Bench bench = bench(true);
        bench.desired.fill(30_000, 1);
        bench.synced().pass(Duration.ofMillis(20));
        bench.draining = false;
        asked(bench, IPV4).synced().pass(Duration.ofMillis(20));
        assertEquals("+809", words(bench).getLast(), "the credit is full of routes");
        bench.drain(bench.outstanding);
        bench.draining = true;
        bench.turn().pass(Duration.ofMillis(20));
        List<String> rest = words(bench);
        assertEquals("end IPv4", rest.getLast());
        assertEquals(1, rest.stream().filter(word -> word.startsWith("end")).count());
    }

    @Test
    void aRouteThatIsGoneMeanwhileIsWithdrawnBeforeTheEnd() {
        Bench bench = asked(told(true), IPV4);
        bench.peer.mark(bench.desired.remove("10.1.0.1/32"));
        assertEquals(List.of("begin IPv4", "-1", "+2", "end IPv4"), words(bench.synced()));
    }
}
