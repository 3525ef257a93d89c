package metallb.adapters.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The events that wait to be sent: assignments and complaints before announcements, each in their order, {@link #ROOM}
 * at most. What happens again while it waits is counted and takes no more room. Where none is left, the youngest
 * announcement gives way to whatever is none; else the newcomer is dropped.
 */
final class EventBacklog {
    static final int ROOM = 1000;

    private final SequencedMap<String, Story> urgent = new LinkedHashMap<>();
    private final SequencedMap<String, Story> announcements = new LinkedHashMap<>();

    /**
     * Lets it wait.
     *
     * @return whether nothing was dropped for want of room
     */
    boolean offer(Story story) {
        SequencedMap<String, Story> queue = queue(story);
        Story waiting = queue.get(story.name());
        if (waiting != null) {
            queue.replace(story.name(), waiting.and(story));
            return true;
        }
        boolean room = size() < ROOM;
        if (room || !story.isAnnouncement() && announcements.pollLastEntry() != null) {
            queue.put(story.name(), story);
        }
        return room;
    }

    /** The next one to be sent; it waits no more. */
    Optional<Story> take() {
        Map.Entry<String, Story> next = urgent.isEmpty() ? announcements.pollFirstEntry() : urgent.pollFirstEntry();
        return Optional.ofNullable(next).map(Map.Entry::getValue);
    }

    int size() {
        return urgent.size() + announcements.size();
    }

    private SequencedMap<String, Story> queue(Story story) {
        return story.isAnnouncement() ? announcements : urgent;
    }
}
