package metallb.domain.net;

import java.util.OptionalLong;

/** Points in time that may be absent, in the nanoseconds of {@link Now}. */
public final class Deadlines {
    private Deadlines() {}

    /** The earliest of those present. */
    public static OptionalLong earliest(OptionalLong... deadlines) {
        OptionalLong earliest = OptionalLong.empty();
        for (OptionalLong deadline : deadlines) {
            if (deadline.isPresent() && (earliest.isEmpty() || deadline.getAsLong() < earliest.getAsLong())) {
                earliest = deadline;
            }
        }
        return earliest;
    }

    public static OptionalLong plus(OptionalLong point, long nanos) {
        return point.isPresent() ? OptionalLong.of(point.getAsLong() + nanos) : OptionalLong.empty();
    }

    public static boolean isDue(OptionalLong deadline, long nanos) {
        return deadline.isPresent() && nanos >= deadline.getAsLong();
    }
}
