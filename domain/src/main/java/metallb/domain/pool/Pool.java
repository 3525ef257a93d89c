package metallb.domain.pool;

import java.math.BigInteger;

/** One pool's name, place and counters. */
final class Pool {
    private final String name;
    private final int order;
    private final boolean autoAssign;
    private final RoomyRanges roomy = new RoomyRanges();
    private BigInteger capacity = BigInteger.ZERO;
    private long inUse;

    /**
     * @param order where it stands among the pools, in the order written
     */
    Pool(String name, int order, boolean autoAssign) {
        this.name = name;
        this.order = order;
        this.autoAssign = autoAssign;
    }

    String name() {
        return name;
    }

    int order() {
        return order;
    }

    boolean autoAssign() {
        return autoAssign;
    }

    RoomyRanges roomy() {
        return roomy;
    }

    PoolUse use() {
        return new PoolUse(name, capacity, inUse);
    }

    void grow(BigInteger addresses) {
        capacity = capacity.add(addresses);
    }

    void countInUse(int change) {
        inUse += change;
    }
}
