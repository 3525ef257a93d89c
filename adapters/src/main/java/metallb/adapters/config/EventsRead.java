package metallb.adapters.config;

import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** What the parser found, one after the other, and how far into the text it came by it. */
final class EventsRead implements Iterator<Event> {
    private final Iterator<Event> events;
    private Optional<Event> waiting = Optional.empty();
    private int line = 1;
    private int column = 1;

    EventsRead(Iterator<Event> events) {
        this.events = events;
    }

    @Override
    public boolean hasNext() {
        return waiting.isPresent() || events.hasNext();
    }

    @Override
    public Event next() {
        Event event = peek();
        waiting = Optional.empty();
        event.getEndMark().ifPresent(this::came);
        return event;
    }

    /** The next one, which stays the next. */
    Event peek() {
        if (waiting.isEmpty()) {
            waiting = Optional.of(events.next());
        }
        return waiting.get();
    }

    private void came(Mark end) {
        line = end.getLine() + 1;
        column = end.getColumn() + 1;
    }

    /** The line, from 1, where the last of them ended. */
    int line() {
        return line;
    }

    /** The column, from 1, behind the last of them. */
    int column() {
        return column;
    }
}
