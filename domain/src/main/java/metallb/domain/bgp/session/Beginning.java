package metallb.domain.bgp.session;

/**
 * When this process and its machine began, in the nanoseconds of Now; the latter may lie far below zero.
 *
 * @param processNanos when the process started
 * @param machineNanos when the machine booted
 */
public record Beginning(long processNanos, long machineNanos) {
    private static final long LONG_AGO_NANOS = Long.MIN_VALUE / 2;

    /** Of a process that nobody remembers to have restarted. */
    public static final Beginning LONG_AGO = new Beginning(LONG_AGO_NANOS, LONG_AGO_NANOS);

    public Beginning {
        if (machineNanos > processNanos) {
            throw new IllegalArgumentException("the process began before its machine");
        }
    }

    /** Of a process that begins at that time on a machine that has been up for long. */
    public static Beginning ofProcess(long nanos) {
        return new Beginning(nanos, LONG_AGO_NANOS);
    }
}
