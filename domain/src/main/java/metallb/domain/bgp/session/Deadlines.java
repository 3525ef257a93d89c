package metallb.domain.bgp.session;

import java.util.OptionalLong;

/** Points in time that may be absent, in the nanoseconds of Now. */
final class Deadlines {
    private Deadlines() {}

    /** The earliest of those present. */
    static OptionalLong earliest(OptionalLong... deadlines) {
        OptionalLong earliest = OptionalLong.empty();
        for (OptionalLong deadline : deadlines) {
            if (deadline.isPresent() && (earliest.isEmpty() || deadline.getAsLong() < earliest.getAsLong())) {
                earliest = deadline;
            }
        }
        return earliest;
    }

    static OptionalLong plus(OptionalLong point, long nanos) {
        return point.isPresent() ? OptionalLong.of(point.getAsLong() + nanos) : OptionalLong.empty();
    }

    static boolean isDue(OptionalLong deadline, long nanos) {
        return deadline.isPresent() && nanos >= deadline.getAsLong();
    }
}
