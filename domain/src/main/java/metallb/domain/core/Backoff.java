package metallb.domain.core;

import java.time.Duration;
import java.util.SplittableRandom;

/** Doubling delays with a cap and jitter: between half of the delay and all of it. */
record Backoff(Duration first, Duration cap) {
    /** Nanoseconds to wait after so many failures in a row, counted from 1. */
    long nanos(int failures, SplittableRandom random) {
        int doublings = Math.min(failures - 1, 30);
        long delay = Math.min(cap.toNanos(), Math.multiplyExact(first.toMillis(), 1L << doublings) * 1_000_000);
        return delay / 2 + random.nextLong(delay / 2 + 1);
    }
}
