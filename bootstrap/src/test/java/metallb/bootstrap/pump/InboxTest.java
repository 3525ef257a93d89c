package metallb.bootstrap.pump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import metallb.domain.core.Query;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Clock clock = Clock.system();
    private final Inbox<String> inbox = new Inbox<>(clock);

    @Test
    void takes256AtMost() {
        for (int i = 0; i < 300; i++) {
            inbox.put("event " + i);
        }
        List<String> first = inbox.take();
        assertEquals(256, first.size());
        assertEquals("event 0", first.getFirst());
        assertEquals(44, inbox.take().size());
        assertFalse(inbox.hasEvents());
    }

    @Test
    void holdsSixteenQuestionsAndRefusesTheNext() {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            questions.add(new Question(new Query.Health()));
            assertTrue(inbox.put(questions.getLast()));
        }
        Question next = new Question(new Query.Health());
        assertFalse(inbox.put(next));
        inbox.forget(questions.removeFirst());
        assertTrue(inbox.put(next));
        questions.add(next);
        assertEquals(questions, inbox.takeQuestions());
        assertEquals(List.of(), inbox.takeQuestions());
    }

    @Test
    void doesNotWaitWhereSomethingIsHere() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            inbox.put("event");
            inbox.await(OptionalLong.empty());
            inbox.take();
            inbox.put(new Question(new Query.Health()));
            inbox.await(OptionalLong.empty());
            inbox.takeQuestions();
            inbox.rouse();
            inbox.await(OptionalLong.empty());
        });
    }

    @Test
    void waitsUntilTheDeadlineAndNoLonger() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            long deadline = clock.now().nanos() + 20_000_000;
            inbox.await(OptionalLong.of(deadline));
            assertTrue(clock.now().nanos() - deadline >= 0);
            inbox.await(OptionalLong.of(deadline));
        });
    }

    @Test
    void losesNothingAndKeepsEachWritersOrder() {
        int writers = 4;
        int each = 20_000;
        List<Thread> threads = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            String name = "w" + writer;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    inbox.put(name + " " + i);
                }
            }));
        }
        TreeMap<String, Integer> next = new TreeMap<>();
        assertTimeoutPreemptively(PATIENCE.multipliedBy(3), () -> {
            for (int seen = 0; seen < writers * each;) {
                inbox.await(OptionalLong.empty());
                for (String event : inbox.take()) {
                    String[] words = event.split(" ");
                    assertEquals(next.getOrDefault(words[0], 0), Integer.parseInt(words[1]));
                    next.merge(words[0], 1, Integer::sum);
                    seen++;
                }
            }
            for (Thread thread : threads) {
                thread.join();
            }
        });
        assertFalse(inbox.hasEvents());
    }
}
