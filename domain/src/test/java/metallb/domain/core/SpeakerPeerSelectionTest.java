package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.node;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.config.LabelSelector;
import metallb.domain.config.PeerConfig;
import metallb.domain.config.SamplePeer;
import org.junit.jupiter.api.Test;

/** Which peers run on a node follows the labels of the node. */
class SpeakerPeerSelectionTest {
    private static final PeerConfig EVERYWHERE = SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100);
    private static final PeerConfig IN_RACK_A = inRacks(SpeakerWorld.peer("peer2", "10.0.0.2", 42, 200), "a");
    private static final String NOT_SELECTED = "\"peer2\" does not run on this node: node \"n1\" is not selected by its"
            + " node-selectors, rack=a";
    private static final String UNKNOWN = "\"peer2\" does not run on this node: it has node-selectors, and the labels of"
            + " node \"n1\" are not known";

    private final SpeakerWorld world = new SpeakerWorld();
    private final ScriptedRouter first = world.router("10.0.0.1", 100);
    private final ScriptedRouter second = world.router("10.0.0.2", 200);
    private long version = 1;

    /** On the nodes that carry one of the racks. */
    private static PeerConfig inRacks(PeerConfig peer, String... racks) {
        return SamplePeer.like(peer).nodeSelectors(Arrays.stream(racks).map(rack -> new LabelSelector(
                List.of(new LabelSelector.In("rack", List.of(rack))))).toList()).build();
    }

    private void accept(String text, PeerConfig... peers) {
        world.means(text, config(List.of(peers), List.of(), List.of()));
        world.accepted(text);
        world.advance(Duration.ofSeconds(5));
    }

    /** The node n1 in that rack; {@code ""} for none. */
    private void rack(String rack) {
        Node plain = node("n1", ++version);
        Map<String, String> labels = new LinkedHashMap<>();
        if (!rack.isEmpty()) {
            labels.put("rack", rack);
        }
        ObjectMeta meta = plain.meta();
        world.observe(new Node(new ObjectMeta(meta.key(), meta.uid(), meta.version(), meta.created(), labels,
                meta.annotations()), true, false, false, false));
        world.advance(Duration.ofSeconds(5));
    }

    private List<String> said() {
        return world.said().stream().filter(line -> !line.contains("configInForce")).toList();
    }

    private List<Answer.SessionRow> rows() {
        return ((Answer.Sessions) world.core.answer(world.now(), new Query.Sessions())).rows();
    }

    @Test
    void followsTheLabelsOfTheNode() {
        rack("b");
        world.allListed();
        accept("c", EVERYWHERE, IN_RACK_A);
        String up = "INFO 10.0.0.2:179 sessionUp: established: AS 200, router id 192.0.2.1, hold time 90 s";
        assertEquals(List.of("INFO 10.0.0.2:179 peerNotSelected: " + NOT_SELECTED,
                "INFO 10.0.0.1:179 sessionUp: established: AS 100, router id 192.0.2.1, hold time 90 s"), said());
        rack("a");
        assertEquals(List.of(up), said());
        rack("a");
        assertEquals(List.of(), said());
        rack("");
        assertEquals(List.of("INFO 10.0.0.2:179 peerNotSelected: " + NOT_SELECTED, "INFO 10.0.0.2:179 sessionDown:"
                + " retired: node \"n1\" is not selected any more; sent Cease/Peer De-configured (6/3)"), said());
        assertEquals(List.of("6/3"), second.notifications);
        world.advance(Duration.ofHours(1));
        assertEquals(1, second.opens.size(), "it is not dialled any more");
        rack("a");
        assertEquals(List.of(up), said());
        assertEquals(1, first.opens.size(), "the other session is not touched");
        assertEquals(List.of(), first.notifications);
    }

    @Test
    void waitsUntilTheNodeIsKnown() {
        accept("c", EVERYWHERE, IN_RACK_A);
        world.allListed();
        assertEquals(List.of("INFO 10.0.0.2:179 nodeUnknown: " + UNKNOWN,
                "INFO 10.0.0.1:179 sessionUp: established: AS 100, router id 192.0.2.1, hold time 90 s"), said().stream()
                        .sorted(Comparator.comparing(line -> !line.contains("nodeUnknown"))).toList());
        assertEquals(List.of(), second.opens);
        rack("a");
        assertEquals(1, second.opens.size());
        world.said();
        world.vanish(Kind.NODE, ObjectKey.ofCluster("n1"));
        world.advance(Duration.ofSeconds(5));
        assertEquals(List.of("INFO 10.0.0.2:179 nodeUnknown: " + UNKNOWN, "INFO 10.0.0.2:179 sessionDown: retired: node"
                + " \"n1\" is not known any more; sent Cease/Peer De-configured (6/3)"), said());
        assertEquals(List.of(), first.notifications, "who runs everywhere runs on");
    }

    @Test
    void runsEverywhereBecauseOfOneSelectorThatSelectsEverything() {
        PeerConfig peer = SamplePeer.like(EVERYWHERE).nodeSelectors(Stream.concat(
                IN_RACK_A.nodeSelectors().stream(), Stream.of(new LabelSelector(List.of()))).toList()).build();
        world.allListed();
        accept("c", peer);
        assertEquals(1, first.opens.size(), "although the node is not known");
    }

    @Test
    void runsTheFirstOfTwoSelectedPeersOfOneIdentityAndTheOtherWhereOnlyThatIsSelected() {
        PeerConfig racks = inRacks(SpeakerWorld.peer("both", "10.0.0.2", 42, 200), "a", "b");
        rack("b");
        world.allListed();
        accept("c", IN_RACK_A, racks);
        assertEquals(List.of("INFO 10.0.0.2:179 peerNotSelected: " + NOT_SELECTED,
                "INFO 10.0.0.2:179 sessionUp: established: AS 200, router id 192.0.2.1, hold time 90 s"), said());
        rack("a");
        assertEquals(List.of("WARNING 10.0.0.2:179 peerRefused: \"both\" is refused on this node: \"peer2\" already has"
                + " the session with 10.0.0.2:179"), said());
        assertEquals(List.of(), second.notifications, "what both want alike stays up");
        rack("c");
        assertEquals(List.of("INFO 10.0.0.2:179 peerNotSelected: " + NOT_SELECTED,
                "INFO 10.0.0.2:179 peerNotSelected: \"both\" does not run on this node: node \"n1\" is not selected by"
                        + " its node-selectors, rack=a or rack=b",
                "WARNING n1 noPeer: no service is announced from it: no peer runs on node \"n1\"",
                "INFO 10.0.0.2:179 sessionDown: retired: node \"n1\" is not selected any more; sent Cease/Peer"
                        + " De-configured (6/3)"), said());
    }

    @Test
    void showsWhoDoesNotRunAndWhy() {
        rack("b");
        world.allListed();
        accept("c", IN_RACK_A, EVERYWHERE);
        assertEquals(List.of(
                new Answer.SessionRow("10.0.0.1:179", "Established", "AS 100, router id 192.0.2.1, hold time 90 s", 0),
                new Answer.SessionRow("10.0.0.2:179", "Idle", NOT_SELECTED, 0)), rows());
        accept("c2", EVERYWHERE);
        assertEquals(1, rows().size());
    }

    @Test
    void showsManySelectorsInShort() {
        rack("z");
        world.allListed();
        accept("c", inRacks(EVERYWHERE, Stream.iterate(0, i -> i + 1).limit(1000).map(i -> "r" + i)
                .toArray(String[]::new)));
        assertEquals("\"peer1\" does not run on this node: node \"n1\" is not selected by its node-selectors, rack=r0 or"
                + " rack=r1 or rack=r2 or rack=r3 or rack=r4 or rack=r5 or rack=r6 or rack=r7 or rack=r8 or rack=r9 or"
                + " rack=r10 or rack=r11 or rack=r12 or rack=r13 or rack=r14 or rack=r15 or"
                + " rack=r16 or rack=r17 or 982 more",
                rows().getFirst().text());
    }
}
