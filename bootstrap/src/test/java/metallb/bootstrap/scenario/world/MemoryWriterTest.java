package metallb.bootstrap.scenario.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import metallb.adapters.config.YamlTextReader;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.objects.EventEncoder;
import metallb.adapters.support.objects.ObjectDecoder;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteId;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.net.IpAddress;
import metallb.ports.cluster.WritePermit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Each write has the outcome that a real API would give it, one millisecond later. */
class MemoryWriterTest {
    private static final ObjectKey NGINX = new ObjectKey("default", "nginx");

    private final VirtualTime time = new VirtualTime();
    private final Agenda agenda = new Agenda(time);
    private final ApiStore store = new ApiStore(1);
    private final Cluster cluster = new Cluster(store, time);
    private final List<WriteOutcome> told = new ArrayList<>();
    private final List<String> arrived = new ArrayList<>();
    private Fate fate = Fate.DONE;
    private final MemoryWriter writer = new MemoryWriter(store, agenda, time, new ObjectDecoder(new YamlTextReader()),
            new EventEncoder("metallb-controller", "controller"), () -> fate, this.arrived::add);
    private WriteId id;

    @BeforeEach
    void furnish() {
        cluster.furnish();
        ObjectNode service = Cluster.manifest("v1", "Service", NGINX);
        service.putObject("spec").put("type", "LoadBalancer").putArray("ports").addObject().put("port", 80);
        assertEquals("service/nginx created", cluster.apply(Resources.SERVICES, NGINX, service));
        id = new WriteId(Kind.SERVICE, NGINX, new Uid(text("uid")), new ResourceVersion(text("resourceVersion")), 1, 0);
    }

    @Test
    void anOutcomeTakesOneMillisecond() {
        writer.write(status("192.168.10.0"), told::add);
        time.setTo(999_999);
        agenda.serve();
        assertEquals(List.of(), told);

        time.setTo(1_000_000);
        agenda.serve();
        assertEquals(1, told.size());
    }

    @Test
    void doneShowsTheObjectAsItIsNow() {
        WriteOutcome.Done done = (WriteOutcome.Done) outcome(status("192.168.10.0"));

        assertEquals(id, done.id());
        assertEquals(List.of("192.168.10.0"), ((Service) done.object()).ingress());
        assertEquals(text("resourceVersion"), done.object().meta().version().text());
    }

    @Test
    void aVersionThatIsOldByNowIsAConflict() {
        outcome(status("192.168.10.0"));
        assertEquals(new WriteOutcome.Conflict(id), outcome(status("192.168.10.1")));
        WriteOutcome.ReadBack back = (WriteOutcome.ReadBack) outcome(new Write.Read(id));
        assertEquals(List.of("192.168.10.0"), back.object().map(object -> ((Service) object).ingress()).orElseThrow());
    }

    @Test
    void whatIsDeletedIsGone() {
        cluster.delete(Resources.SERVICES, NGINX);
        assertEquals(new WriteOutcome.Gone(id), outcome(status("192.168.10.0")));
        assertEquals(new WriteOutcome.ReadBack(id, Optional.empty()), outcome(new Write.Read(id)));
    }

    @Test
    void anObjectThatWasMadeAgainIsAnother() {
        WriteId other = new WriteId(id.kind(), id.key(), new Uid("another"), id.version(), 1, 0);
        assertEquals(new WriteOutcome.ReadBack(other, Optional.empty()), outcome(new Write.Read(other)));
    }

    @Test
    void aRefusedWriteChangesNothing() {
        fate = Fate.REFUSED;
        assertEquals(new WriteOutcome.Refused(id, 500, "Internal error occurred: bad weather"),
                outcome(status("192.168.10.0")));
        assertEquals(List.of(), shown());
    }

    @Test
    void ofALostWriteNothingIsHeard() {
        fate = Fate.LOST;
        assertEquals(List.of(), after(Duration.ofMillis(1_999), status("192.168.10.0")));
        assertEquals(List.of(new WriteOutcome.Unknown(id, "no answer came")), after(Duration.ofMillis(1)));
        assertEquals(List.of(), after(Duration.ofMinutes(1)).subList(1, told.size()));
        assertEquals(List.of(), shown());
    }

    @Test
    void anUnheardWriteStands() {
        fate = Fate.UNHEARD;
        assertEquals(List.of(new WriteOutcome.Unknown(id, "no answer came")),
                after(Duration.ofSeconds(2), status("192.168.10.0")));
        assertEquals(List.of("192.168.10.0"), shown());
    }

    @Test
    void aLateWriteStandsAfterItsSenderGaveItUpOrDied() {
        fate = Fate.LATE;
        after(Duration.ofSeconds(4), status("192.168.10.0"));
        assertEquals(List.of(new WriteOutcome.Unknown(id, "no answer came")), told);
        assertEquals(List.of(), shown());
        after(Duration.ofSeconds(1));
        assertEquals(List.of("192.168.10.0"), shown());

        id = new WriteId(Kind.SERVICE, NGINX, id.uid(), new ResourceVersion(text("resourceVersion")), 1, 0);
        writer.write(status("192.168.10.1"), told::add);
        writer.close();
        assertEquals(List.of("192.168.10.1"), shown());
    }

    @Test
    void aStuckWriteArrivesThoughItsSenderDiedLongAgoAndOnlyIfNobodyWroteSince() {
        fate = Fate.STUCK;
        after(Duration.ofSeconds(1), status("192.168.10.0"), status("192.168.10.1"));
        writer.close();
        assertEquals(List.of(), shown());

        after(Duration.ofSeconds(29));

        assertEquals(List.of("192.168.10.0"), shown());
        assertEquals(List.of("a status of term 0 for default/nginx arrives in term 0 and stands: [192.168.10.0]",
                "a status of term 0 for default/nginx arrives in term 0 and is refused: [192.168.10.1]"), arrived);
    }

    @Test
    void anEventToldAgainBecomesASeries() {
        KubernetesEvent event = new KubernetesEvent(
                new KubernetesEvent.Regarding(Kind.SERVICE, NGINX, id.uid(), id.version()),
                KubernetesEvent.Type.NORMAL, "IPAllocated", "Assign", "Assigned IP \"192.168.10.0\"");
        writer.publish(event, 0);
        writer.publish(event, 0);
        writer.publish(event, 0);

        List<ObjectNode> events = cluster.list(Resources.EVENTS, "default");
        assertEquals(1, events.size());
        assertEquals(3, Json.number(events.getFirst(), "series", "count"));
        assertEquals("Assigned IP \"192.168.10.0\"", Json.text(events.getFirst(), "note"));
    }

    @Test
    void storiesOfOneMomentKeepTheOrderInWhichTheyAreTold() {
        List<String> notes = List.of("the second letter", "b", "a", "c");
        notes.forEach(note -> writer.publish(new KubernetesEvent(
                new KubernetesEvent.Regarding(Kind.SERVICE, NGINX, id.uid(), id.version()),
                KubernetesEvent.Type.NORMAL, "IPAllocated", "Assign", note), 0));

        assertEquals(notes, cluster.list(Resources.EVENTS, "default").stream()
                .sorted(Comparator.comparing(event -> Json.text(event, "eventTime")))
                .map(event -> Json.text(event, "note")).toList());
    }

    @Test
    void whatAnEarlierProcessToldIsNotToldAgainByOneThatJustStarted() {
        KubernetesEvent event = new KubernetesEvent(
                new KubernetesEvent.Regarding(Kind.SERVICE, NGINX, id.uid(), id.version()),
                KubernetesEvent.Type.NORMAL, "IPAllocated", "Assign", "Assigned IP \"192.168.10.0\"");
        writer.publish(event, 0);
        MemoryWriter next = new MemoryWriter(store, agenda, time, new ObjectDecoder(new YamlTextReader()),
                new EventEncoder("metallb-controller", "controller"), () -> Fate.DONE, _ -> {});
        next.publish(event, 0);
        assertEquals(0, Json.number(cluster.list(Resources.EVENTS, "default").getFirst(), "series", "count"));

        time.setTo(EventEncoder.FOUND_AT_START.toNanos());
        next.publish(event, 0);
        assertEquals(2, Json.number(cluster.list(Resources.EVENTS, "default").getFirst(), "series", "count"));
    }

    @Test
    void aCoreTellsNothingAgainThatAnEarlierOneOfItsProcessTold() {
        KubernetesEvent event = new KubernetesEvent(
                new KubernetesEvent.Regarding(Kind.SERVICE, NGINX, id.uid(), id.version()),
                KubernetesEvent.Type.NORMAL, "IPAllocated", "Assign", "Assigned IP \"192.168.10.0\"");
        writer.publish(event, 0);
        time.setTo(EventEncoder.FOUND_AT_START.toNanos());
        writer.permit(new WritePermit(1, Long.MAX_VALUE));
        writer.publish(event, 1);
        assertEquals(0, Json.number(cluster.list(Resources.EVENTS, "default").getFirst(), "series", "count"));
    }

    @Test
    void nothingIsToldOfATermThatIsOver() {
        KubernetesEvent event = new KubernetesEvent(
                new KubernetesEvent.Regarding(Kind.SERVICE, NGINX, id.uid(), id.version()),
                KubernetesEvent.Type.NORMAL, "IPAllocated", "Assign", "Assigned IP \"192.168.10.0\"");
        writer.permit(new WritePermit(2, Long.MAX_VALUE));
        writer.publish(event, 1);
        assertEquals(List.of(), cluster.list(Resources.EVENTS, "default"));
    }

    private Write status(String address) {
        return new Write.Status(id, List.of(IpAddress.of(address)));
    }

    private WriteOutcome outcome(Write write) {
        writer.write(write, told::add);
        time.setTo(time.nanos() + Agenda.API_LATENCY.toNanos());
        agenda.serve();
        return told.getLast();
    }

    /** What was told by the end of that time, in which these writes are sent first. */
    private List<WriteOutcome> after(Duration duration, Write... writes) {
        for (Write write : writes) {
            writer.write(write, told::add);
        }
        time.setTo(time.nanos() + duration.toNanos());
        agenda.serve();
        return told;
    }

    private List<String> shown() {
        List<String> addresses = new ArrayList<>();
        Json.list(cluster.get(Resources.SERVICES, NGINX).orElseThrow(), "status", "loadBalancer", "ingress")
                .forEach(ingress -> addresses.add(Json.text(ingress, "ip")));
        return addresses;
    }

    private String text(String field) {
        return Json.text(cluster.get(Resources.SERVICES, NGINX).orElseThrow(), "metadata", field);
    }
}
