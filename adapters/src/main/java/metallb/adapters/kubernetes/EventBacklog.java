package metallb.adapters.kubernetes;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.LongPredicate;

/**
 * The events that wait to be sent: assignments and complaints before announcements, each in their order, {@link #ROOM}
 * at most. What happens again while it waits is counted and takes no more room. Where none is left, the youngest
 * announcement gives way to whatever is none; else the newcomer is dropped. Announcements leave at a pace of their own, since
 * each node tells of each service: 20 at once, then one a second.
 */
final class EventBacklog {
    static final int ROOM = 1000;
    private static final double ANNOUNCEMENTS_PER_SECOND = 1;
    private static final double ANNOUNCEMENTS_AT_ONCE = 20;

    private final SequencedMap<Story.Identity, Story> urgent = new LinkedHashMap<>();
    private final SequencedMap<Story.Identity, Story> announcements = new LinkedHashMap<>();
    private final Pace announcing;

    /** @param now nanoseconds of a monotonic clock */
    EventBacklog(long now) {
        this.announcing = new Pace(ANNOUNCEMENTS_PER_SECOND, ANNOUNCEMENTS_AT_ONCE, now);
    }

    /**
     * Lets it wait.
     *
     * @return whether nothing was dropped for want of room
     */
    boolean offer(Story story) {
        SequencedMap<Story.Identity, Story> queue = queue(story);
        Story.Identity identity = story.identity();
        Story waiting = queue.get(identity);
        if (waiting != null) {
            queue.replace(identity, waiting.and(story));
            return true;
        }
        boolean room = size() < ROOM;
        if (room || !story.isAnnouncement() && announcements.pollLastEntry() != null) {
            queue.put(identity, story);
        }
        return room;
    }

    /**
     * The next one to be sent; it waits no more.
     *
     * @return empty where nothing waits, or where what waits has to wait on: for {@link #nanosToNext}
     */
    Optional<Story> take(long now) {
        if (!urgent.isEmpty()) {
            return Optional.of(urgent.pollFirstEntry().getValue());
        }
        if (announcements.isEmpty() || announcing.until(now) > 0) {
            return Optional.empty();
        }
        announcing.take(now);
        return Optional.of(announcements.pollFirstEntry().getValue());
    }

    /** How long what waits has to wait on, should nothing urgent come: 0 for no longer; empty where nothing waits. */
    OptionalLong nanosToNext(long now) {
        return !urgent.isEmpty() ? OptionalLong.of(0)
                : announcements.isEmpty() ? OptionalLong.empty() : OptionalLong.of(announcing.until(now));
    }

    /**
     * What these terms told waits no more.
     *
     * @return how many that were
     */
    int drop(LongPredicate terms) {
        int before = size();
        urgent.values().removeIf(story -> terms.test(story.term()));
        announcements.values().removeIf(story -> terms.test(story.term()));
        return before - size();
    }

    int size() {
        return urgent.size() + announcements.size();
    }

    private SequencedMap<Story.Identity, Story> queue(Story story) {
        return story.isAnnouncement() ? announcements : urgent;
    }
}
