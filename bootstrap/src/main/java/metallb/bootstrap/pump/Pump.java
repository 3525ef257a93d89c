package metallb.bootstrap.pump;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import metallb.domain.core.Core;
import metallb.domain.net.Now;

/**
 * The turns of a core. Decides nothing: what waits goes in, what comes out is carried on in order. Driven by a
 * {@link CoreThread} under real time, or stepped by whoever owns the time; by one thread only.
 *
 * @param <E> the core's events
 * @param <F> the core's effects
 */
public final class Pump<E, F> {
    /** Turns within one {@link #settle}; a core that has work left after so many makes no progress. */
    private static final int TURNS_TO_SETTLE = 100_000;

    private final Core<E, F> core;
    private final Inbox<E> inbox;
    private final Consumer<? super F> effects;
    /** As the core said after the last turn: nothing else changes it, and it is asked for much more often. */
    private OptionalLong nextDeadline;

    /** @param effects carries one effect out; must return at once */
    public Pump(Core<E, F> core, Inbox<E> inbox, Consumer<? super F> effects) {
        this.core = core;
        this.inbox = inbox;
        this.effects = effects;
        this.nextDeadline = core.nextDeadline();
    }

    /**
     * One turn: at most 256 events in, one drain, its effects out, then the questions that wait. Whatever the core
     * throws is a broken invariant and comes out here; the core must not be used after it.
     */
    public void turn(Now now) {
        List<E> events = inbox.take();
        for (E event : events) {
            core.on(now, event);
        }
        for (F effect : core.drain(now)) {
            effects.accept(effect);
        }
        for (Question question : inbox.takeQuestions()) {
            question.answer(core.answer(now, question.query()));
        }
        nextDeadline = core.nextDeadline();
    }

    /** Turns until nothing waits and nothing is due: for stepping under virtual time, where a turn takes none. */
    public void settle(Now now) {
        for (int i = 0; i < TURNS_TO_SETTLE; i++) {
            turn(now);
            if (!inbox.hasEvents() && !isDue(now)) {
                return;
            }
        }
        throw new IllegalStateException("the core has work left after " + TURNS_TO_SETTLE + " turns");
    }

    /** When the next turn is due though no event comes, in the nanoseconds of {@link Now}. */
    public OptionalLong nextDeadline() {
        return nextDeadline;
    }

    Inbox<E> inbox() {
        return inbox;
    }

    private boolean isDue(Now now) {
        return nextDeadline.isPresent() && nextDeadline.getAsLong() - now.nanos() <= 0;
    }
}
