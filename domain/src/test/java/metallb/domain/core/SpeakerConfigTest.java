package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import metallb.domain.cluster.Kind;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigText;
import org.junit.jupiter.api.Test;

class SpeakerConfigTest {
    private static final String GOOD = ConfigText.of("good").toString();
    private static final String BETTER = ConfigText.of("better").toString();
    private static final String BAD = ConfigText.of("bad").toString();

    private final SpeakerWorld world = new SpeakerWorld()
            .means("good", to("10.0.0.1")).means("better", to("10.0.0.2")).isWrong("bad", "no", "nor that");

    private static Config to(String router) {
        return config(List.of(SpeakerWorld.peer("peer1", router, 42, 100)), List.of(), List.of());
    }

    private List<String> peers() {
        return ((Answer.Sessions) world.core.answer(world.now(), new Query.Sessions())).rows().stream()
                .map(Answer.SessionRow::peer).toList();
    }

    private String health() {
        Answer.Health health = (Answer.Health) world.core.answer(world.now(), new Query.Health());
        return health.ready() ? "ready" : String.join(" | ", health.reasons());
    }

    private double metric(String name) {
        return ((Answer.Metrics) world.core.answer(world.now(), new Query.Metrics())).families().stream()
                .filter(family -> family.name().equals(name)).findFirst().orElseThrow()
                .samples().getFirst().value();
    }

    private String gauges() {
        return "loaded " + (int) metric("metallb_k8s_client_config_loaded_bool")
                + ", stale " + (int) metric("metallb_k8s_client_config_stale_bool");
    }

    private List<String> saidOfConfig() {
        List<String> said = world.said();
        return said.stream().filter(line -> line.contains(" config ")).toList();
    }

    @Test
    void runsWhatTheControllerAcceptedWhateverTheConfigMapSays() {
        world.own("better");
        world.accepted("good");
        world.allListed();
        assertEquals(List.of("10.0.0.1:179"), peers());
        assertEquals(List.of("INFO config configInForce: the accepted configuration " + GOOD + " is in force"),
                saidOfConfig());
        world.own("bad");
        assertEquals(List.of("10.0.0.1:179"), peers());
        assertEquals(List.of("good"), world.judged, "the ConfigMap's text is none of its business");
        assertEquals("ready", health());
        assertEquals("loaded 1, stale 0", gauges());
    }

    @Test
    void waitsForBothListsBeforeItChooses() {
        world.own("better");
        assertEquals(List.of(), peers());
        world.listed(Kind.CONFIG);
        assertEquals(List.of(), peers(), "the accepted copy may still come");
        world.accepted("good");
        world.listed(Kind.ACCEPTED_CONFIG);
        assertEquals(List.of("10.0.0.1:179"), peers());
        assertEquals(List.of("good"), world.judged);
    }

    @Test
    void runsTheConfigMapsOwnTextUntilOneIsAccepted() {
        world.own("good");
        world.accepted("");
        world.allListed();
        assertEquals(List.of("10.0.0.1:179"), peers());
        assertEquals(List.of("INFO config configInForce: the ConfigMap's configuration " + GOOD
                + " is in force, because the controller accepted none yet"), saidOfConfig());
        world.own("better");
        assertEquals(List.of("10.0.0.2:179"), peers(), "edits count meanwhile");
        saidOfConfig();
        world.accepted("better");
        assertEquals(List.of("INFO config configInForce: the accepted configuration " + BETTER + " is in force"),
                saidOfConfig());
        assertEquals(List.of("good", "better"), world.judged, "the same text is judged once");
        world.own("good");
        assertEquals(List.of("10.0.0.2:179"), peers());
    }

    @Test
    void isReadyWithoutAnyConfiguration() {
        world.allListed();
        assertEquals("ready", health());
        assertEquals("loaded 0, stale 0", gauges());
        assertEquals(List.of(), saidOfConfig());
    }

    @Test
    void namesWhatIsWrongWithTheConfigMapWhileNoneIsAccepted() {
        world.own("bad");
        world.allListed();
        assertEquals("the ConfigMap's configuration " + BAD
                + " is refused: test:1:1: peers[0]: no | test:2:1: peers[1]: nor that",
                health());
        assertEquals(List.of("WARNING config InvalidConfig: the ConfigMap's configuration " + BAD
                + " is refused: test:1:1: peers[0]: no | test:2:1: peers[1]: nor that; none is in force"),
                saidOfConfig());
        assertEquals("loaded 0, stale 1", gauges());
        world.own("good");
        assertEquals("ready", health());
        assertEquals("loaded 1, stale 0", gauges());
    }

    @Test
    void keepsWhatRunsWhenTheCopyIsEmptiedOrDeleted() {
        world.own("better");
        world.accepted("good");
        world.allListed();
        saidOfConfig();
        world.accepted("");
        assertEquals(List.of("INFO config configGone: the accepted configuration is gone, " + GOOD
                + " stays in force"), saidOfConfig());
        world.acceptedVanishes();
        world.own("bad");
        assertEquals(List.of(), saidOfConfig(), "it was said already");
        assertEquals(List.of("10.0.0.1:179"), peers());
        assertEquals("ready", health());
        world.accepted("good");
        assertEquals(List.of(), saidOfConfig());
        world.accepted("better");
        assertEquals(List.of("10.0.0.2:179"), peers());
    }

    @Test
    void keepsWhatRunsWhenItCannotReadTheNextCopy() {
        world.accepted("good");
        world.allListed();
        saidOfConfig();
        world.accepted("bad");
        assertEquals(List.of("10.0.0.1:179"), peers());
        assertEquals(List.of("WARNING config acceptedConfigRefused: the accepted configuration " + BAD
                + " is refused by this version: test:1:1: peers[0]: no | test:2:1: peers[1]: nor that; " + GOOD
                + " stays in force"),
                saidOfConfig());
        assertEquals("ready", health(), "it still serves");
        assertEquals("loaded 1, stale 1", gauges());
        assertEquals(1, metric("metallb_k8s_client_update_errors_total"));
        world.accepted("bad");
        assertEquals(List.of(), saidOfConfig(), "an unchanged text does nothing");
        world.accepted("good");
        assertEquals("loaded 1, stale 0", gauges(), "back to what runs");
        assertEquals(List.of("good", "bad"), world.judged);
    }

    @Test
    void isNotReadyWhereItIsStartedWithACopyThatItCannotRead() {
        world.own("good");
        world.accepted("bad");
        world.allListed();
        assertEquals(List.of(), peers(), "the ConfigMap is no way around what was accepted");
        assertEquals("the accepted configuration " + BAD
                + " is refused by this version: test:1:1: peers[0]: no | test:2:1: peers[1]: nor that",
                health());
        world.accepted("better");
        assertEquals("ready", health());
        assertEquals(List.of("10.0.0.2:179"), peers());
    }

    @Test
    void runsOnWhenSomebodyEditsTheCopy() {
        world.own("good");
        world.accepted("good");
        world.allListed();
        saidOfConfig();
        String altered = "the text " + BETTER + " in the accepted copy is not what the controller accepted: its annotation"
                + " metallb.universe.tf/accepted-hash is of another text";
        world.altered("better", "good");
        assertEquals(List.of("10.0.0.1:179"), peers());
        assertEquals(List.of("WARNING config acceptedConfigAltered: " + altered + "; " + GOOD + " stays in force"),
                saidOfConfig());
        assertEquals("ready", health());
        assertEquals("loaded 1, stale 1", gauges());
        world.altered("better", "good");
        assertEquals(List.of(), saidOfConfig(), "it was said already");
        world.altered("good", "");
        assertEquals("loaded 1, stale 0", gauges(), "what runs is what it says, whoever wrote it");
        world.altered("better", "good");
        world.accepted("better");
        assertEquals(List.of("10.0.0.2:179"), peers(), "now the controller accepted it");
        assertEquals(List.of("good", "better"), world.judged, "nothing else was worth judging");
    }

    @Test
    void isNotReadyWhereItIsStartedWithACopyThatNobodyAccepted() {
        world.own("good");
        world.altered("better", "");
        world.allListed();
        assertEquals(List.of(), peers(), "neither text was accepted");
        String altered = "the text " + BETTER + " in the accepted copy is not what the controller accepted: it has no"
                + " annotation metallb.universe.tf/accepted-source-version";
        assertEquals(altered, health());
        assertEquals(List.of("WARNING config acceptedConfigAltered: " + altered + "; none is in force"),
                saidOfConfig());
        world.accepted("good");
        assertEquals("ready", health());
        assertEquals(List.of("10.0.0.1:179"), peers());
    }

    /** Taking an event in costs O(log n): who judges a text, or connects, does so in its turn. */
    @Test
    void judgesATextAndConnectsInADrainAndNotWhenItComes() {
        world.router("10.0.0.1", 100);
        world.listed(Kind.CONFIG, Kind.ACCEPTED_CONFIG);
        world.core.on(world.now(), new ClusterEvent.Observed(world.acceptedCopy("good")));
        assertEquals(List.of(), world.judged);
        assertEquals(List.of(), peers());
        assertEquals(OptionalLong.of(world.nanos), world.core.nextDeadline());
        List<SpeakerEffect> effects = world.core.drain(world.now());
        assertEquals(List.of("good"), world.judged);
        assertEquals(List.of(Report.class, LinkEffect.Connect.class), effects.stream().map(Object::getClass).toList());
    }

    @Test
    void doesNothingForAnUnchangedText() {
        ScriptedRouter router = world.router("10.0.0.1", 100);
        world.accepted("good");
        world.allListed();
        world.advance(Duration.ofSeconds(1));
        world.accepted("good");
        world.own("good");
        world.advance(Duration.ofSeconds(1));
        assertEquals(1, router.opens.size());
        assertEquals(List.of("good"), world.judged);
    }

    @Test
    void namesTheListsThatItWaitsFor() {
        assertEquals("waiting for the first list of services | waiting for the first list of endpoint slices"
                + " | waiting for the first list of nodes | waiting for the first list of the ConfigMap"
                + " | waiting for the first list of the accepted configuration", health());
    }
}
