package metallb.adapters.support.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import metallb.domain.cluster.AnnotationChange;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteId;
import metallb.domain.config.ConfigText;
import metallb.domain.net.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodersTest {
    private static final Instant AT = Instant.parse("2026-11-01T10:00:00.123456789Z");
    private static final EventEncoder ENCODER = new EventEncoder("metallb-controller", "c-0");

    private static WriteId id(Kind kind, String name) {
        return new WriteId(kind, new ObjectKey("ns", name), new Uid("u1"), new ResourceVersion("41"), 1, 0);
    }

    private static KubernetesEvent event(Kind kind, ObjectKey key, String note) {
        return new KubernetesEvent(
                new KubernetesEvent.Regarding(kind, key, new Uid("u1"), new ResourceVersion("41")),
                KubernetesEvent.Type.NORMAL, "IPAllocated", "Assign", note);
    }

    private static KubernetesEvent event(String note) {
        return event(Kind.SERVICE, new ObjectKey("ns", "web"), note);
    }

    @Test
    void writesAStatus() {
        assertEquals("""
                {"metadata":{"resourceVersion":"41"},"status":{"loadBalancer":{"ingress":[{"ip":"192.0.2.1"},\
                {"ip":"2001:db8::1"}]}}}""",
                PatchEncoder.status(new Write.Status(id(Kind.SERVICE, "web"),
                        List.of(IpAddress.of("192.0.2.1"), IpAddress.of("2001:db8::1")))).toString());
    }

    @Test
    void writesAnAnnotationBesideTheStatus() {
        assertEquals("{\"metadata\":{\"resourceVersion\":\"41\",\"annotations\":{\"example/a\":\"b\"}},"
                        + "\"status\":{\"loadBalancer\":{\"ingress\":null}}}",
                PatchEncoder.status(new Write.Status(id(Kind.SERVICE, "web"), List.of(),
                        Optional.of(new AnnotationChange("example/a", Optional.of("b"))))).toString());
        assertEquals("{\"metadata\":{\"resourceVersion\":\"41\",\"annotations\":{\"example/a\":null}},"
                        + "\"status\":{\"loadBalancer\":{\"ingress\":null}}}",
                PatchEncoder.status(new Write.Status(id(Kind.SERVICE, "web"), List.of(),
                        Optional.of(new AnnotationChange("example/a", Optional.empty())))).toString());
    }

    @Test
    void clearsAStatusByNull() {
        assertEquals("{\"metadata\":{\"resourceVersion\":\"41\"},\"status\":{\"loadBalancer\":{\"ingress\":null}}}",
                PatchEncoder.status(new Write.Status(id(Kind.SERVICE, "web"), List.of())).toString());
    }

    @Test
    void writesAnAcceptedTextWithWhereItIsFrom() {
        assertEquals("""
                {"metadata":{"resourceVersion":"41","annotations":{\
                "metallb.universe.tf/accepted-source-version":"40",\
                "metallb.universe.tf/accepted-hash":\
                "6c32c7b208803db1f6f5fdc218ee133adfc299c68aa2335c53beb6c4687e103c"}},\
                "data":{"config":"a: \\"b\\"\\n"}}""",
                PatchEncoder.accept(new Write.Accept(id(Kind.ACCEPTED_CONFIG, "config-accepted"),
                        ConfigText.of("a: \"b\"\n"), new ResourceVersion("40"))).toString());
    }

    @Test
    void writesAnEvent() {
        assertEquals("""
                {"apiVersion":"events.k8s.io/v1","kind":"Event",\
                "metadata":{"name":"web.HASH","namespace":"ns"},"eventTime":"2026-11-01T10:00:00.123456Z",\
                "reportingController":"metallb-controller","reportingInstance":"c-0","action":"Assign",\
                "reason":"IPAllocated","type":"Normal","note":"Assigned IP \\"192.0.2.1\\"",\
                "regarding":{"apiVersion":"v1","kind":"Service","namespace":"ns","name":"web","uid":"u1",\
                "resourceVersion":"41"}}""",
                ENCODER.event(event("Assigned IP \"192.0.2.1\""), AT).toString()
                        .replaceFirst("web\\.[0-9a-f]{16}\"", "web.HASH\""));
    }

    @Test
    void keepsEventsOfTheClustersObjectsInDefault() {
        KubernetesEvent event = event(Kind.NODE, ObjectKey.ofCluster("n1"), "x");
        assertEquals("default", EventEncoder.namespace(event));
        assertEquals("""
                {"apiVersion":"v1","kind":"Node","name":"n1","uid":"u1","resourceVersion":"41"}""",
                ENCODER.event(event, AT).get("regarding").toString());
    }

    @Test
    void givesTheSameStoryTheSameNameAndAnotherStoryAnother() {
        String name = ENCODER.name(event("one"));
        assertEquals(name, ENCODER.name(event("one")));
        assertNotEquals(name, ENCODER.name(event("two")));
        assertEquals(name, new EventEncoder("metallb-controller", "c-1").name(event("one")));
        assertNotEquals(name, new EventEncoder("metallb-speaker", "c-0").name(event("one")));
    }

    @ParameterizedTest
    @CsvSource({"web, web", "a.b-c, a.b-c"})
    void namesAnEventAfterItsObject(String object, String beginning) {
        String name = ENCODER.name(event(Kind.CONFIG, new ObjectKey("ns", object), "x"));
        assertTrue(name.matches(beginning.replace(".", "\\.") + "\\.[0-9a-f]{16}"), name);
    }

    @Test
    void cutsALongObjectsNameToANameThatTheApiTakes() {
        String name = ENCODER.name(event(Kind.CONFIG, new ObjectKey("ns", "x".repeat(235) + ".b".repeat(9)), "x"));
        assertTrue(name.matches("x{235}\\.[0-9a-f]{16}"), name);
        assertTrue(name.length() <= 253);
    }

    @ParameterizedTest
    @CsvSource({
        "1020, abcd, 1024",
        "1020, abcde, 1024",
        "1023, é, 1023",
        "1022, é, 1024",
        "1022, €, 1022",
        "1021, €, 1024",
        "1021, \uD83D\uDE00, 1021",
        "1020, \uD83D\uDE00, 1024"})
    void cutsANoteAt1024BytesBetweenTwoCharacters(int filler, String end, int bytes) {
        String note = "x".repeat(filler) + end;
        String cut = ENCODER.event(event(note), AT).get("note").stringValue();
        assertEquals(bytes, cut.getBytes(StandardCharsets.UTF_8).length);
        assertTrue(note.startsWith(cut));
    }

    @Test
    void writesASeries() {
        assertEquals("{\"series\":{\"count\":2,\"lastObservedTime\":\"2026-11-01T10:00:00.000000Z\"}}",
                EventEncoder.series(2, Instant.parse("2026-11-01T10:00:00Z")).toString());
    }
}
