package metallb.bootstrap.scenario.world;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import metallb.domain.core.Answer;
import metallb.domain.core.Core;
import metallb.domain.core.Query;
import metallb.domain.net.Now;

/** A core of which everything that goes in and comes out is told to somebody. */
record Recorded<E, F>(Core<E, F> core, Consumer<String> told) implements Core<E, F> {
    @Override
    public void on(Now now, E event) {
        told.accept("in  " + event);
        core.on(now, event);
    }

    @Override
    public List<F> drain(Now now) {
        List<F> effects = core.drain(now);
        effects.forEach(effect -> told.accept("out " + effect));
        return effects;
    }

    @Override
    public OptionalLong nextDeadline() {
        return core.nextDeadline();
    }

    @Override
    public Answer answer(Now now, Query query) {
        return core.answer(now, query);
    }
}
