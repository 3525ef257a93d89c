package metallb.domain.bgp.session;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metallb.domain.bgp.wire.UpdateWriter;
import metallb.domain.bgp.wire.WireTerms;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.route.Route;
import metallb.domain.route.RouteKey;
import metallb.domain.route.RouteTable;

/**
 * What one session told its peer, and what it has yet to tell: the difference to the desired table, which is only read.
 * Knows no state machine. A key whose desired route changed is {@link #mark}ed; marked keys wait in batches of equal
 * attributes, newest state only, until a message takes them. Bounded by the desired table and what was told.
 */
final class AdjRibOut {
    private final RouteTable desired;
    private final WireTerms terms;
    private final UpdateWriter writer;

    /** What the peer knows; empty where it knows something that it is to be told again. */
    private LinkedHashMap<RouteKey, Optional<RouteChange.Announce>> told = new LinkedHashMap<>();
    /** What the peer knows as well, but this sync has yet to mark as to be withdrawn; empty but after withdrawAll. */
    private LinkedHashMap<RouteKey, Optional<RouteChange.Announce>> toWithdraw = new LinkedHashMap<>();
    private final Map<RouteKey, RouteBatch> pending = new LinkedHashMap<>();
    private final LinkedHashMap<RouteChange, RouteBatch> batches = new LinkedHashMap<>();
    /** Those of the batches that may fill a message and grew since they were found not to. */
    private final LinkedHashMap<RouteChange, RouteBatch> grown = new LinkedHashMap<>();
    private final Aggregates aggregates = new Aggregates();

    private boolean syncing = true;
    private Optional<RouteKey> syncedTo = Optional.empty();
    /** The families whose routes this sync sends even where the peer was told them. */
    private final Set<Family> repeated = EnumSet.noneOf(Family.class);
    /** The same for the sync that follows. */
    private final Set<Family> toRepeat = EnumSet.noneOf(Family.class);
    private boolean withdrawing;

    /** For a session that was just established: nothing is told, a full sync is due. */
    AdjRibOut(RouteTable desired, WireTerms terms) {
        this.desired = desired;
        this.terms = terms;
        this.writer = new UpdateWriter(terms);
    }

    /** The desired route of that key may have changed. */
    void mark(RouteKey key) {
        mark(key, withdrawing ? Optional.empty() : desired.find(key));
    }

    /** @param route what is desired under that key */
    private void mark(RouteKey key, Optional<Route> route) {
        Optional<RouteChange.Announce> known = told.get(key);
        Optional<RouteChange.Announce> wanted = route.filter(this::isMeaningful).map(RouteChange.Announce::of);
        if (wanted.isPresent()) {
            if (wanted.equals(known)) {
                forget(key);
            } else {
                await(key, wanted.get());
            }
        } else if (known == null) {
            // the peer never heard of it: there is nothing to withdraw
            forget(key);
        } else {
            await(key, new RouteChange.Withdraw(key.family()));
        }
    }

    /** Marks up to {@code limit} keys of the sync that is due; how many it took, 0 where there is no room for any. */
    int syncSlice(int limit) {
        if (!syncing || limit <= 0) {
            return 0;
        }
        return withdrawing ? withdrawSlice(limit) : desiredSlice(limit);
    }

    private int withdrawSlice(int limit) {
        int taken = 0;
        while (taken < limit && !toWithdraw.isEmpty()) {
            Map.Entry<RouteKey, Optional<RouteChange.Announce>> entry = toWithdraw.pollFirstEntry();
            told.put(entry.getKey(), entry.getValue());
            mark(entry.getKey());
            taken++;
        }
        syncing = !toWithdraw.isEmpty();
        return taken;
    }

    private int desiredSlice(int limit) {
        List<Route> routes = desired.routesAfter(syncedTo, limit);
        for (Route route : routes) {
            if (repeated.contains(route.key().family())) {
                told.computeIfPresent(route.key(), (_, _) -> Optional.empty());
            }
            mark(route.key(), Optional.of(route));
        }
        if (routes.size() < limit) {
            finishSync();
        } else {
            syncedTo = Optional.of(routes.getLast().key());
        }
        return routes.size();
    }

    private void finishSync() {
        syncedTo = Optional.empty();
        repeated.clear();
        repeated.addAll(toRepeat);
        toRepeat.clear();
        syncing = !repeated.isEmpty();
    }

    boolean isSyncing() {
        return syncing;
    }

    /** Everything of that family is to be sent again (RFC 2918); a sync under way is finished first. */
    void repeat(Family family) {
        if (withdrawing || !terms.families().contains(family)) {
            return;
        }
        toRepeat.add(family);
        if (!syncing) {
            finishSync();
        }
    }

    /** From now on nothing is wanted: what waits is forgotten, and a sync is due that withdraws everything told. */
    void withdrawAll() {
        if (withdrawing) {
            return;
        }
        withdrawing = true;
        pending.clear();
        aggregates.clear();
        batches.clear();
        grown.clear();
        toWithdraw = told;
        told = new LinkedHashMap<>();
        syncing = !toWithdraw.isEmpty();
    }

    /** How many prefixes the peer was told and not untold. */
    int toldSize() {
        return told.size() + toWithdraw.size();
    }

    /** How many prefixes wait. */
    int pendingSize() {
        return pending.size();
    }

    /** The next message that no further route of one address would fit into, and that need not wait; empty where there is none. */
    Optional<Bytes> nextFull() {
        while (!grown.isEmpty()) {
            RouteBatch batch = first(grown);
            if (aggregates.mayReplace() && batch.change() instanceof RouteChange.Withdraw) {
                return Optional.empty();
            }
            boolean full = batch.write(writer);
            grown.remove(batch.change());
            if (full) {
                return Optional.of(finish(batch));
            }
        }
        return Optional.empty();
    }

    /** The next message, full or not; empty where nothing waits. */
    Optional<Bytes> next() {
        if (batches.isEmpty()) {
            return Optional.empty();
        }
        RouteBatch batch = first(batches);
        batch.write(writer);
        return Optional.of(finish(batch));
    }

    /**
     * Withdrawals first: packets that follow a route to nowhere are lost. But last where what is announced may take the
     * place of what is withdrawn.
     */
    private RouteBatch first(LinkedHashMap<RouteChange, RouteBatch> from) {
        boolean isLast = aggregates.mayReplace();
        for (RouteBatch batch : from.values()) {
            if (batch.change() instanceof RouteChange.Withdraw != isLast) {
                return batch;
            }
        }
        return from.firstEntry().getValue();
    }

    /** Takes what was written out of the batch, and puts what remains of it behind the others. */
    private Bytes finish(RouteBatch batch) {
        for (RouteKey key : batch.take(writer.routes())) {
            pending.remove(key);
            aggregates.waitsNoMore(key, batch.change());
            switch (batch.change()) {
                case RouteChange.Announce announce -> told.put(key, Optional.of(announce));
                case RouteChange.Withdraw _ -> told.remove(key);
            }
        }
        batches.remove(batch.change());
        grown.remove(batch.change());
        if (!batch.isEmpty()) {
            batches.put(batch.change(), batch);
            noteGrowth(batch);
        }
        return writer.finish();
    }

    /** Whether the peer shall know it: of a family that the session has, with a next hop that means something on it. */
    private boolean isMeaningful(Route route) {
        Family family = route.key().family();
        return terms.families().contains(family) && terms.resolve(route.nextHop(), family).isPresent();
    }

    private void await(RouteKey key, RouteChange change) {
        RouteBatch waiting = pending.get(key);
        if (waiting != null && waiting.change().equals(change)) {
            return;
        }
        if (waiting != null) {
            forget(key);
        }
        RouteBatch batch = batches.computeIfAbsent(change, made -> new RouteBatch(made, writer));
        batch.add(key);
        noteGrowth(batch);
        pending.put(key, batch);
        aggregates.waits(key, change);
    }

    private void noteGrowth(RouteBatch batch) {
        if (batch.mayBeFull()) {
            grown.put(batch.change(), batch);
        }
    }

    private void forget(RouteKey key) {
        RouteBatch batch = pending.remove(key);
        if (batch != null) {
            aggregates.waitsNoMore(key, batch.change());
        }
        if (batch != null && batch.remove(key)) {
            batches.remove(batch.change());
            grown.remove(batch.change());
        }
    }
}
