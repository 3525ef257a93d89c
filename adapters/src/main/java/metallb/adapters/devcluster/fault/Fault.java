package metallb.adapters.devcluster.fault;

import java.time.Duration;
import java.util.Objects;

/** What goes wrong with one call. */
public sealed interface Fault {
    /** The longest that anything is held or late: what stands longer is a forgotten test. */
    Duration LONGEST = Duration.ofHours(1);

    /** Whether the call is carried out first. */
    enum Stage {
        /** The server never comes to it. */
        BEFORE,
        /** It is carried out; the answer is what suffers. */
        AFTER
    }

    /** How a watch comes to grief. */
    enum Break {
        /** In order, as at its time-out. */
        END,
        /** The connection is lost between two events. */
        DROP,
        /** The connection is lost amid an event. */
        CUT,
        /** Nothing more comes, the connection stays. */
        HANG,
        /** An ERROR event says 410, then it ends in order. */
        EXPIRE
    }

    /** A refusal instead of carrying the call out. */
    record Answer(Refusal refusal) implements Fault {
        public Answer {
            Objects.requireNonNull(refusal, "refusal");
        }
    }

    /** The connection is closed without an answer. */
    record Drop(Stage stage) implements Fault {
        public Drop {
            Objects.requireNonNull(stage, "stage");
        }
    }

    /** The call, or its answer, comes so much later. */
    record Delay(Duration by, Stage stage) implements Fault {
        public Delay {
            Objects.requireNonNull(stage, "stage");
            bounded(by);
        }
    }

    /** No answer comes, and after this time the connection is closed. */
    record Hang(Duration most, Stage stage) implements Fault {
        public Hang {
            Objects.requireNonNull(stage, "stage");
            bounded(most);
        }
    }

    /** The call is carried out; the connection is lost after so many bytes of the answer's body, if it has more. */
    record Truncate(int bytes) implements Fault {
        public Truncate {
            atLeastZero(bytes);
        }
    }

    /**
     * A watch that begins well.
     *
     * @param events how many lines, bookmarks included, it brings before
     * @param most how long a HANG lasts until the connection is closed; the other breaks are done at once
     */
    record BreakWatch(Break how, int events, Duration most) implements Fault {
        public BreakWatch {
            Objects.requireNonNull(how, "how");
            atLeastZero(events);
            bounded(most);
        }

        public static BreakWatch of(Break how, int events) {
            return new BreakWatch(how, events, Duration.ofMinutes(10));
        }
    }

    /** A watch whose events come late: each burst so much later. */
    record DelayWatch(Duration by) implements Fault {
        public DelayWatch {
            bounded(by);
        }
    }

    /** Some faults befall watches only. */
    default boolean canBefall(Call call) {
        return switch (this) {
            case BreakWatch _, DelayWatch _ -> call.isWatch();
            case Answer _, Drop _, Delay _, Hang _, Truncate _ -> true;
        };
    }

    private static void bounded(Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a fault lasts from 0 to " + LONGEST.toSeconds() + " s: " + time);
        }
    }

    private static void atLeastZero(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("a count from 0: " + count);
        }
    }
}
