package metallb.domain.pool;

import metallb.domain.net.IpAddress;

/** What came of asking for some address. */
public sealed interface Allocation {
    /** The holder has it now. */
    record Allocated(IpAddress address, String pool) implements Allocation {}

    /** There is no pool of that name. */
    record UnknownPool(String pool) implements Allocation {}

    /** The pool has no free address of the families asked for. */
    record PoolExhausted(String pool) implements Allocation {}

    /** No pool that assigns by itself has a free address of the families asked for. */
    record AllExhausted() implements Allocation {}
}
