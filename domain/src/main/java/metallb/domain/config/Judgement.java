package metallb.domain.config;

import java.util.List;
import java.util.Objects;

/** What a text is worth as a configuration. */
public sealed interface Judgement {
    /**
     * It makes sense.
     *
     * @param warnings what makes sense, but perhaps not the sense that was meant
     */
    record Acceptable(Config config, List<Problem> warnings) implements Judgement {
        public Acceptable {
            Objects.requireNonNull(config, "config");
            warnings = List.copyOf(warnings);
        }
    }

    /** It has errors: all of them, in the order of their places. */
    record Refused(List<Problem> problems) implements Judgement {
        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("refused, but why?");
            }
        }
    }
}
