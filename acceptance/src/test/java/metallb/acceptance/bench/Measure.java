package metallb.acceptance.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/** CPU time of this thread, which other processes on the machine disturb less than the clock on the wall. */
final class Measure {
    private static final int WARM_UPS = 3;
    /** So long at least, for the compiler to come to its last word about work that is short. */
    private static final long WARM_UP_NANOS = 700_000_000;
    private static final int RUNS = 5;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Measure() {}

    /** Something that is done {@link #count} times in one run. */
    interface Work {
        /** Does it all once; what came of it, so that none of it can be left out. */
        long run();

        int count();
    }

    /** Nanoseconds of CPU each: the median of five runs, after three and 0.7 s of CPU to warm up. */
    static double medianNanos(Work work) {
        double[] nanos = new double[RUNS];
        long sink = 0;
        long warm = THREADS.getCurrentThreadCpuTime() + WARM_UP_NANOS;
        for (int i = 0; i < WARM_UPS || THREADS.getCurrentThreadCpuTime() < warm; i++) {
            sink += work.run();
        }
        for (int i = 0; i < RUNS; i++) {
            long begin = THREADS.getCurrentThreadCpuTime();
            sink += work.run();
            long end = THREADS.getCurrentThreadCpuTime();
            nanos[i] = (double) (end - begin) / work.count();
        }
        assertTrue(sink != Long.MIN_VALUE);
        Arrays.sort(nanos);
        return nanos[RUNS / 2];
    }

    /** Prints a line of a table: what, how much, how much the reference takes, the ratio, its goal. */
    static void compare(String what, double nanos, String reference, double referenceNanos, double goal) {
        double ratio = nanos / referenceNanos;
        System.out.printf(Locale.ROOT, "%-58s %12.0f ns   %-22s %12.0f ns   ratio %6.2f   goal %s%n", what, nanos,
                reference, referenceNanos, ratio, goal == Double.POSITIVE_INFINITY ? "none" : "<= " + goal);
        assertTrue(ratio <= goal, what + ": ratio " + ratio + " is over its goal of " + goal);
    }

    /** Bytes in use after collecting what is garbage. */
    static long usedHeap() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
