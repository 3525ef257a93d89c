package metallb.ports.question;

import java.time.Duration;
import metallb.domain.core.Answer;
import metallb.domain.core.Query;

/** Questions to a core, answered on the core's own thread between two of its turns. */
public interface Questions {
    /** Questions that wait at most; one more is refused. */
    int MOST_WAITING = 16;

    /** Asks and waits {@code patience} at most. */
    Reply ask(Query query, Duration patience);

    /** Whether the core's thread has turned lately: false where its loop is stuck. */
    boolean isAlive();

    /** What came of a question. */
    sealed interface Reply {
        record Answered(Answer answer) implements Reply {}

        /** The core did not get to it in time. */
        record Late() implements Reply {}

        /** {@link #MOST_WAITING} questions wait already. */
        record Busy() implements Reply {}
    }
}
