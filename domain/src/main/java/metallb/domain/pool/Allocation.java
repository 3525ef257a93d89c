package metallb.domain.pool;

import java.util.List;
import java.util.Optional;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;

/** What came of asking for some address. */
public sealed interface Allocation {
    /** The holder has it now. */
    record Allocated(IpAddress address, String pool) implements Allocation {}

    /** There is no pool of that name. */
    record UnknownPool(String pool) implements Allocation {}

    /**
     * There are addresses, but none of the families asked for, in use or not.
     *
     * @param pool the pool that was named; empty where any that assigns by itself would do
     * @param families those that were asked for
     */
    record OtherFamily(Optional<String> pool, List<Family> families) implements Allocation {}

    /** The pool has no free address of the families asked for. */
    record PoolExhausted(String pool) implements Allocation {}

    /** No pool that assigns by itself has a free address of the families asked for. */
    record AllExhausted() implements Allocation {}
}
