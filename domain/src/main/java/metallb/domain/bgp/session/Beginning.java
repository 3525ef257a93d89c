package metallb.domain.bgp.session;

/**
 * When this process and its machine began, in the nanoseconds of Now; the latter may lie far below zero.
 *
 * @param processNanos when the process started
 * @param machineNanos when the machine booted
 */
public record Beginning(long processNanos, long machineNanos) {
    public Beginning {
        if (machineNanos > processNanos) {
            throw new IllegalArgumentException("the process began before its machine");
        }
    }
}
