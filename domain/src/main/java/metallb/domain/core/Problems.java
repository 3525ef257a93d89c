package metallb.domain.core;

import java.util.List;
import metallb.domain.config.Problem;

/** All that is wrong with a text, in one sentence that fits into an Event. */
record Problems(List<Problem> problems) {
    /** The problems in their order; those that do not fit are counted. */
    String text() {
        return Note.of("", problems.stream().map(Problem::toString)::iterator, problems.size());
    }
}
