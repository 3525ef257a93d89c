package metallb.domain.core;

import java.util.List;
import java.util.OptionalLong;
import metallb.domain.net.Now;

/**
 * What the pump drives: events go in, effects come out, time is an argument. Everything happens on one thread, nothing
 * blocks, and the same sequence of calls gives the same effects in any JVM.
 *
 * <p>The pump's turn: hand over what waits in the inbox (256 at most) by {@link #on}, then {@link #drain} and carry the
 * effects out in order, then wait for the inbox or {@link #nextDeadline}, whichever comes first.
 *
 * @param <E> the events of this core
 * @param <F> the effects of this core
 */
public interface Core<E, F> {
    /** Objects that one slice of work over everything takes. */
    int SLICE = 500;

    /** Takes one event in; O(log n). Collects, sends nothing. */
    void on(Now now, E event);

    /** What to do since the last drain, in order: serves what is due, keepalives first, then does one slice of work. */
    List<F> drain(Now now);

    /** When drain wants to be called again, in the nanoseconds of {@link Now}; the last Now's while work is left over. */
    OptionalLong nextDeadline();

    /** For metrics, health and views; changes nothing. Large answers come in pages. */
    Answer answer(Now now, Query query);
}
