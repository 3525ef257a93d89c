package metallb.adapters.devcluster.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.adapters.devcluster.fault.Fault.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
    private static final Call PATCH = new Call("patch", "", "services/status", "ns", "web", "metallb-controller/0.1");
    private static final Call WATCH = new Call("watch", "", "services", "", "", "metallb-speaker/0.1");
    private static final Fault REFUSED = new Fault.Answer(Refusal.of(500));
    private static final Fault LOST = new Fault.Drop(Stage.AFTER);

    private final Faults faults = new Faults(1);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''    | ''              | '' | ''   | ''                  | true
            patch | services/status | ns | web  | metallb-controller* | true
            patch | services*       | ns | w*   | *                   | true
            patch | services        | ns | web  | ''                  | false
            get   | ''              | '' | ''   | ''                  | false
            ''    | ''              | n  | ''   | ''                  | false
            ''    | ''              | '' | we   | ''                  | false
            ''    | ''              | '' | ''   | metallb-speaker*    | false
            """)
    void selectsByVerbResourceNamespaceNameAndClient(String verb, String resource, String namespace, String name, String client,
            boolean selected) {
        faults.add(Rule.always(new Selection(verb, resource, namespace, name, client), REFUSED));
        assertEquals(selected ? Optional.of(REFUSED) : Optional.empty(), faults.decide(PATCH));
    }

    @Test
    void befallsAsOftenAsTheRuleSaysAndThenTheNextRuleHasItsTurn() {
        faults.add(Rule.always(Selection.ALL, REFUSED).times(2));
        faults.add(Rule.once(Selection.of("patch", ""), LOST));
        List<Optional<Fault>> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            seen.add(faults.decide(PATCH));
        }
        assertEquals(List.of(Optional.of(REFUSED), Optional.of(REFUSED), Optional.of(LOST), Optional.empty()), seen);
        assertEquals(List.of("fault-1 2", "fault-2 1"), faults.standing().stream().map(each -> each.id() + " " + each.fired()).toList());
    }

    @Test
    void breaksWatchesOnly() {
        Fault cut = Fault.BreakWatch.of(Fault.Break.CUT, 3);
        faults.add(Rule.always(Selection.ALL, cut));
        assertEquals(Optional.empty(), faults.decide(PATCH));
        assertEquals(Optional.of(cut), faults.decide(WATCH));
    }

    @Test
    void drawsTheSameFromTheSameSeed() {
        Rule sometimes = Rule.always(Selection.ALL, REFUSED).withProbability(0.25);
        faults.add(sometimes);
        Faults other = new Faults(7);
        other.reseed(1);
        other.add(sometimes);
        int befallen = 0;
        for (int i = 0; i < 10_000; i++) {
            Optional<Fault> decision = faults.decide(PATCH);
            assertEquals(decision, other.decide(PATCH));
            befallen += decision.isPresent() ? 1 : 0;
        }
        // 2,500 expected, standard deviation 43
        assertTrue(befallen > 2_300 && befallen < 2_700, befallen + " of 10000");
    }

    @Test
    void takesRulesBackOneByOneOrAll() {
        String first = faults.add(Rule.always(Selection.ALL, REFUSED)).orElseThrow().id();
        faults.add(Rule.always(Selection.ALL, LOST));
        assertTrue(faults.remove(first));
        assertFalse(faults.remove(first));
        assertEquals(Optional.of(LOST), faults.decide(PATCH));
        faults.clear();
        assertEquals(Optional.empty(), faults.decide(PATCH));
    }

    @Test
    void takesNoMoreRulesThanItsBound() {
        for (int i = 0; i < Faults.MOST_RULES; i++) {
            assertTrue(faults.add(Rule.always(Selection.ALL, REFUSED)).isPresent());
        }
        assertEquals(Optional.empty(), faults.add(Rule.always(Selection.ALL, REFUSED)));
    }

    @Test
    void setsAClockAheadAndBack() {
        var clock = new SteppedClock(() -> Instant.EPOCH);
        clock.offset(Duration.ofHours(2));
        clock.step(Duration.ofMinutes(-30));
        assertEquals(Instant.EPOCH.plus(Duration.ofMinutes(90)), clock.instant());
        clock.offset(Duration.ZERO);
        assertEquals(Instant.EPOCH, clock.instant());
    }
}
