package metallb.bootstrap.scenario.world;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;
import metallb.bootstrap.pump.Inbox;
import metallb.bootstrap.pump.Pump;
import metallb.domain.core.Answer;
import metallb.domain.core.Core;
import metallb.domain.core.Query;
import metallb.domain.net.Now;

/**
 * A process of the installation: a core with its inbox and pump, and what it holds open.
 *
 * @param stop the core's event for SIGTERM
 * @param outage breaks what it watches the API with, for that long
 * @param partition keeps everything from the API, and from it, for that long
 * @param release closes what the process holds, as the kernel does when it ends
 */
record Participant<E, F>(Core<E, F> core, Inbox<E> inbox, Pump<E, F> pump, E stop, Consumer<Duration> outage,
        Consumer<Duration> partition, Runnable release) {
    /** Turns until nothing waits and nothing is due; whether there was anything. */
    boolean settle(Now now) {
        OptionalLong deadline = pump.nextDeadline();
        boolean isDue = deadline.isPresent() && deadline.getAsLong() <= now.nanos();
        if (!inbox.hasEvents() && !isDue) {
            return false;
        }
        pump.settle(now);
        return true;
    }

    OptionalLong nextDeadline() {
        return pump.nextDeadline();
    }

    /** SIGTERM. */
    void askToStop() {
        inbox.put(stop);
    }

    Answer answer(Now now, Query query) {
        return core.answer(now, query);
    }
}
