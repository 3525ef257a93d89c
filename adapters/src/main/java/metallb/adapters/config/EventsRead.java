package metallb.adapters.config;

import java.util.Iterator;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** What the parser found, one after the other, and how far into the text it came by it. */
final class EventsRead implements Iterator<Event> {
    private final Iterator<Event> events;
    private int line = 1;
    private int column = 1;

    EventsRead(Iterator<Event> events) {
        this.events = events;
    }

    @Override
    public boolean hasNext() {
        return events.hasNext();
    }

    @Override
    public Event next() {
        Event event = events.next();
        event.getEndMark().ifPresent(this::came);
        return event;
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
