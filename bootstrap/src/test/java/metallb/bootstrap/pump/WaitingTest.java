package metallb.bootstrap.pump;

import static metallb.bootstrap.pump.Things.listed;
import static metallb.bootstrap.pump.Things.observed;
import static metallb.bootstrap.pump.Things.vanished;
import static metallb.bootstrap.pump.Things.written;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import metallb.domain.core.Stop;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WaitingTest {
    @TestFactory
    Stream<DynamicTest> keepsTheNewestStateAndTheOrder() {
        return Stream.of(
                row("a newer state takes the place of the older",
                        List.of(observed("a", "u1", 1), observed("b", "u2", 2), observed("a", "u1", 3)),
                        "a:u1@3", "b:u2@2"),
                row("a deletion is a state",
                        List.of(observed("a", "u1", 1), observed("b", "u2", 2), vanished("a", "u1")),
                        "-a:u1", "b:u2@2"),
                row("a changed uid is one entry",
                        List.of(observed("a", "u1", 1), vanished("a", "u1"), observed("a", "u2", 3)),
                        "a:u2@3"),
                row("what came and went is deleted by the uid that the core can hold",
                        List.of(vanished("a", "u1"), observed("a", "u2", 2), vanished("a", "u2")),
                        "-a:u1"),
                row("and so it is behind further ones",
                        List.of(observed("a", "u1", 1), vanished("a", "u1"), observed("a", "u2", 2),
                                vanished("a", "u2"), observed("a", "u3", 3), vanished("a", "u3")),
                        "-a:u1"),
                row("a list comes after every object of it",
                        List.of(observed("a", "u1", 1), observed("b", "u2", 2), listed("a", "u1", "b", "u2"),
                                new Stop()),
                        "a:u1@1", "b:u2@2", "listed{a=u1, b=u2}", "Stop[]"),
                row("an object made after the list does not move ahead of it, which would delete it",
                        List.of(vanished("a", "u1"), listed("b", "u2"), observed("a", "u3", 3)),
                        "-a:u1", "listed{b=u2}", "a:u3@3"),
                row("nor does one that was made anew after the list",
                        List.of(observed("a", "u1", 1), listed("a", "u1"), vanished("a", "u1"),
                                observed("a", "u2", 3)),
                        "a:u1@1", "listed{a=u1}", "a:u2@3"),
                row("behind the list newer states take places again",
                        List.of(observed("a", "u1", 1), listed("a", "u1"), observed("a", "u1", 2),
                                observed("b", "u2", 3), observed("a", "u1", 4)),
                        "a:u1@1", "listed{a=u1}", "a:u1@4", "b:u2@3"),
                row("a younger list stands for the older one, and the newest state of each object stays",
                        List.of(observed("a", "u1", 1), observed("b", "u2", 2), listed("a", "u1", "b", "u2"),
                                observed("c", "u3", 3), observed("a", "u1", 4), listed("a", "u1", "c", "u3"),
                                observed("a", "u1", 5)),
                        "b:u2@2", "c:u3@3", "a:u1@4", "listed{a=u1, c=u3}", "a:u1@5"),
                row("over two lists, too, the deletion names what the core can hold",
                        List.of(vanished("a", "u1"), listed(), observed("a", "u2", 2), vanished("a", "u2"), listed()),
                        "-a:u1", "listed{}"),
                row("a deletion does not move ahead of an outcome, which would undo it",
                        List.of(observed("a", "u1", 1), observed("b", "u2", 2), written("a", "u1", 3),
                                vanished("a", "u1"), observed("b", "u2", 4)),
                        "a:u1@1", "b:u2@4", "written a", "-a:u1"));
    }

    @Test
    void whatWasTakenHasNoPlaceAnyMore() {
        Waiting<Object> waiting = new Waiting<>();
        waiting.add(observed("a", "u1", 1));
        waiting.add(observed("b", "u2", 2));
        waiting.add(listed("a", "u1", "b", "u2"));
        assertEquals(List.of("a:u1@1"), brief(waiting.take(1)));
        waiting.add(observed("a", "u1", 3));
        assertEquals(List.of("b:u2@2", "listed{a=u1, b=u2}"), brief(waiting.take(2)));
        waiting.add(observed("b", "u2", 4));
        waiting.add(observed("a", "u1", 5));
        assertEquals(List.of("a:u1@5", "b:u2@4"), brief(waiting.take(9)));
        assertEquals(List.of(), waiting.take(9));
    }

    private static DynamicTest row(String name, List<?> events, String... expected) {
        return DynamicTest.dynamicTest(name, () -> {
            Waiting<Object> waiting = new Waiting<>();
            events.forEach(waiting::add);
            assertEquals(expected.length, waiting.size());
            assertEquals(List.of(expected), brief(waiting.take(Integer.MAX_VALUE)));
        });
    }

    private static List<String> brief(List<Object> events) {
        return events.stream().map(Things::brief).toList();
    }
}
