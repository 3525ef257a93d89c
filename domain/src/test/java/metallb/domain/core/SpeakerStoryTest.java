package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.advertisement;
import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.excluded;
import static metallb.domain.announce.SampleObjects.key;
import static metallb.domain.announce.SampleObjects.node;
import static metallb.domain.announce.SampleObjects.ofType;
import static metallb.domain.announce.SampleObjects.pool;
import static metallb.domain.announce.SampleObjects.ready;
import static metallb.domain.announce.SampleObjects.service;
import static metallb.domain.announce.SampleObjects.slice;
import static metallb.domain.announce.SampleObjects.unready;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.TrafficPolicy;
import metallb.domain.config.Config;
import metallb.domain.config.PeerConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a node's speaker says on services and on its Node, and what it keeps to the log (decision 13). */
class SpeakerStoryTest {
    private static final String ASSIGNED =
            "default/web uid-web Normal nodeAssigned: announcing from node \"n1\" with protocol \"bgp\"";
    private static final String EXCLUDED =
            "node \"n1\" carries the label node.kubernetes.io/exclude-from-external-load-balancers";
    private static final PeerConfig PEER = SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100);

    private final SpeakerWorld world = new SpeakerWorld();

    @BeforeEach
    void begin() {
        world.router("10.0.0.1", 100);
        world.means("c", plain(PEER));
        world.means("lonely", plain());
        world.accepted("c");
        world.observe(node("n1", 1));
        world.allListed();
        world.said();
    }

    private static Config plain(PeerConfig... peers) {
        return config(List.of(peers), List.of(pool("default", "192.168.10.0/24")),
                List.of(advertisement("default-1", "default", 32, OptionalLong.empty())));
    }

    private static Service web(int version, TrafficPolicy policy) {
        return service("web", version, policy, "192.168.10.1");
    }

    /** What is observed while it is announced, and what event and log say then. */
    static List<Arguments> endings() {
        Service plain = web(2, TrafficPolicy.CLUSTER);
        return List.of(
                Arguments.of(slice("web", 2, unready("n1")), "Normal", "INFO", "noEndpoints",
                        "no endpoint on any node can serve"),
                Arguments.of(web(2, TrafficPolicy.LOCAL), "Normal", "INFO", "noLocalEndpoints",
                        "externalTrafficPolicy is Local and no endpoint on node \"n1\" can serve"),
                Arguments.of(service("web", 2, TrafficPolicy.CLUSTER, "10.9.9.9"), "Warning", "WARNING", "ipNotAllowed",
                        "no pool owns its address 10.9.9.9"),
                Arguments.of(service("web", 2, TrafficPolicy.CLUSTER, "x"), "Warning", "WARNING", "invalidIP",
                        "\"x\" in its status is not an address"),
                Arguments.of(service("web", 2, TrafficPolicy.CLUSTER), "Normal", "INFO", "noIPAllocated",
                        "no address is allocated to it"),
                Arguments.of(ofType(plain, "ClusterIP"), "Normal", "INFO", "notLoadBalancer",
                        "type is \"ClusterIP\", not LoadBalancer"),
                Arguments.of(ofClass(plain, "other"), "Normal", "INFO", "otherLoadBalancerClass",
                        "loadBalancerClass \"other\" is not ours"));
    }

    private static Service ofClass(Service service, String name) {
        return new Service(service.meta(), service.type(), service.loadBalancerIp(), Optional.of(name),
                service.trafficPolicy(), service.families(), service.ingress(), service.statusManagers());
    }

    @ParameterizedTest
    @MethodSource("endings")
    void takesBackWhatItSaidWithTheReasonInTheWordsOfTheLog(ClusterObject news, String type,
            String level, String word, String text) {
        world.observe(slice("web", 1, ready("n2")), web(1, TrafficPolicy.CLUSTER));
        assertEquals(List.of(ASSIGNED), world.taken());
        world.said();
        world.observe(news);
        assertEquals(List.of("default/web uid-web " + type + " " + word + ": withdrawn: " + text), world.taken());
        assertEquals(List.of(level + " default/web " + word + ": withdrawn: " + text), world.said());
    }

    @Test
    void aNodeThatNeverAnnouncedAServiceSaysNothingOnIt() {
        world.observe(slice("web", 1, ready("n2")), web(1, TrafficPolicy.LOCAL));
        world.observe(service("new"), service("empty", "192.168.10.2"));
        world.observe(slice("web", 2, unready("n2")));
        assertEquals(List.of(), world.taken());
        assertEquals(List.of(), world.said(), "nor in the log, but for who debugs");
    }

    @Test
    void whatIsWrongWithAServiceIsSaidWithoutEverHavingAnnouncedIt() {
        world.observe(slice("web", 1, ready("n1")), service("web", 1, TrafficPolicy.CLUSTER, "10.9.9.9"));
        String no = "ipNotAllowed: not announced: no pool owns its address 10.9.9.9";
        assertEquals(List.of("default/web uid-web Warning " + no), world.taken());
        assertEquals(List.of("WARNING default/web " + no), world.said());
        world.observe(service("web", 2, TrafficPolicy.CLUSTER, "10.9.9.9"));
        assertEquals(List.of(), world.taken(), "once");
    }

    @Test
    void aServiceThatIsGoneHasNoEvents() {
        world.observe(slice("web", 1, ready("n1")), web(1, TrafficPolicy.CLUSTER));
        world.taken();
        world.vanish(Kind.SERVICE, key("web"));
        assertEquals(List.of(), world.taken());
    }

    @Test
    void whileANodeIsExcludedAThousandServicesCostTwoEvents() {
        for (int i = 0; i < 1000; i++) {
            world.observe(slice("s" + i, 1, ready("n1")), service("s" + i, "192.168.10." + i % 256));
        }
        assertEquals(1000, world.taken().size());
        world.observe(excluded(node("n1", 2)));
        assertEquals(List.of("n1 uid-n1 Warning nodeLabeledExcludeBalancers: no service is announced from it: "
                + EXCLUDED), world.taken());
        world.observe(node("n1", 3));
        assertEquals(List.of("n1 uid-n1 Normal nodeMayAnnounce: services are announced from node \"n1\" again"),
                world.taken(), "what their events say is true again");
    }

    @Test
    void thatTheLastPeerWentIsSaidOnTheNodeAndNotOnServices() {
        world.observe(slice("web", 1, ready("n1")), web(1, TrafficPolicy.CLUSTER));
        world.taken();
        world.accepted("lonely");
        assertEquals(List.of("n1 uid-n1 Warning noPeer: no service is announced from it: no peer runs on node \"n1\"",
                "n1 uid-n1 Normal sessionDown: router 10.0.0.1:179: retired: the peer is not configured any more; "
                        + "sent Cease/Peer De-configured (6/3)"), world.taken());
        world.observe(excluded(node("n1", 2)), node("n1", 3));
        assertEquals(List.of(), world.taken(), "a label makes no difference meanwhile");
        world.accepted("c");
        assertEquals(List.of("n1 uid-n1 Normal nodeMayAnnounce: services are announced from node \"n1\" again"),
                world.taken());
    }

    @Test
    void whatASpeakerNeverHadItDoesNotMiss() {
        SpeakerWorld other = new SpeakerWorld();
        other.means("lonely", plain());
        other.accepted("lonely");
        other.observe(node("n1", 1), slice("web", 1, ready("n1")), web(1, TrafficPolicy.CLUSTER));
        other.allListed();
        assertEquals(List.of(), other.taken());
    }

    @Test
    void whatChangedBehindAnExcludedNodeIsSaidWhenItMayAnnounceAgain() {
        world.observe(slice("web", 1, ready("n1")), web(1, TrafficPolicy.LOCAL));
        world.observe(excluded(node("n1", 2)), slice("web", 2, ready("n2")));
        world.taken();
        world.observe(node("n1", 3));
        assertEquals(List.of("n1 uid-n1 Normal nodeMayAnnounce: services are announced from node \"n1\" again",
                "default/web uid-web Normal noLocalEndpoints: withdrawn: externalTrafficPolicy is Local and no endpoint"
                + " on node \"n1\" can serve"), world.taken());
    }

    /** The bound: an event that takes back for each that said so, whatever endpoints do. */
    @Test
    void neverTakesBackTwice() {
        world.observe(web(1, TrafficPolicy.LOCAL));
        for (int i = 1; i <= 20; i++) {
            world.observe(slice("web", 3 * i, ready("n1")));
            world.observe(slice("web", 3 * i + 1, ready("n2")));
            world.observe(slice("web", 3 * i + 2, unready("n2")));
        }
        assertEquals("nodeAssigned noLocalEndpoints ".repeat(20).strip(), reasons());
    }

    private String reasons() {
        return world.taken().stream().flatMap(line -> Stream.of(line.split(" ")[3].replace(":", "")))
                .collect(Collectors.joining(" "));
    }
}
