package metallb.domain.core;

import static metallb.domain.core.ControllerWorld.key;
import static metallb.domain.core.ControllerWorld.withIngress;
import static metallb.domain.core.ControllerWorld.withIp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No configuration comes into force that takes away an address which a service holds. */
class ControllerOrphansTest {
    private static final String WIDE = "main 192.168.10.0/24";
    private static final String HEAD = "InvalidConfig metallb-system/config: configuration rejected: new config not"
            + " compatible with assigned IPs: ";

    private final ControllerWorld world = new ControllerWorld();

    private static String cannot(String service, String address) {
        return "service \"default/" + service + "\" cannot own \"" + address + "\" under new config";
    }

    private void configure(String text) {
        world.apply(world.config(Kind.CONFIG, text));
        world.run();
    }

    private void create(String name, String ip) {
        world.apply(withIp(world.newService(name, 1), ip));
        world.run();
    }

    private List<String> takeEvents() {
        List<String> events = List.copyOf(world.events);
        world.events.clear();
        return events;
    }

    private int stale() {
        return (int) world.metric("metallb_k8s_client_config_stale_bool");
    }

    @Test
    void refusesATextWholeAndJudgesItAgainWheneverOneLetsGo() {
        world.begin(WIDE);
        create("a", "192.168.10.1");
        create("b", "192.168.10.2");
        create("c", "192.168.10.200");
        takeEvents();
        world.reports.clear();
        configure("main 192.168.10.128/25\nnew 10.9.0.0/24");
        assertEquals(List.of(HEAD + cannot("a", "192.168.10.1") + " | " + cannot("b", "192.168.10.2")), takeEvents());
        assertEquals(List.of("default/a: " + cannot("a", "192.168.10.1"), "default/b: " + cannot("b", "192.168.10.2"),
                "config: " + HEAD.substring(HEAD.indexOf("configuration")) + cannot("a", "192.168.10.1") + " | "
                        + cannot("b", "192.168.10.2")),
                world.reports.stream().map(report -> report.subject() + ": " + report.text()).toList());
        assertEquals(WIDE, world.copyText());
        assertEquals(1, stale());
        assertEquals(1, world.metric("metallb_k8s_client_update_errors_total"));
        assertTrue(world.health().ready(), "it serves as before");
        create("d", "10.9.0.1");
        assertEquals(List.of(), world.ingress("d"), "nothing of it is in force, not even a new pool");
        takeEvents();
        world.delete(Kind.SERVICE, key("a"));
        world.run();
        assertEquals(List.of(HEAD + cannot("b", "192.168.10.2")), takeEvents());
        assertEquals(1, world.metric("metallb_k8s_client_update_errors_total"), "it is the same text");
        world.apply(withIp(world.service("b"), "192.168.10.201"));
        world.run();
        assertEquals(0, stale());
        assertEquals("main 192.168.10.128/25\nnew 10.9.0.0/24", world.copyText());
        assertEquals(List.of("192.168.10.200"), world.ingress("c"));
        assertEquals(List.of("10.9.0.1"), world.ingress("d"));
    }

    @Test
    void forgetsARefusalWhenTheTextGoesBack() {
        world.begin(WIDE);
        create("a", "192.168.10.1");
        configure("main 192.168.10.128/25");
        assertEquals(1, stale());
        configure(WIDE);
        assertEquals(0, stale());
        takeEvents();
        world.delete(Kind.SERVICE, key("a"));
        world.run();
        assertEquals(WIDE, world.copyText(), "who lets go now is no cause for anything");
        assertEquals(List.of(), takeEvents());
    }

    @Test
    void namesAsManyAsAnEventTakesAndTheRestInTheLog() {
        world.begin(WIDE);
        for (int i = 0; i < 200; i++) {
            world.apply(world.newService("s" + (1000 + i), 1));
        }
        world.run();
        takeEvents();
        world.reports.clear();
        configure("main 192.168.11.0/24");
        String note = takeEvents().getFirst();
        String last = "\" under new config | and 187 more";
        assertEquals(last, note.substring(note.length() - last.length()));
        assertEquals(13, note.split("cannot own", -1).length - 1);
        assertTrue(note.getBytes(StandardCharsets.UTF_8).length <= 1024, note);
        assertEquals(200, world.reports.stream().filter(report -> report.subject().startsWith("default/")
                && report.event().equals("InvalidConfig")).count());
        assertEquals(200, rows().stream().filter(row -> row.text().equals("Assigned IP \"" + row.addresses().getFirst()
                + "\"; configuration rejected: " + cannot(row.service().name(), row.addresses().getFirst().toString())))
                .count());
        configure(WIDE);
        assertEquals(200, rows().stream().filter(row -> row.text().equals("Assigned IP \"" + row.addresses().getFirst()
                + "\"")).count(), "nothing stands in the way any more");
    }

    private List<Answer.ServiceRow> rows() {
        return ((Answer.Services) world.core().answer(world.now(), new Query.Services(Optional.empty(), 1000))).rows();
    }

    /** The write of a text that was just accepted, under way; after it a service came. */
    private Write acceptedWhileWebComes() {
        world.apply(world.config(Kind.CONFIG, "new 10.9.0.0/24"));
        while (world.unanswered.isEmpty()) {
            world.drain();
        }
        Write accept = world.unanswered.removeFirst();
        world.apply(world.newService("web", 1));
        return accept;
    }

    @Test
    void givesNobodyAnAddressWhileAnAcceptedTextIsBeingWritten() {
        world.begin(WIDE);
        Write accept = acceptedWhileWebComes();
        for (int i = 0; i < 10; i++) {
            world.drain();
        }
        assertEquals(List.of(), world.unanswered, "it would lose it with the write that is on its way");
        world.on(new Written(world.carryOut(accept)));
        world.run();
        assertEquals(List.of("10.9.0.0"), world.ingress("web"));
        assertEquals(List.of("IPAllocated default/web: Assigned IP \"10.9.0.0\""), world.events);
    }

    /** Whether the write landed or not, who waited for it gets an address of that text, and the text is not refused for it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theNextLeaderGivesNobodyAnAddressBeforeItJudgedWhatTheLastOneWasWriting(boolean landed) {
        world.begin(WIDE);
        Write accept = acceptedWhileWebComes();
        world.drain();
        assertEquals(List.of(), world.unanswered);
        if (landed) {
            world.carryOut(accept);
        }
        world.start();
        world.listAll();
        world.run();

        assertEquals("new 10.9.0.0/24", world.copyText());
        assertEquals(List.of("10.9.0.0"), world.ingress("web"));
        assertEquals(List.of("IPAllocated default/web: Assigned IP \"10.9.0.0\""), world.events);
        assertEquals(new WriteOutcome.Conflict(accept.id()), world.carryOut(accept), "it can't land any more");
    }

    /** Passes so many seconds in which no write to the copy is answered, behind a webhook that hangs, and every other one is. */
    private void passWhileTheCopyHangs(long seconds) {
        for (long i = 0; i < seconds; i++) {
            world.drain();
            while (!world.unanswered.isEmpty()) {
                Write write = world.unanswered.removeFirst();
                world.on(new Written(write instanceof Write.Accept ? new WriteOutcome.Unknown(write.id(), "time-out")
                        : world.carryOut(write)));
                world.drain();
            }
            world.pass(1);
        }
    }

    /** With the text that is asked for, and what becomes of it when it lands at last: in force or written over. */
    @ParameterizedTest
    @CsvSource({"'main 192.168.10.0/24\nnew 10.9.0.0/24', true", "new 10.9.0.0/24, false"})
    void aWriteThatIsNeverAnsweredHoldsUpServicesForTwoMinutes(String text, boolean comesIntoForce) {
        world.begin(WIDE);
        takeEvents();
        world.apply(world.config(Kind.CONFIG, text));
        world.apply(world.newService("web", 1));
        passWhileTheCopyHangs(100);
        assertEquals(List.of(), world.ingress("web"));
        passWhileTheCopyHangs(100);
        assertEquals(List.of("192.168.10.0"), world.ingress("web"));
        assertEquals(List.of("acceptedConfigUnanswered metallb-system/config-accepted: writing ConfigMap"
                        + " metallb-system/config-accepted has had no answer for 120 s, so the configuration in force stays in"
                        + " force; it is tried again",
                "IPAllocated default/web: Assigned IP \"192.168.10.0\""), takeEvents().subList(0, 2));
        assertEquals(1, stale());

        world.runFor(60);
        assertEquals(comesIntoForce ? text : WIDE, world.copyText());
        assertEquals(List.of("192.168.10.0"), world.ingress("web"));
        assertEquals(comesIntoForce ? 0 : 1, stale());
        create("next", "10.9.0.1");
        assertEquals(comesIntoForce ? List.of("10.9.0.1") : List.of(), world.ingress("next"));
    }

    /** All writes are in flight when the text is found harmless, so it waits; nobody gets what it would take away. */
    @Test
    void aServiceThatComesWhileATextWaitsToBeWrittenWaitsForIt() {
        world.begin(WIDE);
        for (int i = 0; i < ApiWrites.LIMIT; i++) {
            world.apply(world.newService("s" + i, 1));
        }
        world.drain();
        assertEquals(ApiWrites.LIMIT, world.unanswered.size());
        world.apply(world.config(Kind.CONFIG, "main 192.168.10.0/28"));
        for (int i = 0; i < 10; i++) {
            world.drain();
        }
        world.apply(world.newService("late", 2));
        world.run();
        assertEquals("main 192.168.10.0/28", world.copyText());
        assertEquals(0, stale());
        assertEquals(List.of(), world.ingress("late"));
        assertEquals("allPoolsExhausted", world.outcome("late"));
    }

    /** The operator replaced a text whose write was not answered; it lands, and so does the next one, and only then it goes on. */
    @Test
    void nobodyGetsAnAddressFromATextThatIsReplacedAlready() {
        world.begin(WIDE);
        world.apply(world.config(Kind.CONFIG, "other 10.9.0.0/24"));
        while (world.unanswered.isEmpty()) {
            world.drain();
        }
        Write accept = world.unanswered.removeFirst();
        world.on(new Written(new WriteOutcome.Unknown(accept.id(), "no answer")));
        world.apply(world.config(Kind.CONFIG, "third 10.7.0.0/24"));
        world.apply(world.newService("web", 1));
        world.runFor(60);

        assertEquals("third 10.7.0.0/24", world.copyText());
        assertEquals(List.of("10.7.0.0"), world.ingress("web"));
        assertEquals(0, stale());
        assertEquals(List.of(), world.events.stream().filter(event -> event.startsWith("InvalidConfig")).toList());
    }

    @Test
    void claimsWhatStatusesShowBeforeItJudgesATextThatCameWhileItWasDown() {
        world.put(world.config(Kind.CONFIG, "main 192.168.10.128/25"));
        world.put(world.config(Kind.ACCEPTED_CONFIG, WIDE));
        world.put(withIngress(world.newService("a", 1), List.of("192.168.10.1")));
        world.listAll();
        world.run();
        assertEquals(List.of(HEAD + cannot("a", "192.168.10.1")), takeEvents());
        assertEquals(List.of("192.168.10.1"), world.ingress("a"));
        assertEquals(WIDE, world.copyText());
    }

    @ParameterizedTest
    @ValueSource(strings = {WIDE, "!of another version"})
    void judgesNothingBeforeTheServicesAreListed(String copy) {
        world.put(world.config(Kind.CONFIG, "main 192.168.10.128/25"));
        world.put(world.config(Kind.ACCEPTED_CONFIG, copy));
        world.put(withIngress(world.newService("a", 1), List.of("192.168.10.1")));
        world.list(Kind.CONFIG);
        world.list(Kind.ACCEPTED_CONFIG);
        world.run();
        assertEquals(copy, world.copyText());
        assertEquals(List.of(), takeEvents());
        world.list(Kind.SERVICE);
        world.run();
        assertEquals(List.of(HEAD + cannot("a", "192.168.10.1")), takeEvents());
        assertEquals(copy, world.copyText());
    }

    @Test
    void countsEveryAddressInAStatusWhereItIsStartedWithACopyThatItRefuses() {
        world.put(world.config(Kind.CONFIG, WIDE));
        world.put(world.config(Kind.ACCEPTED_CONFIG, "!of another version"));
        world.put(withIngress(world.newService("a", 1), List.of("192.168.10.1")));
        world.put(withIngress(world.newService("b", 2), List.of("10.0.0.9")));
        world.listAll();
        world.run();
        assertEquals(List.of(HEAD + cannot("b", "10.0.0.9")), takeEvents());
        assertEquals("!of another version", world.copyText());
        world.apply(withIngress(world.service("b"), List.of()));
        world.run();
        assertEquals(WIDE, world.copyText());
        assertEquals(List.of("192.168.10.1"), world.ingress("a"));
        assertEquals(List.of("192.168.10.0"), world.ingress("b"));
    }

    @Test
    void losesNothingToAnEditedCopyWhereItIsStartedWithOne() {
        world.put(world.config(Kind.CONFIG, "other 10.9.0.0/24"));
        world.put(world.altered(WIDE));
        world.put(withIngress(world.newService("a", 1), List.of("192.168.10.1")));
        world.listAll();
        world.run();
        assertEquals(List.of(HEAD + cannot("a", "192.168.10.1")), takeEvents());
        assertEquals(List.of("192.168.10.1"), world.ingress("a"));
    }

    /** Nothing was ever accepted, so nothing can be taken away. */
    @Test
    void acceptsAnyTextWithoutErrorsAtTheFirstStart() {
        world.put(world.config(Kind.CONFIG, WIDE));
        world.put(world.config(Kind.ACCEPTED_CONFIG, ""));
        world.put(withIngress(world.newService("b", 2), List.of("10.0.0.9")));
        world.listAll();
        world.run();
        assertEquals(WIDE, world.copyText());
        assertEquals(List.of("192.168.10.0"), world.ingress("b"));
    }
}
