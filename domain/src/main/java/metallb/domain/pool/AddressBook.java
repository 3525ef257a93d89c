package metallb.domain.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.config.Config;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;

/**
 * Who holds which address. What an operation costs does not depend on how much is held, but O(log n) of the pools' ranges
 * and of the gaps in them, however large the pools are; only a swap of the pools takes its time, in slices.
 *
 * <p>A holder has a list of addresses and an address a list of holders; today an address has one holder at most.
 */
public final class AddressBook {
    /** Lists that are never changed: a list of one takes a fraction of one that may grow. */
    private final Map<ObjectKey, List<IpAddress>> addresses = new LinkedHashMap<>();
    private final Map<IpAddress, List<ObjectKey>> holders = new LinkedHashMap<>();
    private Pools pools = new Pools(Config.EMPTY);
    private Optional<Swap> swap = Optional.empty();

    /**
     * Begins to swap the pools, or to swap them for these instead, and keeps who holds what: {@link #retake} takes what
     * is held from the new ones. Until that is done the old pools answer, and nothing may be claimed or allocated. An
     * address that no pool owns any more stays held, counts in no pool, and is not handed out to anyone when it is
     * released.
     */
    public void usePools(Config config) {
        swap = Optional.of(new Swap(new Pools(config), holders.keySet()));
        retake(0);
    }

    /** Whether pools wait to come into force. */
    public boolean isSwapping() {
        return swap.isPresent();
    }

    /**
     * Takes held addresses from the pools that are to come; with the last of them, they are in force.
     *
     * @param limit how many at most
     * @return how many
     */
    public int retake(int limit) {
        Swap next = swap.orElseThrow();
        int count = next.retake(limit);
        if (next.isLeft()) {
            return count;
        }
        pools = next.pools;
        swap = Optional.empty();
        return count;
    }

    /** Takes that very address, beside what the holder has already. */
    public Claim claim(ObjectKey holder, IpAddress address) {
        requireNoSwap();
        List<ObjectKey> present = holders(address);
        if (!present.isEmpty() && !present.contains(holder)) {
            return new Claim.HeldBy(present.getFirst());
        }
        Optional<FreeRange> range = pools.rangeOf(address);
        if (range.isEmpty()) {
            return new Claim.NotOwned();
        }
        if (present.isEmpty()) {
            hold(holder, address, range.get());
        }
        return new Claim.Claimed(range.get().pool().name());
    }

    /** Takes the lowest free address of the first range with room that the wish allows, beside what the holder has. */
    public Allocation allocate(ObjectKey holder, Wish wish) {
        requireNoSwap();
        return switch (wish) {
            case Wish.AnyPool any -> allocate(holder, pools.automatic(), any.families(), Optional.empty());
            case Wish.FromPool from -> pools.named(from.pool())
                    .map(pool -> allocate(holder, pool.roomy(), from.families(), Optional.of(from.pool())))
                    .orElseGet(() -> new Allocation.UnknownPool(from.pool()));
        };
    }

    private Allocation allocate(ObjectKey holder, RoomyRanges ranges, List<Family> families, Optional<String> pool) {
        if (ranges.areOthersThan(families)) {
            return new Allocation.OtherFamily(pool, families);
        }
        return ranges.first(families).<Allocation>map(range -> allocate(holder, range))
                .orElseGet(() -> pool.<Allocation>map(Allocation.PoolExhausted::new)
                        .orElseGet(Allocation.AllExhausted::new));
    }

    /** Frees all that the holder has, and says what that was, in the order it was taken. */
    public List<IpAddress> release(ObjectKey holder) {
        List<IpAddress> freed = addresses(holder);
        freed.forEach(address -> release(holder, address));
        return freed;
    }

    /** Frees one address; false where the holder did not have it. */
    public boolean release(ObjectKey holder, IpAddress address) {
        if (!remove(holders, address, holder)) {
            return false;
        }
        remove(addresses, holder, address);
        if (!holders.containsKey(address)) {
            pools.giveBack(address);
            swap.ifPresent(next -> next.release(address));
        }
        return true;
    }

    /** Who has that address, the first one first. */
    public List<ObjectKey> holders(IpAddress address) {
        return holders.getOrDefault(address, List.of());
    }

    /** What the holder has, in the order it was taken. */
    public List<IpAddress> addresses(ObjectKey holder) {
        return addresses.getOrDefault(holder, List.of());
    }

    /** The pool that owns the address, whoever holds it. */
    public Optional<String> poolOf(IpAddress address) {
        return pools.rangeOf(address).map(range -> range.pool().name());
    }

    /** Whether a service without a wish may get this address. */
    public boolean isAutomatic(IpAddress address) {
        return pools.rangeOf(address).filter(range -> range.pool().autoAssign()).isPresent();
    }

    /** Every pool's counters, in the order written. */
    public List<PoolUse> use() {
        return pools.use();
    }

    private void requireNoSwap() {
        if (isSwapping()) {
            throw new IllegalStateException("the pools do not know yet what is held");
        }
    }

    private Allocation.Allocated allocate(ObjectKey holder, FreeRange range) {
        IpAddress address = range.lowest();
        hold(holder, address, range);
        return new Allocation.Allocated(address, range.pool().name());
    }

    private void hold(ObjectKey holder, IpAddress address, FreeRange range) {
        pools.take(range, address);
        add(holders, address, holder);
        add(addresses, holder, address);
    }

    private static <K, V> void add(Map<K, List<V>> lists, K key, V value) {
        List<V> present = lists.putIfAbsent(key, List.of(value));
        if (present != null) {
            List<V> more = new ArrayList<>(present);
            more.add(value);
            lists.put(key, List.copyOf(more));
        }
    }

    /** Whether it was there. A list that becomes empty is gone. */
    private static <K, V> boolean remove(Map<K, List<V>> lists, K key, V value) {
        List<V> present = lists.getOrDefault(key, List.of());
        if (!present.contains(value)) {
            return false;
        }
        if (present.size() == 1) {
            lists.remove(key);
        } else {
            List<V> left = new ArrayList<>(present);
            left.remove(value);
            lists.put(key, List.copyOf(left));
        }
        return true;
    }

    /** Pools that are to come, and what they still have to be told of what is held. */
    private static final class Swap {
        private final Pools pools;
        private final SequencedSet<IpAddress> toRetake;

        private Swap(Pools pools, Collection<IpAddress> held) {
            this.pools = pools;
            this.toRetake = new LinkedHashSet<>(held);
        }

        private boolean isLeft() {
            return !toRetake.isEmpty();
        }

        private int retake(int limit) {
            int count = 0;
            for (; count < limit && isLeft(); count++) {
                IpAddress address = toRetake.removeFirst();
                pools.rangeOf(address).ifPresent(range -> pools.take(range, address));
            }
            return count;
        }

        private void release(IpAddress address) {
            if (!toRetake.remove(address)) {
                pools.giveBack(address);
            }
        }
    }
}
