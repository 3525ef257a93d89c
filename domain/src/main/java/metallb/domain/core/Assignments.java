package metallb.domain.core;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteId;
import metallb.domain.config.Config;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Now;
import metallb.domain.pool.AddressBook;
import metallb.domain.pool.PoolUse;
import metallb.domain.service.Decision;
import metallb.domain.service.Outcome;
import metallb.domain.service.Ownership;
import metallb.domain.service.Placement;
import metallb.domain.service.Turn;

/**
 * Every service with what it holds. Once the services are listed and pools are in force, what the statuses show is
 * claimed, oldest service first; only after that are wishes met, services without an address first, oldest first. An
 * address is freed when no status can show it any more, and then finds its next holder.
 */
final class Assignments {
    private final ApiWrites writes;
    private final long term;
    private final AssignmentStory story;
    private final ForeignEdits foreignEdits;
    private final AddressBook book = new AddressBook();
    private final Duplicates duplicates = new Duplicates(book);
    private final Ownership ownership;
    private final Placement placement;
    private final Succession succession;
    private final ApiWrites.Target acceptedConfig;
    private final TreeMap<ObjectKey, Holding> holdings = new TreeMap<>();
    private final OrphanCheck orphans;
    /** Services whose status is still to be claimed, in the order of claiming. */
    private final TreeSet<Turn> unclaimed = new TreeSet<>();
    private final TreeSet<Turn> dirty = new TreeSet<>();
    private Phase phase = Phase.LISTING;
    /** Whether all services are being marked, and the last one that was. */
    private boolean sweeping;
    private Optional<ObjectKey> sweptTo = Optional.empty();
    private boolean hasPools;
    private boolean isListed;

    Assignments(ControllerSettings settings, long term, SplittableRandom random, ApiWrites writes,
            Consumer<ControllerEffect> out) {
        this.writes = writes;
        this.term = term;
        this.story = new AssignmentStory(book, writes, term, out);
        this.foreignEdits = new ForeignEdits(random);
        this.succession = new Succession(book, this::revisit);
        this.ownership = new Ownership(settings.loadBalancerClass());
        this.placement = new Placement(book, ownership);
        this.acceptedConfig = new ApiWrites.Target(Kind.ACCEPTED_CONFIG, settings.acceptedConfig());
        this.orphans = new OrphanCheck(holdings, this::inUse, out);
    }

    /** Who would lose an address by a configuration that waits to come into force. */
    OrphanCheck orphans() {
        return orphans;
    }

    /** How many statuses came to show an address of another service. */
    long duplicates() {
        return duplicates.count();
    }

    Collection<PoolUse> poolUse() {
        return book.use();
    }

    NavigableMap<ObjectKey, Holding> holdings() {
        return Collections.unmodifiableNavigableMap(holdings);
    }

    /**
     * A configuration came into force: everything is looked at again, and nothing that is held moves by that. Nothing is
     * decided before the new pools know what is held.
     */
    void usePools(Config config) {
        book.usePools(config);
        hasPools = true;
        orphans.restart();
        if (phase == Phase.SETTLING) {
            sweep();
        } else {
            claimOnceReady();
        }
    }

    /** Takes a service's newest state. */
    void put(Now now, Service service, ClusterWatch.Source source) {
        Holding present = holdings.get(service.key());
        if (present != null && !present.service.uid().equals(service.uid())) {
            drop(present);
            present = null;
        }
        if (present == null) {
            holdings.put(service.key(), new Holding(service));
        } else {
            boolean wasShown = !present.current.isEmpty() && present.shows(present.current);
            List<IpAddress> shownBefore = present.shown();
            present.service = service;
            if (source == ClusterWatch.Source.WATCH) {
                duplicates.shown(service.key(), shownBefore, present.shown());
            }
            if (wasShown && source == ClusterWatch.Source.WATCH && service.isLoadBalancer()
                    && !present.shows(present.current)) {
                giveWay(now, present);
            }
        }
        Holding holding = holdings.get(service.key());
        if (phase != Phase.SETTLING && (present == null || holding.unclaimed.isPresent())) {
            queueForClaiming(holding);
        }
        mark(holding);
        orphans.look(service.key());
    }

    void remove(ObjectKey key) {
        drop(holdings.get(key));
    }

    /** All services are known. */
    void listed() {
        isListed = true;
        claimOnceReady();
    }

    /** Something about the service's writes changed: look at it again. */
    void revisit(ObjectKey key) {
        Holding holding = holdings.get(key);
        if (holding != null) {
            story.assigned(holding);
            mark(holding);
        }
    }

    private void resume(ObjectKey key) {
        story.resumed(holdings.get(key));
        revisit(key);
    }

    /** Does one slice of what is to be done, {@code limit} objects at most. */
    void slice(Now now, int limit) {
        foreignEdits.resumed(now.nanos()).forEach(this::resume);
        int budget = limit;
        while (budget > 0 && hasWork()) {
            if (book.isSwapping()) {
                budget -= Math.max(1, book.retake(budget));
                continue;
            }
            budget--;
            if (phase == Phase.CLAIMING) {
                claimNext();
            } else if (isOrphanCheckDue()) {
                orphans.step();
            } else if (sweeping) {
                sweepNext();
            } else if (!dirty.isEmpty()) {
                settle(holdings.get(dirty.pollFirst().service()));
            } else {
                succession.step();
            }
        }
    }

    boolean hasWork() {
        return book.isSwapping() || phase == Phase.CLAIMING || isOrphanCheckDue()
                || mayDecide() && (sweeping || !dirty.isEmpty() || succession.hasWork());
    }

    /**
     * While an accepted text is being written, or about to be, nobody gets an address: it was judged by who holds what, and
     * comes into force whenever the write lands. Whoever waits for one would else get it of the old pools, and the text
     * would be refused for that. A write that is never answered holds up nobody for ever: what lands of it later is no text
     * of ours any more ({@link ControllerConfig#overdue}).
     */
    private boolean mayDecide() {
        return phase == Phase.SETTLING && !orphans.isNewlyHarmless() && !writes.isDue(acceptedConfig)
                && !writes.isAwaited(acceptedConfig);
    }

    /** Who uses what is known once all that statuses show is claimed, or all statuses are known where nothing is. */
    private boolean isOrphanCheckDue() {
        return orphans.hasWork() && !book.isSwapping() && (hasPools ? phase == Phase.SETTLING : isListed);
    }

    /** The addresses that the pools in force own; before any are in force, all that the status shows. */
    private List<IpAddress> inUse(Holding holding) {
        if (hasPools) {
            return book.addresses(holding.key()).stream().filter(address -> book.poolOf(address).isPresent()).toList();
        }
        return ownership.reasonAgainst(holding.service).isEmpty() ? holding.shown() : List.of();
    }

    OptionalLong nextDeadline() {
        return foreignEdits.nextDeadline();
    }

    /** What is to be written to a service's status now; empty where nothing is. */
    Optional<Write> compose(ObjectKey key) {
        Holding holding = holdings.get(key);
        if (holding == null || !needsWrite(holding)) {
            return Optional.empty();
        }
        Service service = holding.service;
        WriteId id = new WriteId(service.kind(), key, service.uid(), service.meta().version(), 1, term);
        return Optional.of(new Write.Status(id, desired(holding).orElseThrow(), holding.annotationChange()));
    }

    private void claimOnceReady() {
        if (phase == Phase.LISTING && hasPools && isListed) {
            phase = Phase.CLAIMING;
        }
    }

    /** Those that are to have an address first; what others have not let go of yet comes after. */
    private void queueForClaiming(Holding holding) {
        holding.unclaimed.ifPresent(unclaimed::remove);
        Turn turn = new Turn(!holding.service.isLoadBalancer(), holding.service.meta().created(), holding.key());
        holding.unclaimed = Optional.of(turn);
        unclaimed.add(turn);
    }

    private void claimNext() {
        Turn turn = unclaimed.pollFirst();
        if (turn == null) {
            phase = Phase.SETTLING;
            sweep();
            return;
        }
        Holding holding = holdings.get(turn.service());
        holding.unclaimed = Optional.empty();
        Placement.Adoption adoption = placement.adopt(holding.service);
        holding.current = adoption.claimed();
        holding.honoured = adoption.honoured();
        duplicates.refused(adoption.refusals());
        adoption.refusals().forEach(refusal -> story.cleared(holding, refusal));
    }

    /** Every service is to be looked at again, although nothing was heard. */
    void revisitAll() {
        if (phase == Phase.SETTLING) {
            sweep();
        }
    }

    /** Every service is to be looked at again; in order of their turns, so all are marked before one is. */
    private void sweep() {
        sweeping = true;
        sweptTo = Optional.empty();
    }

    private void sweepNext() {
        Map.Entry<ObjectKey, Holding> next =
                sweptTo.isEmpty() ? holdings.firstEntry() : holdings.higherEntry(sweptTo.get());
        if (next == null) {
            sweeping = false;
            return;
        }
        sweptTo = Optional.of(next.getKey());
        mark(next.getValue());
    }

    private void mark(Holding holding) {
        if (phase == Phase.SETTLING && holding.dirty.isEmpty()) {
            holding.dirty = Optional.of(holding.turn());
            dirty.add(holding.turn());
        }
    }

    /** Decides about one service, tells what changed, frees what it lost, and has its status written. */
    private void settle(Holding holding) {
        holding.dirty = Optional.empty();
        Decision decision = placement.settle(holding.service, holding.current, holding.honoured);
        List<IpAddress> before = holding.current;
        List<IpAddress> taken = decision.current().stream().filter(address -> !before.contains(address)).toList();
        if (!decision.current().equals(before)) {
            holding.untold = decision.current();
        }
        holding.current = decision.current();
        holding.honoured = decision.honoured();
        succession.await(holding.turn(), decision.waitsFor());
        taken.forEach(succession::taken);
        story.decided(holding, decision.outcome());
        holding.look();
        free(holding);
        orphans.look(holding.key());
        if (needsWrite(holding)) {
            writes.want(holding.target());
        }
    }

    /** Frees what the service holds beside what it is to show, unless its status may still show it. */
    private void free(Holding holding) {
        if (writes.isOpen(holding.target())) {
            return;
        }
        List<IpAddress> shown = holding.shown();
        boolean willWrite = desired(holding).isPresent();
        for (IpAddress address : book.addresses(holding.key())) {
            if (!holding.current.contains(address) && !(willWrite && shown.contains(address))) {
                book.release(holding.key(), address);
                succession.freed(address);
            }
        }
    }

    private void drop(Holding holding) {
        ObjectKey key = holding.key();
        holdings.remove(key);
        holding.dirty.ifPresent(dirty::remove);
        holding.unclaimed.ifPresent(unclaimed::remove);
        succession.forget(key);
        foreignEdits.forget(key);
        writes.forget(holding.target());
        List<IpAddress> released = book.release(key);
        released.forEach(succession::freed);
        orphans.look(key);
        if (!released.isEmpty()) {
            story.deleted(key);
        }
    }

    private void giveWay(Now now, Holding holding) {
        foreignEdits.edited(holding.key(), now.nanos()).ifPresent(pause -> story.contested(holding, pause));
    }

    private boolean needsWrite(Holding holding) {
        return phase == Phase.SETTLING && !foreignEdits.isPaused(holding.key())
                && desired(holding).filter(addresses -> !holding.shows(addresses) || holding.isAnnotationDue()).isPresent();
    }

    /**
     * What the status is to show; empty where that is not for us to say. A service that is not ours loses what we gave
     * it, and one that is no load balancer's at all also what our pools own.
     */
    private Optional<List<IpAddress>> desired(Holding holding) {
        return switch (holding.outcome) {
            case Outcome.Assigned assigned -> Optional.of(holding.current);
            case Outcome.Kept kept -> Optional.of(holding.current);
            case Outcome.Waiting waiting -> Optional.of(holding.current);
            case Outcome.Refused refused -> Optional.of(holding.current);
            case Outcome.Undecided undecided -> Optional.empty();
            case Outcome.Foreign foreign -> {
                List<IpAddress> shown = holding.shown();
                List<IpAddress> held = book.addresses(holding.key());
                boolean isOurs = !shown.isEmpty() && shown.stream().allMatch(address -> held.contains(address)
                        || !holding.service.isLoadBalancer() && book.poolOf(address).isPresent());
                yield isOurs ? Optional.of(List.of()) : Optional.empty();
            }
        };
    }

    /** How far the start is. */
    private enum Phase {
        LISTING,
        CLAIMING,
        SETTLING
    }
}
