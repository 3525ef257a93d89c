package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.advertisement;
import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.ending;
import static metallb.domain.announce.SampleObjects.excluded;
import static metallb.domain.announce.SampleObjects.key;
import static metallb.domain.announce.SampleObjects.meta;
import static metallb.domain.announce.SampleObjects.node;
import static metallb.domain.announce.SampleObjects.ofType;
import static metallb.domain.announce.SampleObjects.pool;
import static metallb.domain.announce.SampleObjects.ready;
import static metallb.domain.announce.SampleObjects.service;
import static metallb.domain.announce.SampleObjects.slice;
import static metallb.domain.announce.SampleObjects.unready;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.TrafficPolicy;
import metallb.domain.cluster.Uid;
import metallb.domain.config.Config;
import metallb.domain.config.PeerConfig;
import metallb.domain.config.SamplePeer;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeakerCoreTest {
    private static final String EVENT = " Normal nodeAssigned: announcing from node \"n1\" with protocol \"bgp\"";
    private static final PeerConfig PEER = SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100);
    private static final Duration BREATH = Duration.ofMillis(10);

    private final SpeakerWorld world = new SpeakerWorld();
    private final ScriptedRouter router = world.router("10.0.0.1", 100);

    private static Config plain(PeerConfig... peers) {
        return config(List.of(peers), List.of(pool("default", "192.168.10.0/24")),
                List.of(advertisement("default-1", "default", 32, OptionalLong.empty())));
    }

    /** A speaker whose cluster is listed, with a session and without services. */
    private void begin() {
        world.means("c", plain(PEER));
        world.accepted("c");
        world.observe(node("n1", 1), node("n2", 1));
        world.allListed();
        assertEquals(1, router.endsOfRib);
        world.said();
    }

    private List<String> after(Duration duration) {
        world.advance(duration);
        return router.prefixes();
    }

    @Test
    void announcesAServiceWithExactlyThisUpdate() {
        begin();
        world.observe(slice("web", 1, ready("n2")), service("web", "192.168.10.0"));
        assertEquals(List.of("0030" + "02" + "0000" + "0014" + "40010100" + "400206" + "02010000002a"
                + "4003040a000005" + "20c0a80a00"), router.updates);
        assertEquals(List.of("default/web uid-web" + EVENT), world.taken());
        assertEquals(List.of("INFO default/web nodeAssigned: announcing from node \"n1\" with protocol \"bgp\""),
                world.said());
    }

    @Test
    void withdrawsWithExactlyThisUpdateWhenTheLastEndpointGoes() {
        begin();
        world.observe(slice("web", 1, ready("n2")), service("web", "192.168.10.0"));
        world.advance(BREATH);
        router.updates.clear();
        world.said();
        world.observe(slice("web", 2, unready("n2")));
        assertEquals(List.of("001c" + "02" + "0005" + "20c0a80a00" + "0000"), router.updates);
        assertEquals(List.of("INFO default/web noEndpoints: withdrawn: no endpoint on any node can serve"),
                world.said());
    }

    @Test
    void followsEndpointsOfALocalServiceFromNodeToNode() {
        begin();
        world.observe(service("web", 1, TrafficPolicy.LOCAL, "192.168.10.1"), slice("web", 1, ready("n2")));
        assertEquals(List.of(), after(BREATH), "it is elsewhere");
        world.observe(slice("web", 2, ready("n2"), ready("n1")));
        assertEquals(List.of("192.168.10.1/32"), after(BREATH), "it is here as well");
        world.observe(slice("web", 3, ready("n2"), ending("n1")));
        assertEquals(List.of(), after(BREATH), "the one here ends, another is ready");
        world.observe(slice("web", 4, ending("n1")));
        assertEquals(List.of("192.168.10.1/32"), after(BREATH), "the one that ends is the last that serves");
        world.observe(slice("web-b", "web", 1, ready("n2")));
        assertEquals(List.of(), after(BREATH), "another slice has a ready one elsewhere");
        world.vanish(Kind.ENDPOINT_SLICE, key("web-b"));
        assertEquals(List.of("192.168.10.1/32"), after(BREATH));
        world.vanish(Kind.ENDPOINT_SLICE, key("web-1"));
        assertEquals(List.of(), after(BREATH));
    }

    @Test
    void tellsItsStoryOnceAndNotOnEveryPass() {
        begin();
        world.observe(service("web"), slice("web", 1, ready("n1")));
        assertEquals(List.of("DEBUG default/web noIPAllocated: not announced: no address is allocated to it"),
                world.said(Report.Level.DEBUG));
        world.observe(service("web", 2, TrafficPolicy.CLUSTER, "192.168.10.1"));
        assertEquals(List.of("default/web uid-web" + EVENT), world.taken());
        world.said();
        world.observe(service("web", 3, TrafficPolicy.LOCAL, "192.168.10.1"), slice("web", 2, ready("n1")));
        world.means("c2", plain(PEER, SpeakerWorld.peer("peer2", "10.0.0.2", 42, 100)));
        world.accepted("c2");
        assertEquals(List.of(), world.takenOn("default/web"), "nothing changed for the service");
        world.observe(service("web", 4, TrafficPolicy.LOCAL, "192.168.10.2"));
        assertEquals(List.of("default/web uid-web" + EVENT), world.taken(), "another address");
        assertEquals(List.of("192.168.10.2/32"), after(BREATH));
        world.said();
        world.observe(service("web", 5, TrafficPolicy.LOCAL, "10.9.9.9"));
        assertEquals(List.of("WARNING default/web ipNotAllowed: withdrawn: no pool owns its address 10.9.9.9"),
                world.said());
    }

    @Test
    void announcesNothingThatNoPeerHereCarries() {
        begin();
        Config six = config(List.of(PEER), List.of(pool("default", "192.168.10.0/24", "2001:db8::/64")),
                List.of(advertisement("default-1", "default", 32, OptionalLong.empty())));
        world.means("six", six);
        world.accepted("six");
        world.said();
        world.observe(slice("web", 1, ready("n1")), service("web", "2001:db8::1"));
        String no = "no peer on node \"n1\" carries IPv6, the family of its address 2001:db8::1";
        assertEquals(List.of("default/web uid-web Warning noPeerOfFamily: not announced: " + no), world.taken());
        assertEquals(List.of("WARNING default/web noPeerOfFamily: not announced: " + no), world.said());
        assertEquals(List.of(), announcedByMetrics());
        world.means("more", config(List.of(PEER, SpeakerWorld.peer("peer2", "2001:db8::ffff", 42, 100)), six.pools(),
                six.advertisements()));
        world.accepted("more");
        assertEquals(List.of("default/web uid-web" + EVENT), world.takenOn("default/web"), "to be announced, though nobody is up");
        assertEquals(List.of("default/web 2001:db8::1"), announcedByMetrics());
        world.said();
        world.accepted("six");
        assertEquals(List.of("default/web uid-web Warning noPeerOfFamily: withdrawn: " + no), world.taken());
        world.means("none", config(List.of(), six.pools(), six.advertisements()));
        world.accepted("none");
        assertEquals(List.of("n1 uid-n1 Warning noPeer: no service is announced from it: no peer runs on node \"n1\""),
                world.takenOn("n1").subList(0, 1), "it is no fault of the service's that no peer runs here");
        assertEquals(List.of("default/web noPeer: no peer runs on node \"n1\""), rows());
    }

    /** The peer, its families, our node's address; which of an IPv4 and an IPv6 service is to be announced. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "10.0.0.1     | IPV4      |           | four",
        "2001:db8::ff | IPV6      |           | six",
        "2001:db8::ff | IPV4,IPV6 |           | four, six",
        "10.0.0.1     | IPV4,IPV6 |           | four",
        "10.0.0.1     | IPV4,IPV6 | 10.0.0.5  | four",
        "10.0.0.1     | IPV4,IPV6 | 2001::5   | four, six"})
    void announcesWhatHasANextHopOnASessionHere(String peer, String families, String own, String announced) {
        SpeakerWorld other = new SpeakerWorld(new SpeakerSettings("n1", Optional.ofNullable(own).map(IpAddress::of),
                Optional.empty(), Optional.empty(), false, 1));
        Family[] carried = Arrays.stream(families.split(",")).map(Family::valueOf).toArray(Family[]::new);
        other.means("c", config(List.of(SamplePeer.of("peer1", peer, 42, 100).families(carried).build()),
                List.of(pool("default", "192.168.10.0/24", "2001:db8::/64")),
                List.of(advertisement("default-1", "default", 32, OptionalLong.empty()))));
        other.accepted("c");
        other.observe(slice("four", 1, ready("n1")), slice("six", 1, ready("n1")), service("four", "192.168.10.1"),
                service("six", "2001:db8::1"));
        other.allListed();
        assertEquals(announced, other.taken().stream().filter(line -> line.contains("nodeAssigned"))
                .map(line -> line.substring("default/".length(), line.indexOf(' '))).collect(Collectors.joining(", ")));
    }

    private List<String> announcedByMetrics() {
        return ((Answer.Metrics) world.core.answer(world.now(), new Query.Metrics())).families().stream()
                .filter(family -> family.name().equals("metallb_speaker_announced"))
                .flatMap(family -> family.samples().stream())
                .map(sample -> sample.labels().get("service") + " " + sample.labels().get("ip")).toList();
    }

    private List<String> rows() {
        return ((Answer.Services) world.core.answer(world.now(), new Query.Services(Optional.empty(), 10))).rows()
                .stream().map(row -> row.service() + " " + row.outcome() + ": " + row.text()).toList();
    }

    @Test
    void withdrawsWhatIsNoLoadBalancerAnyMore() {
        begin();
        Service web = service("web", 1, TrafficPolicy.CLUSTER, "192.168.10.1");
        world.observe(slice("web", 1, ready("n1")), web, service("db", 1, TrafficPolicy.CLUSTER, "192.168.10.2"),
                slice("db", 1, ready("n1")));
        assertEquals(List.of("192.168.10.1/32", "192.168.10.2/32"), after(BREATH));
        world.said();
        world.observe(ofType(service("web", 2, TrafficPolicy.CLUSTER), "ClusterIP"));
        world.vanish(Kind.SERVICE, key("db"));
        assertEquals(List.of(), after(BREATH));
        assertEquals(List.of(
                "INFO default/web notLoadBalancer: withdrawn: type is \"ClusterIP\", not LoadBalancer",
                "INFO default/db serviceDeleted: withdrawn: the service was deleted"), world.said());
    }

    @Test
    void takesAServiceWithAnotherUidForAnotherServiceWithoutAGap() {
        begin();
        Service web = service("web", 1, TrafficPolicy.CLUSTER, "192.168.10.1");
        world.observe(slice("web", 1, ready("n1")), web);
        world.advance(BREATH);
        router.updates.clear();
        world.taken();
        ObjectMeta old = meta(key("web"), 2);
        Service next = new Service(new ObjectMeta(old.key(), new Uid("other"), old.version(), old.created(),
                old.labels(), old.annotations()), web.type(), web.loadBalancerIp(), web.loadBalancerClass(),
                web.trafficPolicy(), web.families(), web.ingress(), web.statusManagers());
        world.observe(next);
        world.core.on(world.now(), new ClusterEvent.Vanished(Kind.SERVICE, key("web"), web.uid()));
        world.advance(BREATH);
        assertEquals(List.of(), router.updates, "the route stays");
        assertEquals(List.of("default/web other" + EVENT), world.taken(), "the new object has its own story");
    }

    @Test
    void stopsAnnouncingWhileItsNodeIsExcluded() {
        begin();
        world.observe(slice("web", 1, ready("n1")), service("web", "192.168.10.1"));
        assertEquals(List.of("192.168.10.1/32"), after(BREATH));
        world.observe(excluded(node("n2", 2)));
        assertEquals(List.of("192.168.10.1/32"), after(BREATH), "another node is excluded");
        world.observe(excluded(node("n1", 2)));
        assertEquals(List.of(), after(BREATH));
        world.observe(node("n1", 3));
        assertEquals(List.of("192.168.10.1/32"), after(BREATH));
        world.observe(excluded(node("n1", 4)));
        world.vanish(Kind.NODE, node("n1", 4).key());
        assertEquals(List.of("192.168.10.1/32"), after(BREATH), "nothing is known against it any more");
    }

    @Test
    void tellsOnceWhyItsNodeAnnouncesNothing() {
        begin();
        world.observe(slice("a", 1, ready("n1")), slice("b", 1, ready("n1")), service("a", "192.168.10.1"),
                service("b", "192.168.10.2"));
        world.taken();
        world.said();
        world.observe(excluded(node("n1", 2)));
        String label = "node \"n1\" carries the label node.kubernetes.io/exclude-from-external-load-balancers";
        assertEquals(List.of("n1 uid-n1 Warning nodeLabeledExcludeBalancers: no service is announced from it: " + label),
                world.taken());
        assertEquals(List.of("WARNING n1 nodeLabeledExcludeBalancers: no service is announced from it: " + label,
                "INFO default/a nodeLabeledExcludeBalancers: withdrawn: " + label,
                "INFO default/b nodeLabeledExcludeBalancers: withdrawn: " + label), world.said());
        assertEquals(List.of("default/a nodeLabeledExcludeBalancers: " + label,
                "default/b nodeLabeledExcludeBalancers: " + label), rows());
        world.observe(excluded(node("n1", 3)));
        assertEquals(List.of(), world.taken(), "it was told");
        world.observe(node("n1", 4));
        assertEquals(List.of("n1 uid-n1 Normal nodeMayAnnounce: services are announced from node \"n1\" again"),
                world.taken(), "the services' own events are true again");
    }

    @Test
    void passesTheExcludeLabelOverWhereTold() {
        SpeakerWorld other = new SpeakerWorld(new SpeakerSettings("n1", Optional.empty(), Optional.empty(),
                Optional.empty(), true, 1));
        ScriptedRouter peer = other.router("10.0.0.1", 100);
        other.means("c", plain(PEER));
        other.accepted("c");
        other.observe(excluded(node("n1", 1)), slice("a", 1, ready("n1")), service("a", "192.168.10.1"));
        other.allListed();
        other.advance(BREATH);
        assertEquals(List.of("192.168.10.1/32"), peer.prefixes());
        assertEquals(List.of("default/a uid-a" + EVENT), other.taken());
    }

    @Test
    void sendsNothingBeforeEverythingWasListedOnce() {
        world.means("c", plain(PEER));
        world.observe(service("web", "192.168.10.1"), slice("web", 1, ready("n1")), node("n1", 1));
        world.accepted("c");
        for (Kind kind : List.of(Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.NODE, Kind.CONFIG, Kind.ACCEPTED_CONFIG)) {
            world.advance(Duration.ofSeconds(1));
            assertEquals(0, router.updates.size() + router.endsOfRib, "before " + kind + " is listed");
            assertEquals(List.of(), world.taken());
            world.listed(kind);
        }
        world.advance(BREATH);
        assertEquals(List.of("192.168.10.1/32"), router.prefixes());
        assertEquals(1, router.endsOfRib);
    }

    @Test
    void keepsAnAggregateUntilItsLastServiceGoes() {
        world.means("c", config(List.of(PEER), List.of(pool("default", "192.168.10.0/24")), List.of(
                advertisement("default-1", "default", 32, OptionalLong.empty()),
                advertisement("default-2", "default", 24, OptionalLong.of(100), "1234:1"))));
        world.accepted("c");
        world.observe(slice("a", 1, ready("n1")), slice("b", 1, ready("n1")), service("a", "192.168.10.1"),
                service("b", "192.168.10.2"));
        world.allListed();
        assertEquals(List.of("192.168.10.0/24", "192.168.10.1/32", "192.168.10.2/32"), after(BREATH));
        assertEquals("via 10.0.0.5, origin IGP, path [42], communities [1234:1]",
                router.table.get(Prefix.of("192.168.10.0/24")), "no local preference outside the AS");
        world.vanish(Kind.SERVICE, key("a"));
        assertEquals(List.of("192.168.10.0/24", "192.168.10.2/32"), after(BREATH));
        world.vanish(Kind.SERVICE, key("b"));
        assertEquals(List.of(), after(BREATH));
    }

    @Test
    void deletesWhatAListDoesNotName() {
        begin();
        world.observe(slice("a", 1, ready("n1")), slice("b", 1, ready("n1")), service("a", "192.168.10.1"),
                service("b", "192.168.10.2"));
        world.advance(BREATH);
        world.core.on(world.now(), new ClusterEvent.Listed(Kind.SERVICE,
                new TreeMap<>(Collections.singletonMap(key("b"), new Uid("uid-b")))));
        assertEquals(List.of("192.168.10.2/32"), after(BREATH));
        world.core.on(world.now(), new ClusterEvent.Listed(Kind.ENDPOINT_SLICE, new TreeMap<>()));
        assertEquals(List.of(), after(BREATH));
    }

    @Test
    void changesOnlyWhatAConfigurationChanges() {
        begin();
        world.observe(slice("a", 1, ready("n1")), service("a", "192.168.10.1"));
        world.advance(BREATH);
        router.updates.clear();
        world.said();
        world.means("more", config(List.of(PEER), List.of(pool("other", "192.168.11.0/24"),
                pool("default", "192.168.10.0/24")), List.of(
                advertisement("default-1", "default", 32, OptionalLong.empty()),
                advertisement("other-1", "other", 32, OptionalLong.empty()))));
        world.accepted("more");
        world.advance(BREATH);
        assertEquals(List.of(), router.updates, "another pool is nothing to this session");
        world.means("tagged", config(List.of(PEER), List.of(pool("default", "192.168.10.0/24")),
                List.of(advertisement("default-1", "default", 32, OptionalLong.empty(), "1234:1"))));
        world.accepted("tagged");
        world.advance(BREATH);
        assertEquals(List.of("0037" + "02" + "0000" + "001b" + "40010100" + "400206" + "02010000002a"
                + "4003040a000005" + "c00804" + "04d20001" + "20c0a80a01"), router.updates, "replaced in place");
        assertEquals(1, router.opens.size());
        assertEquals(List.of(), router.notifications);
    }
}
