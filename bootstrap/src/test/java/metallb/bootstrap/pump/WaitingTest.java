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
                row("an object made after the list waits behind it",
                        List.of(observed("a", "u1", 1), listed("a", "u1"), observed("b", "u2", 2),
                                observed("b", "u2", 3)),
                        "a:u1@1", "listed{a=u1}", "b:u2@3"),
                row("a newer state moves ahead of the list that knows the object",
                        List.of(observed("a", "u1", 1), listed("a", "u1"), observed("a", "u1", 2)),
                        "a:u1@2", "listed{a=u1}"),
                row("a list does not delete what was made anew after it",
                        List.of(observed("a", "u1", 1), observed("b", "u2", 2), listed("a", "u1", "b", "u2"),
                                vanished("a", "u1"), observed("a", "u3", 3)),
                        "a:u3@3", "b:u2@2", "listed{a=u3, b=u2}"),
                row("nor what it found gone and that was made anew",
                        List.of(vanished("a", "u1"), listed("b", "u2"), observed("a", "u3", 3)),
                        "a:u3@3", "listed{b=u2, a=u3}"),
                row("a list does not name what was deleted after it",
                        List.of(observed("a", "u1", 1), listed("a", "u1", "b", "u2"), vanished("a", "u1"),
                                vanished("b", "u2")),
                        "-a:u1", "listed{b=u2}", "-b:u2"),
                row("a younger list stands for the older one, and the newest state of each object stays",
                        List.of(observed("a", "u1", 1), observed("b", "u2", 2), listed("a", "u1", "b", "u2"),
                                observed("c", "u3", 3), vanished("a", "u1"), observed("a", "u4", 4),
                                listed("a", "u4", "c", "u3"), observed("a", "u4", 5)),
                        "a:u4@5", "b:u2@2", "c:u3@3", "listed{a=u4, c=u3}"),
                row("what amended the older list says nothing of the younger one",
                        List.of(observed("a", "u1", 1), listed("a", "u1"), observed("a", "u1", 2), listed()),
                        "a:u1@2", "listed{}"),
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
        waiting.add(listed("b", "u2"));
        assertEquals(List.of("a:u1@5", "b:u2@4", "listed{b=u2}"), brief(waiting.take(9)));
        waiting.add(listed("a", "u1"));
        assertEquals(List.of("listed{a=u1}"), brief(waiting.take(9)));
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
