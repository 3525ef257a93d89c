package metallb.bootstrap.check;

import java.util.List;
import metallb.domain.config.Problem;

/** What became of one file. */
sealed interface Verdict {
    /** As it is shown: {@code standard input} for {@code -}. */
    String file();

    /** The exit status that it asks for; the greatest of all files counts. */
    int status();

    /** The controller would take it. */
    record Acceptable(String file, int peers, int pools, List<Problem> warnings) implements Verdict {
        public Acceptable {
            warnings = List.copyOf(warnings);
        }

        @Override
        public int status() {
            return 0;
        }
    }

    /** The controller would refuse it. */
    record Refused(String file, List<Problem> errors) implements Verdict {
        public Refused {
            errors = List.copyOf(errors);
        }

        @Override
        public int status() {
            return 1;
        }
    }

    /** There is no text to judge. */
    record Unreadable(String file, String why) implements Verdict {
        @Override
        public int status() {
            return 2;
        }
    }
}
