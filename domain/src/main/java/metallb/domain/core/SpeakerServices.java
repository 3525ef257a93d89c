package metallb.domain.core;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import metallb.domain.announce.AdvertisedPools;
import metallb.domain.announce.AnnouncementPolicy;
import metallb.domain.announce.Decision;
import metallb.domain.announce.DesiredRoutes;
import metallb.domain.announce.Endpoints;
import metallb.domain.cluster.EndpointSlice;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Service;
import metallb.domain.config.Config;
import metallb.domain.net.Family;
import metallb.domain.route.AttributesTable;
import metallb.domain.route.RouteKey;
import metallb.domain.service.NotOurs;
import metallb.domain.service.Ownership;

/**
 * The services and what became of each. A change makes its service dirty, a change that concerns them all begins a
 * sweep over all; slices work both off, the dirty ones first. Nothing is decided before the release.
 */
final class SpeakerServices {
    /** Distinct sets of attributes; each advertisement makes one. */
    private static final int ATTRIBUTE_SETS = 4096;

    private final AnnouncementPolicy policy;
    private final AnnouncementStory story;
    private final Endpoints endpoints;
    private final NodeStanding here;
    private final DesiredRoutes routes = new DesiredRoutes();
    private final AttributesTable attributes = new AttributesTable(ATTRIBUTE_SETS);
    private final TreeMap<ObjectKey, Standing> standings = new TreeMap<>();
    private final LinkedHashSet<ObjectKey> dirty = new LinkedHashSet<>();
    private Optional<AdvertisedPools> pools = Optional.empty();
    private Set<Family> carried = EnumSet.noneOf(Family.class);
    private boolean released;
    private boolean sweeping;
    private Optional<ObjectKey> sweptTo = Optional.empty();

    SpeakerServices(SpeakerSettings settings, Consumer<SpeakerEffect> effects) {
        this.policy = new AnnouncementPolicy(settings.nodeName(),
                new Ownership(settings.loadBalancerClass()), settings.ignoreExcludeLabel());
        this.story = new AnnouncementStory(effects);
        this.endpoints = new Endpoints(settings.nodeName());
        this.here = new NodeStanding(policy, effects);
    }

    /**
     * A service and what became of it.
     *
     * @param service empty where it was deleted, and that is not worked off yet
     * @param story empty until something is decided of it
     */
    record Standing(Optional<Service> service, Optional<AnnouncementStory.Chapter> story) {}

    /** Takes a service's newest state. Of those that are not and were not load balancers nothing is kept. */
    void put(Service service) {
        Standing standing = standings.get(service.key());
        if (standing == null && !service.isLoadBalancer()) {
            return;
        }
        standings.put(service.key(), new Standing(Optional.of(service),
                standing == null ? Optional.empty() : standing.story()));
        touch(service.key());
    }

    void remove(ObjectKey key) {
        Standing standing = standings.get(key);
        if (standing == null) {
            return;
        }
        if (standing.story().isEmpty()) {
            standings.remove(key);
            dirty.remove(key);
            return;
        }
        standings.put(key, new Standing(Optional.empty(), standing.story()));
        touch(key);
    }

    void put(EndpointSlice slice) {
        endpoints.put(slice).forEach(this::touch);
    }

    void removeSlice(ObjectKey key) {
        endpoints.remove(key).forEach(this::touch);
    }

    /** The families of the peers that run on this node. */
    void peersCarry(Set<Family> families) {
        if (!carried.equals(families)) {
            carried = families;
            here.peers(!families.isEmpty());
            sweep();
        }
    }

    /** This node as the API shows it, or that it is not there. */
    void node(Optional<Node> newest) {
        if (here.put(newest)) {
            sweep();
        }
    }

    void apply(Config config) {
        pools = Optional.of(new AdvertisedPools(config, attributes));
        sweep();
    }

    /** Everything was listed once: from now on services are decided. */
    void release() {
        released = true;
        sweep();
    }

    /** Every service is to be looked at again, although nothing was heard. */
    void revisitAll() {
        sweep();
    }

    boolean isWorkLeft() {
        return sweeping || !dirty.isEmpty();
    }

    /**
     * Decides on {@code limit} services at most.
     *
     * @param changed told each key of {@link #routes} whose route changed
     * @return on how many
     */
    int slice(int limit, Consumer<RouteKey> changed) {
        int taken = 0;
        for (Iterator<ObjectKey> keys = dirty.iterator(); taken < limit && keys.hasNext(); taken++) {
            ObjectKey key = keys.next();
            keys.remove();
            decide(key, changed);
        }
        if (sweeping && taken < limit) {
            List<ObjectKey> next = sweptTo.map(last -> standings.tailMap(last, false)).orElse(standings)
                    .keySet().stream().limit(limit - taken).toList();
            next.forEach(key -> decide(key, changed));
            sweeping = next.size() == limit - taken;
            sweptTo = next.isEmpty() ? sweptTo : Optional.of(next.getLast());
            taken += next.size();
        }
        return taken;
    }

    DesiredRoutes routes() {
        return routes;
    }

    /** In order of the keys; services deleted but not worked off yet are among them. */
    NavigableMap<ObjectKey, Standing> standings() {
        return Collections.unmodifiableNavigableMap(standings);
    }

    /** How often a service turned out to have an address that cannot be announced. */
    long faults() {
        return story.faults();
    }

    private void touch(ObjectKey key) {
        if (released && standings.containsKey(key)) {
            dirty.add(key);
        }
    }

    private void sweep() {
        sweeping = released;
        sweptTo = Optional.empty();
    }

    private void decide(ObjectKey key, Consumer<RouteKey> changed) {
        Standing standing = standings.get(key);
        if (standing == null) {
            return;
        }
        if (standing.service().isEmpty()) {
            standing.story().ifPresent(last -> story.deleted(key, last, new Decision.Foreign(NotOurs.DELETED)));
            standings.remove(key);
            routes.remove(key).forEach(changed);
            return;
        }
        Service service = standing.service().get();
        Decision decision = policy.decide(service, pools, carried, here.node(), endpoints.of(key));
        AnnouncementStory.Chapter chapter = story.decided(service, standing.story(), decision);
        if (service.isLoadBalancer()) {
            standings.put(key, new Standing(standing.service(), Optional.of(chapter)));
        } else {
            standings.remove(key);
        }
        routes.put(key, switch (decision) {
            case Decision.Announce announce -> announce.announcements();
            case Decision.Foreign _, Decision.Withhold _ -> List.of();
        }).forEach(changed);
    }
}
