package metallb.domain.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of reading a text as YAML, before anyone asks what it means. It prints and records as its text's hash: tree
 * and problems repeat what stands in the text, which may be a password.
 */
public sealed interface Reading {
    ConfigText text();

    /** The text is a document. */
    record Document(ConfigText text, Tree root) implements Reading {
        public Document {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(root, "root");
        }

        @Override
        public String toString() {
            return "Document[" + text + "]";
        }
    }

    /**
     * The text is not YAML, or more than we take of YAML (duplicate keys, aliases, a second document, its size).
     *
     * @param rest the whole document, but for what the problems are about; empty where nobody can tell what it would be
     */
    record Unreadable(ConfigText text, List<Problem> problems, Optional<Tree> rest) implements Reading {
        public Unreadable {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(rest, "rest");
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("unreadable, but why?");
            }
        }

        /** One without a rest to judge. */
        public Unreadable(ConfigText text, List<Problem> problems) {
            this(text, problems, Optional.empty());
        }

        @Override
        public String toString() {
            return "Unreadable[" + text + "]";
        }
    }
}
