package metallb.adapters.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.KubernetesEvent.Type;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Uid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventBacklogTest {
    private static final long SECOND = 1_000_000_000L;

    private final EventBacklog backlog = new EventBacklog(0);
    private long now;

    private static KubernetesEvent event(Type type, String reason, String action, String note) {
        return new KubernetesEvent(new KubernetesEvent.Regarding(Kind.SERVICE, new ObjectKey("ns", "web"), new Uid("u"),
                new ResourceVersion("1")), type, reason, action, note);
    }

    private static Story assignment(String note) {
        return new Story(event(Type.NORMAL, "IPAllocated", "Assign", note), 1, 0, 0, false);
    }

    private static Story announcement(String note) {
        return new Story(event(Type.NORMAL, "nodeAssigned", "Announce", note), 1, 0, 0, false);
    }

    /** The next one, a second after the last, so that announcements need not wait. */
    private Optional<Story> next() {
        now += SECOND;
        return backlog.take(now);
    }

    /** Empties it. */
    private List<String> taken() {
        List<String> names = new ArrayList<>();
        for (Optional<Story> next = next(); next.isPresent(); next = next()) {
            names.add(next.get().event().note() + (next.get().times() > 1 ? " x" + next.get().times() : ""));
        }
        return names;
    }

    @Test
    void announcementsWaitForWhateverElseThereIs() {
        backlog.offer(announcement("a1"));
        backlog.offer(assignment("s1"));
        backlog.offer(announcement("a2"));
        backlog.offer(new Story(event(Type.WARNING, "notAnnounced", "Announce", "w1"), 1, 0, 0, false));
        backlog.offer(assignment("s2"));
        assertEquals(List.of("s1", "w1", "s2", "a1", "a2"), taken());
    }

    @Test
    void whatHappensAgainIsCountedInItsPlace() {
        backlog.offer(assignment("s1"));
        backlog.offer(assignment("s2"));
        backlog.offer(assignment("s1"));
        backlog.offer(assignment("s1"));
        assertEquals(2, backlog.size());
        assertEquals(List.of("s1 x3", "s2"), taken());
    }

    /** As the names of their events differ, {@link metallb.adapters.support.objects.EventEncoder#name}. */
    @ParameterizedTest
    @CsvSource({"u1, IPAllocated, note, 1", "u2, IPAllocated, note, 2", "u1, AllocationFailed, note, 2", "u1, IPAllocated, other, 2"})
    void anotherObjectReasonOrNoteIsAnotherStory(String uid, String reason, String note, int stories) {
        for (KubernetesEvent event : List.of(event("u1", "IPAllocated", "note"), event(uid, reason, note))) {
            backlog.offer(new Story(event, 1, 0, 0, false));
        }
        assertEquals(stories, backlog.size());
    }

    private static KubernetesEvent event(String uid, String reason, String note) {
        return new KubernetesEvent(new KubernetesEvent.Regarding(Kind.SERVICE, new ObjectKey("ns", "web"), new Uid(uid),
                new ResourceVersion("1")), Type.NORMAL, reason, "Assign", note);
    }

    @Test
    void theYoungestAnnouncementGivesWay() {
        for (int i = 0; i < EventBacklog.ROOM; i++) {
            assertTrue(backlog.offer(i < 2 ? announcement("a" + i) : assignment("s" + i)));
        }
        assertFalse(backlog.offer(announcement("late")));
        assertFalse(backlog.offer(assignment("first")));
        assertFalse(backlog.offer(assignment("second")));
        assertFalse(backlog.offer(assignment("third")));
        assertTrue(backlog.offer(assignment("second")));
        List<String> taken = taken();
        assertEquals(EventBacklog.ROOM, taken.size());
        assertEquals(List.of("first", "second x2"), taken.subList(EventBacklog.ROOM - 2, EventBacklog.ROOM));
    }

    @Test
    void ofAnnouncementsTwentyLeaveAtOnceAndThenOneASecond() {
        for (int i = 0; i < 22; i++) {
            backlog.offer(announcement("a" + i));
        }
        for (int i = 0; i < 20; i++) {
            assertEquals(OptionalLong.of(0), backlog.nanosToNext(now));
            assertEquals("a" + i, backlog.take(now).orElseThrow().event().note());
        }
        assertEquals(Optional.empty(), backlog.take(now));
        assertEquals(OptionalLong.of(SECOND), backlog.nanosToNext(now));
        backlog.offer(assignment("s"));
        assertEquals(OptionalLong.of(0), backlog.nanosToNext(now), "an assignment waits for none of them");
        assertEquals("s", backlog.take(now).orElseThrow().event().note());
        assertEquals("a20", next().orElseThrow().event().note());
        assertEquals("a21", next().orElseThrow().event().note());
        assertEquals(OptionalLong.empty(), backlog.nanosToNext(now));
    }

    /** The counts are those of docs/kubernetes-client.md. */
    @Test
    void aHundredNodesThatAnnounceTenThousandServicesAtOnceDoNotFloodTheApi() {
        List<EventBacklog> nodes = Stream.generate(() -> new EventBacklog(0)).limit(100).toList();
        int dropped = 0;
        for (int service = 0; service < 10_000; service++) {
            Story story = announcement("s" + service);
            for (EventBacklog node : nodes) {
                dropped += node.offer(story) ? 0 : 1;
            }
        }
        List<Integer> sent = new ArrayList<>();
        while (nodes.stream().anyMatch(node -> node.size() > 0)) {
            int calls = 0;
            for (EventBacklog node : nodes) {
                while (node.take(now).isPresent()) {
                    calls++;
                }
            }
            sent.add(calls);
            now += SECOND;
        }
        assertEquals(2_000, sent.getFirst(), "in the first second");
        assertEquals(100, sent.stream().skip(1).mapToInt(Integer::intValue).max().orElseThrow(), "in any later one");
        assertEquals(100_000, sent.stream().mapToInt(Integer::intValue).sum(), "in all, of a million");
        assertEquals(900_000, dropped);
        assertEquals(981, sent.size(), "seconds");
    }

    /** Against two lists, of which nothing is known but the rules. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void keepsTheOrderWhateverHappens(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> assignments = new ArrayList<>();
        List<String> announcements = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            boolean urgent = random.nextBoolean();
            List<String> own = urgent ? assignments : announcements;
            if (random.nextInt(5) == 0) {
                String expected = !assignments.isEmpty() ? assignments.removeFirst()
                        : announcements.isEmpty() ? "" : announcements.removeFirst();
                assertEquals(expected, next().map(story -> story.event().note()).orElse(""), "seed " + seed + " step " + step);
                continue;
            }
            String name = (urgent ? "s" : "a") + random.nextInt(2000);
            boolean full = assignments.size() + announcements.size() == EventBacklog.ROOM && !own.contains(name);
            if (full && urgent && !announcements.isEmpty()) {
                announcements.removeLast();
                own.add(name);
            } else if (!full && !own.contains(name)) {
                own.add(name);
            }
            assertEquals(!full, backlog.offer(urgent ? assignment(name) : announcement(name)),
                    "seed " + seed + " step " + step);
        }
        assertEquals(assignments.size() + announcements.size(), backlog.size(), "seed " + seed);
    }
}
