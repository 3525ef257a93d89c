package metallb.domain.core;

import static metallb.domain.core.ControllerWorld.CONFIG;
import static metallb.domain.core.ControllerWorld.COPY;
import static metallb.domain.core.ControllerWorld.withIngress;
import static metallb.domain.core.ControllerWorld.withType;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.config.ConfigText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControllerConfigTest {
    private static final String POOL = "main 192.168.10.0/30";

    private final ControllerWorld world = new ControllerWorld();

    @Test
    void takesATextIntoForceWithTheCopysWriteAndNotBefore() {
        world.put(world.newService("web", 1));
        world.put(world.config(Kind.CONFIG, POOL));
        world.put(world.config(Kind.ACCEPTED_CONFIG, ""));
        world.listAll();
        world.drain();
        Write.Accept accept = (Write.Accept) world.unanswered.getFirst();
        assertEquals(POOL, accept.text().reveal());
        assertEquals(world.objects.get(new ApiWrites.Target(Kind.CONFIG, CONFIG)).meta().version(), accept.source());
        world.drain();
        assertEquals("waitingForConfig", world.outcome("web"));
        world.run();
        assertEquals(POOL, world.copyText());
        assertEquals(List.of("192.168.10.0"), world.ingress("web"));
    }

    @Test
    void keepsTheLastGoodConfigurationWhenATextIsRefused() {
        world.begin(POOL);
        world.apply(world.config(Kind.CONFIG, "!first\n!second"));
        world.run();
        world.apply(world.config(Kind.CONFIG, "!first\n!second"));
        world.run();
        assertEquals(List.of("InvalidConfig metallb-system/config: metallb-system/config:1:1: !first: wrong; right | "
                + "metallb-system/config:1:1: !second: wrong; right"), world.events);
        assertEquals(1, world.metric("metallb_k8s_client_config_stale_bool"));
        assertEquals(1, world.metric("metallb_k8s_client_config_loaded_bool"));
        assertEquals(1, world.metric("metallb_k8s_client_update_errors_total"));
        assertTrue(world.health().ready());
        world.apply(world.newService("web", 1));
        world.run();
        assertEquals(List.of("192.168.10.0"), world.ingress("web"));
        world.apply(world.config(Kind.CONFIG, POOL));
        world.run();
        assertEquals(0, world.metric("metallb_k8s_client_config_stale_bool"));
    }

    @Test
    void printsTheCommandThatCreatesAMissingCopyAndGoesOnOnceItIsThere() {
        world.put(world.newService("web", 1));
        world.put(world.config(Kind.CONFIG, POOL));
        world.listAll();
        world.run();
        world.apply(world.config(Kind.CONFIG, POOL));
        world.run();
        assertEquals(List.of("ConfigMap metallb-system/config-accepted is missing, no configuration can be accepted; "
                + "create it: kubectl create configmap config-accepted -n metallb-system"),
                world.reports.stream().map(Report::text).toList());
        assertEquals(1, world.metric("metallb_k8s_client_config_stale_bool"));
        world.apply(world.config(Kind.ACCEPTED_CONFIG, ""));
        world.run();
        assertEquals(List.of("192.168.10.0"), world.ingress("web"));
        assertEquals(0, world.metric("metallb_k8s_client_config_stale_bool"));
    }

    @Test
    void writesACopyAgainThatIsEmptiedWhileItRuns() {
        world.begin(POOL);
        world.apply(world.config(Kind.CONFIG, "!bad"));
        world.run();
        world.reports.clear();
        Report rewritten = Report.info("config", "acceptedConfigRewritten", "ConfigMap metallb-system/config-accepted "
                + "is empty, configuration " + ConfigText.of(POOL) + " is written into it");
        for (int i = 0; i < 2; i++) {
            world.apply(world.config(Kind.ACCEPTED_CONFIG, ""));
            world.drain();
            world.apply(world.config(Kind.CONFIG, "!bad"));
            world.run();
            assertEquals(POOL, world.copyText());
        }
        assertEquals(List.of(rewritten, rewritten), world.reports, "once each time");
        world.delete(Kind.ACCEPTED_CONFIG, COPY);
        world.run();
        world.apply(world.config(Kind.ACCEPTED_CONFIG, ""));
        world.run();
        assertEquals(POOL, world.copyText());
        assertEquals(rewritten, world.reports.getLast());
    }

    @Test
    void namesThePlaceOfAWarningWhereTheOperatorWroteIt() {
        world.begin("?first\n" + POOL);
        assertEquals("metallb-system/config:1:1: ?first: odd; even", world.reports.getLast().text());
        world.apply(world.config(Kind.CONFIG, "?second\n" + POOL));
        world.run();
        assertEquals(Report.warning("config", "configWarning", "metallb-system/config:1:1: ?second: odd; even"),
                world.reports.getLast());
    }

    /** Nothing else says that text any more. */
    @Test
    void namesThePlaceOfAWarningInTheCopyWhereTheOperatorWroteAnotherTextMeanwhile() {
        world.put(world.config(Kind.CONFIG, "!bad"));
        world.put(world.config(Kind.ACCEPTED_CONFIG, "?odd\n" + POOL));
        world.listAll();
        world.drain();
        assertEquals(List.of("configInForce: configuration " + ConfigText.of("?odd\n" + POOL) + " is in force",
                "configWarning: metallb-system/config-accepted:1:1: ?odd: odd; even",
                "InvalidConfig: metallb-system/config:1:1: !bad: wrong; right"),
                world.reports.stream().map(report -> report.event() + ": " + report.text()).toList());
    }

    @Test
    void judgesTheOperatorsTextWhenStartedWithACopyItRefuses() {
        world.put(world.config(Kind.CONFIG, "!new\n"));
        world.put(world.config(Kind.ACCEPTED_CONFIG, "!new\n"));
        world.put(withIngress(world.newService("web", 1), List.of("192.168.10.3")));
        world.listAll();
        world.run();
        assertEquals(new Answer.Health(false, List.of("the accepted configuration is refused: "
                + "metallb-system/config:1:1: !new: wrong; right")), world.health());
        world.apply(world.config(Kind.CONFIG, POOL));
        world.run();
        assertTrue(world.health().ready());
        assertEquals(POOL, world.copyText());
        assertEquals(List.of("192.168.10.3"), world.ingress("web"));
    }

    private static final String LATE = "a controller accepted it earlier, and the write came late";

    /** With other pools, and one that this version refuses: that the ConfigMap says so too makes no difference. */
    @ParameterizedTest
    @ValueSource(strings = {"other 10.9.0.0/24", "!new"})
    void writesOverWhatAnEarlierLeaderAcceptedAndWhatComesLate(String late) {
        world.begin(POOL);
        world.apply(world.newService("web", 1));
        world.run();
        world.apply(world.config(Kind.CONFIG, late));
        world.run();
        said();
        world.apply(world.config(Kind.ACCEPTED_CONFIG, late));
        world.run();
        assertEquals(POOL, world.copyText());
        assertEquals(List.of(altered(late, LATE) + "configuration " + ConfigText.of(POOL) + " is written over it"), said());
        assertEquals(List.of("192.168.10.0"), world.ingress("web"));
    }

    private static String altered(String text, String by) {
        return "acceptedConfigAltered: the text " + ConfigText.of(text) + " in metallb-system/config-accepted is not what"
                + " the controller accepted: " + by + "; ";
    }

    private static final String OTHER_HASH = "its annotation metallb.universe.tf/accepted-hash is of another text";

    private List<String> said() {
        List<String> said = world.reports.stream().map(report -> report.event() + ": " + report.text()).toList();
        world.reports.clear();
        return said;
    }

    @Test
    void writesTheCopyAgainThatSomebodyEdited() {
        String second = "other 10.9.0.0/24";
        world.begin(POOL);
        world.apply(world.newService("web", 1));
        world.run();
        said();
        world.apply(world.altered(second));
        world.run();
        assertEquals(POOL, world.copyText(), "while the ConfigMap says what is in force");
        assertEquals(List.of(altered(second, OTHER_HASH) + "configuration " + ConfigText.of(POOL)
                + " is written over it"), said(), "it never came into force");
        world.apply(world.config(Kind.CONFIG, "!bad"));
        world.run();
        said();
        world.apply(world.altered(second));
        world.drain();
        Write.Accept accept = (Write.Accept) world.unanswered.getFirst();
        assertEquals(POOL, accept.text().reveal(), "while the ConfigMap is no help");
        assertEquals("7", accept.source().text(), "what was accepted was read from that version");
        world.run();
        assertEquals(List.of(altered(second, OTHER_HASH) + "configuration " + ConfigText.of(POOL)
                + " is written over it"), said());
        assertEquals(List.of("192.168.10.0"), world.ingress("web"));
    }

    /** That many services take several drains; meanwhile the copy says again what is in force, whatever the verdict will be. */
    @Test
    void tellsOfEveryEditOfTheCopyWhileAnotherTextIsBeingJudged() {
        String wider = "main 192.168.10.0/24";
        String edited = "other 10.9.0.0/24";
        for (int i = 0; i < 4 * Core.SLICE; i++) {
            world.put(withType(world.newService("s" + i, 1), "ClusterIP"));
        }
        world.begin(POOL);
        said();
        world.apply(world.config(Kind.CONFIG, wider));
        for (int i = 0; i < 2; i++) {
            world.apply(world.altered(edited));
            world.drain();
            assertEquals(List.of(altered(edited, OTHER_HASH) + "configuration " + ConfigText.of(POOL)
                    + " is written over it"), said());
            world.on(new Written(world.carryOut(world.unanswered.removeFirst())));
            assertEquals(POOL, world.copyText());
            world.drain();
        }
        world.run();
        assertEquals(wider, world.copyText());
        assertEquals(List.of("configInForce: configuration " + ConfigText.of(wider) + " is in force"), said());
    }

    @Test
    void doesNotStartWithACopyThatNobodyAccepted() {
        world.put(world.config(Kind.CONFIG, "!bad"));
        world.put(world.altered("other 10.9.0.0/24"));
        world.listAll();
        world.run();
        String by = "it has no annotation metallb.universe.tf/accepted-source-version";
        assertEquals(List.of("InvalidConfig: metallb-system/config:1:1: !bad: wrong; right",
                altered("other 10.9.0.0/24", by) + "no configuration is in force"), said());
        assertEquals(0, world.metric("metallb_k8s_client_config_loaded_bool"));
        assertEquals(new Answer.Health(false, List.of("the text " + ConfigText.of("other 10.9.0.0/24")
                + " in metallb-system/config-accepted is not what the controller accepted: " + by)), world.health());
        world.apply(world.config(Kind.CONFIG, POOL));
        world.run();
        assertEquals(POOL, world.copyText());
        assertTrue(world.health().ready());
        assertEquals(List.of("ConfigAccepted: configuration " + ConfigText.of(POOL) + " is accepted",
                "configInForce: configuration " + ConfigText.of(POOL) + " is in force"), said());
    }

    @Test
    void saysThatARefusalIsOverWhenTheTextInForceIsWrittenAgain() {
        world.begin(POOL);
        world.apply(world.config(Kind.CONFIG, "!bad"));
        world.run();
        world.reports.clear();
        world.events.clear();
        world.apply(world.config(Kind.CONFIG, POOL));
        world.run();

        assertEquals(List.of("ConfigAccepted: configuration " + ConfigText.of(POOL) + " is accepted"), said());
        assertEquals(List.of("ConfigAccepted metallb-system/config: configuration " + ConfigText.of(POOL) + " is accepted"),
                world.events);
    }

    @Test
    void writesTheOperatorsTextOverACopyThatNobodyAcceptedWhereItIsStartedWithOne() {
        world.put(world.config(Kind.CONFIG, POOL));
        world.put(world.altered("other 10.9.0.0/24"));
        world.listAll();
        world.run();
        assertEquals(List.of(altered("other 10.9.0.0/24",
                "it has no annotation metallb.universe.tf/accepted-source-version") + "configuration "
                + ConfigText.of(POOL) + " is written over it",
                "configInForce: configuration " + ConfigText.of(POOL) + " is in force"), said());
    }

    /** Another tool that writes the copy: the third time within a minute we give way, and say so. */
    @Test
    void givesWayToWhoeverKeepsWritingTheCopy() {
        world.begin(POOL);
        world.apply(world.newService("web", 1));
        world.run();
        world.events.clear();
        for (int i = 0; i < 3; i++) {
            assertEquals(POOL, world.copyText());
            world.apply(world.altered("main 10.9.9.0/24"));
            world.run();
            world.pass(5);
        }
        assertEquals("main 10.9.9.0/24", world.copyText());
        assertEquals(List.of("acceptedConfigContested metallb-system/config-accepted: ConfigMap"
                + " metallb-system/config-accepted is changed again and again by somebody else, not writing it for 100 s"),
                world.events);
        assertEquals("acceptedConfigContested", world.reports.getLast().event());
        assertEquals(1, world.metric("metallb_k8s_client_config_stale_bool"));
        world.apply(world.newService("more", 2));
        world.run();
        assertEquals(List.of("192.168.10.1"), world.ingress("more"), "what is in force serves on");
        world.apply(world.altered("main 10.8.8.0/24"));
        world.runFor(60);
        assertEquals("main 10.8.8.0/24", world.copyText(), "the pause lasts");
        world.runFor(60);
        assertEquals(POOL, world.copyText());
        assertEquals("acceptedConfigResumed metallb-system/config-accepted: ConfigMap metallb-system/config-accepted is"
                + " written again", world.events.getLast());
        assertEquals(0, world.metric("metallb_k8s_client_config_stale_bool"));
    }

    @Test
    void takesEditsOfTheTextForWhatTheyAreAndNotForAQuarrel() {
        world.begin(POOL);
        for (int i = 0; i < 6; i++) {
            world.apply(world.config(Kind.CONFIG, POOL + "\nmore 10." + i + ".0.0/24"));
            world.run();
            assertEquals(POOL + "\nmore 10." + i + ".0.0/24", world.copyText());
        }
        assertEquals(List.of(), world.events);
    }

    /** A lost answer, and then nothing but refusals: nobody gets an address, but not for ever. */
    @Test
    void doesNotWaitForEverForAWriteThatIsRefusedAfterItsAnswerWasLost() {
        world.begin(POOL);
        world.apply(world.config(Kind.CONFIG, POOL + "\nmore 10.0.0.0/24"));
        while (world.unanswered.isEmpty()) {
            world.drain();
        }
        world.on(new Written(new WriteOutcome.Unknown(world.unanswered.removeFirst().id(), "time-out")));
        world.apply(world.newService("web", 1));
        refuseFor(100);
        assertEquals(List.of(), world.ingress("web"), "the lost one may still land");
        refuseFor(60);
        assertEquals(List.of("192.168.10.0"), world.ingress("web"));
        world.runFor(60);
        assertEquals(POOL + "\nmore 10.0.0.0/24", world.copyText(), "written once it may be");
    }

    /** Answers writes to the copy by 403, and others truthfully. */
    private void refuseFor(int seconds) {
        for (int i = 0; i < seconds; i++) {
            world.pass(1);
            for (int drains = 0; drains < 20; drains++) {
                world.drain();
                while (!world.unanswered.isEmpty()) {
                    Write write = world.unanswered.removeFirst();
                    world.on(new Written(write.id().kind() == Kind.ACCEPTED_CONFIG
                            ? new WriteOutcome.Refused(write.id(), 403, "forbidden") : world.carryOut(write)));
                }
            }
        }
    }
}
