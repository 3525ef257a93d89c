package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.advertisement;
import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.ending;
import static metallb.domain.announce.SampleObjects.excluded;
import static metallb.domain.announce.SampleObjects.node;
import static metallb.domain.announce.SampleObjects.ofType;
import static metallb.domain.announce.SampleObjects.pool;
import static metallb.domain.announce.SampleObjects.ready;
import static metallb.domain.announce.SampleObjects.service;
import static metallb.domain.announce.SampleObjects.slice;
import static metallb.domain.announce.SampleObjects.unready;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import metallb.domain.cluster.Endpoint;
import metallb.domain.cluster.EndpointSlice;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.TrafficPolicy;
import metallb.domain.config.Advertisement;
import metallb.domain.config.Config;
import metallb.domain.config.PeerConfig;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import org.junit.jupiter.api.Test;

/** Random lives of a small cluster: after each step every router has what a plain reading of the rules says. */
class SpeakerSimulationTest {
    private static final int SEEDS = 60;
    private static final int STEPS = 120;
    private static final List<Config> CONFIGS = configs();

    private final SpeakerWorld world = new SpeakerWorld();
    private final List<ScriptedRouter> routers =
            List.of(world.router("10.0.0.1", 100), world.router("10.0.0.2", 42));
    private final TreeMap<ObjectKey, Service> services = new TreeMap<>();
    private final TreeMap<ObjectKey, EndpointSlice> slices = new TreeMap<>();
    private Node node = node("n1", 1);
    private int configured;
    private long version = 1;

    private static List<Config> configs() {
        PeerConfig external = SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100);
        PeerConfig internal = SpeakerWorld.peer("peer2", "10.0.0.2", 42, 42);
        Advertisement plain = advertisement("a-1", "a", 32, OptionalLong.empty());
        Advertisement aggregate = advertisement("a-2", "a", 30, OptionalLong.of(7), "1:2");
        Advertisement other = advertisement("b-1", "b", 32, OptionalLong.of(9));
        return List.of(
                config(List.of(external, internal), List.of(pool("a", "10.1.0.0/29")), List.of(plain)),
                config(List.of(external), List.of(pool("a", "10.1.0.0/29")), List.of(plain, aggregate)),
                config(List.of(internal, external), List.of(pool("a", "10.1.0.0/30"), pool("b", "10.1.0.4/30")),
                        List.of(aggregate, other)));
    }

    @Test
    void everyRouterHasWhatTheRulesSay() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            new SpeakerSimulationTest().live(seed);
        }
    }

    @Test
    void theSameLifeGivesTheSameEffects() {
        assertEquals(new SpeakerSimulationTest().live(7), new SpeakerSimulationTest().live(7));
    }

    private List<Object> live(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CONFIGS.size(); i++) {
            world.means("config " + i, CONFIGS.get(i));
        }
        world.accepted("config 0");
        world.observe(node);
        world.allListed();
        for (int step = 0; step < STEPS; step++) {
            step(random);
            // longer than the longest retry, so that what is configured is up
            world.advance(Duration.ofSeconds(121));
            check("seed " + seed + ", step " + step);
        }
        List<Object> transcript = new ArrayList<>(world.linkEffects);
        transcript.addAll(world.reports);
        transcript.addAll(world.published);
        return transcript;
    }

    private void step(SplittableRandom random) {
        version++;
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> {
                Service service = randomService(random);
                services.put(service.key(), service);
                world.observe(service);
            }
            case 4, 5, 6 -> {
                EndpointSlice slice = randomSlice(random);
                slices.put(slice.key(), slice);
                world.observe(slice);
            }
            case 7 -> {
                if (!services.isEmpty()) {
                    world.vanish(Kind.SERVICE, services.pollFirstEntry().getKey());
                }
            }
            case 8 -> {
                if (!slices.isEmpty()) {
                    world.vanish(Kind.ENDPOINT_SLICE, slices.pollFirstEntry().getKey());
                }
            }
            case 9 -> {
                node = random.nextBoolean() ? node("n1", version) : excluded(node("n1", version));
                world.observe(node);
            }
            case 10 -> {
                configured = random.nextInt(CONFIGS.size());
                world.accepted("config " + configured);
            }
            default -> world.cut(routers.get(random.nextInt(2)));
        }
    }

    private Service randomService(SplittableRandom random) {
        String name = "s" + random.nextInt(5);
        TrafficPolicy policy = random.nextBoolean() ? TrafficPolicy.LOCAL : TrafficPolicy.CLUSTER;
        Service service = random.nextInt(6) == 0 ? service(name, version, policy)
                : service(name, version, policy, "10.1.0." + random.nextInt(10));
        return random.nextInt(8) == 0 ? ofType(service, "ClusterIP") : service;
    }

    private EndpointSlice randomSlice(SplittableRandom random) {
        Endpoint[] endpoints = new Endpoint[random.nextInt(3)];
        for (int i = 0; i < endpoints.length; i++) {
            String on = random.nextBoolean() ? "n1" : "n2";
            int kind = random.nextInt(4);
            endpoints[i] = kind == 0 ? unready(on) : kind == 1 ? ending(on) : ready(on);
        }
        String service = "s" + random.nextInt(5);
        return slice(service + "-" + random.nextInt(2), service, version, endpoints);
    }

    private void check(String where) {
        Config config = CONFIGS.get(configured);
        for (ScriptedRouter router : routers) {
            boolean isPeer = config.peers().stream().anyMatch(peer -> peer.remote().equals(router.address));
            if (isPeer) {
                assertEquals(expected(config, router.asn.value() == 42), router.table, where + ", " + router.address);
            }
        }
        TreeSet<String> announced = new TreeSet<>();
        services.values().stream().filter(service -> isAnnounced(config, service))
                .forEach(service -> announced.add(service.key().toString()));
        assertEquals(announced, announcedByMetrics(), where);
    }

    private TreeSet<String> announcedByMetrics() {
        TreeSet<String> announced = new TreeSet<>();
        ((Answer.Metrics) world.core.answer(world.now(), new Query.Metrics())).families().stream()
                .filter(family -> family.name().equals("metallb_speaker_announced"))
                .forEach(family -> family.samples().forEach(sample -> announced.add(sample.labels().get("service"))));
        return announced;
    }

    private Map<Prefix, String> expected(Config config, boolean internal) {
        Map<Prefix, String> table = new TreeMap<>();
        for (Service service : services.values()) {
            if (isAnnounced(config, service)) {
                IpAddress address = IpAddress.of(service.ingress().getFirst());
                String pool = config.pools().stream().filter(candidate -> candidate.owns(address)).findFirst()
                        .orElseThrow().name();
                for (Advertisement advertisement : config.advertisementsOf(pool)) {
                    table.putIfAbsent(new Prefix(address, advertisement.aggregationLength()),
                            text(advertisement, internal));
                }
            }
        }
        return table;
    }

    private static String text(Advertisement advertisement, boolean internal) {
        String preference = internal ? ", local preference " + advertisement.localPreference().orElse(100)
                : ", path [42]";
        return "via 10.0.0.5, origin IGP" + preference + (advertisement.communities().isEmpty() ? ""
                : ", communities " + advertisement.communities());
    }

    private boolean isAnnounced(Config config, Service service) {
        if (!service.isLoadBalancer() || service.ingress().isEmpty() || node.isExcluded()) {
            return false;
        }
        IpAddress address = IpAddress.of(service.ingress().getFirst());
        if (config.pools().stream().noneMatch(pool -> pool.owns(address))) {
            return false;
        }
        List<Endpoint> endpoints = slices.values().stream()
                .filter(slice -> slice.service().orElseThrow().equals(service.key()))
                .flatMap(slice -> slice.endpoints().stream()).toList();
        List<Endpoint> ready = endpoints.stream().filter(Endpoint::ready).toList();
        List<Endpoint> usable = ready.isEmpty()
                ? endpoints.stream().filter(endpoint -> endpoint.serving() && endpoint.terminating()).toList() : ready;
        return usable.stream().anyMatch(endpoint -> service.trafficPolicy() == TrafficPolicy.CLUSTER
                || endpoint.nodeName().orElseThrow().equals("n1"));
    }
}
