package metallb.domain.config;

import java.util.Objects;

/**
 * One thing that is wrong with a configuration.
 *
 * @param where the place
 * @param what what is wrong, with the wrong value
 * @param wanted what would be right
 */
public record Problem(Where where, String what, String wanted) {
    public Problem {
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(wanted, "wanted");
    }

    /** {@code SOURCE:LINE:COLUMN: PATH: WHAT; WANTED}. */
    @Override
    public String toString() {
        return where + ": " + what + (wanted.isEmpty() ? "" : "; " + wanted);
    }
}
