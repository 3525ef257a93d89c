package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.World.NOW;
import static metallb.adapters.support.apistore.World.body;
import static metallb.adapters.support.apistore.World.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class EventFormsTest {
    private static final String EVENTS = "/apis/events.k8s.io/v1/namespaces/rec/events";
    private static final String CORE = "/api/v1/namespaces/rec/events";
    private static final String REPORTED = """
            {'metadata':{'name':'a.1'},'eventTime':'2026-11-23T08:00:00.000000Z','reportingController':'metallb-controller',
             'reportingInstance':'c-0','action':'Assign','reason':'IPAllocated','type':'Normal','note':'Assigned',
             'regarding':{'apiVersion':'v1','kind':'Service','name':'a','namespace':'rec','uid':'u1'}}""";

    private final World world = new World();

    private static String bare(Response response) {
        ObjectNode object = body(response);
        object.remove("metadata");
        return object.toString();
    }

    @Test
    void showsOneEventInBothGroups() {
        assertEquals("{\"kind\":\"Event\",\"apiVersion\":\"events.k8s.io/v1\",\"eventTime\":\"2026-11-23T08:00:00.000000Z\","
                + "\"reportingController\":\"metallb-controller\",\"reportingInstance\":\"c-0\",\"action\":\"Assign\",\"reason\":"
                + "\"IPAllocated\",\"regarding\":{\"kind\":\"Service\",\"namespace\":\"rec\",\"name\":\"a\",\"uid\":\"u1\",\"apiVersion\":"
                + "\"v1\"},\"note\":\"Assigned\",\"type\":\"Normal\",\"deprecatedSource\":{},\"deprecatedFirstTimestamp\":null,"
                + "\"deprecatedLastTimestamp\":null}", bare(world.post(EVENTS, REPORTED)));
        assertEquals("{\"kind\":\"Event\",\"apiVersion\":\"v1\",\"involvedObject\":{\"kind\":\"Service\",\"namespace\":\"rec\",\"name\":"
                + "\"a\",\"uid\":\"u1\",\"apiVersion\":\"v1\"},\"reason\":\"IPAllocated\",\"message\":\"Assigned\",\"source\":{},"
                + "\"firstTimestamp\":null,\"lastTimestamp\":null,\"type\":\"Normal\",\"eventTime\":\"2026-11-23T08:00:00.000000Z\","
                + "\"action\":\"Assign\",\"reportingComponent\":\"metallb-controller\",\"reportingInstance\":\"c-0\"}",
                bare(world.get(CORE + "/a.1")));
    }

    @Test
    void takesOldEventsToo() {
        world.post(CORE, "{'metadata':{'name':'o'},'involvedObject':{'kind':'Service','name':'a','namespace':'rec'},'reason':'R',"
                + "'message':'M','type':'Warning','source':{'component':'x'},'count':3,'firstTimestamp':'2026-11-23T07:00:00Z',"
                + "'lastTimestamp':'2026-11-23T07:58:00Z'}");
        ObjectNode shown = body(world.get(EVENTS + "/o"));
        assertEquals("M", Json.text(shown, "note"));
        assertEquals(3, Json.number(shown, "deprecatedCount"));
        assertEquals("[\"2m\",\"Warning\",\"R\",\"service/a\",\"\",\"x\",\"M\",\"60m\",3,\"o\"]",
                body(world.table(CORE, NOW)).get("rows").get(0).get("cells").toString());
    }

    @Test
    void selectsAsKubectlDescribeDoes() {
        world.post(EVENTS, REPORTED);
        String selector = "involvedObject.name=a,involvedObject.namespace=rec,involvedObject.kind=Service,involvedObject.uid=u1";
        assertEquals(1, body(world.get(CORE + "?fieldSelector=" + selector)).get("items").size());
        assertEquals(0, body(world.get(CORE + "?fieldSelector=" + selector + "2")).get("items").size());
        assertEquals(1, body(world.get(EVENTS + "?fieldSelector=regarding.name=a,reason=IPAllocated,type!=Warning")).get("items").size());
    }

    @Test
    void countsASeriesByPatch() {
        world.post(EVENTS, REPORTED);
        world.merge(EVENTS + "/a.1", "{'series':{'count':2,'lastObservedTime':'2026-11-23T08:01:00.000000Z'}}");
        assertEquals("[\"30s\",\"Normal\",\"IPAllocated\",\"service/a\",\"\",\"metallb-controller, c-0\",\"Assigned\",\"90s\",2,\"a.1\"]",
                body(world.table(CORE, NOW.plusSeconds(90))).get("rows").get(0).get("cells").toString());
    }

    @Test
    void refusesWhatReportsTooLittleOrTooMuch() {
        assertEquals("422 Event \"a.1\" is invalid: action: Required value",
                message(world.post(EVENTS, REPORTED.replace("'action':'Assign',", ""))));
        assertEquals("422 Event \"a.1\" is invalid: message: Invalid value: \"\": can have at most 1024 characters",
                message(world.post(EVENTS, REPORTED.replace("'note':'Assigned'", "'note':'" + "x".repeat(1025) + "'"))));
        assertEquals("422 Event \"a.1\" is invalid: involvedObject.namespace: Invalid value: \"other\": does not match event.namespace",
                message(world.post(EVENTS, REPORTED.replace("'namespace':'rec'", "'namespace':'other'"))));
        assertEquals("400 Event in version \"v1\" cannot be handled as a Event: parsing time \"2026-11-23T08:00:00Z\" as "
                + "\"2006-01-02T15:04:05.000000Z07:00\": cannot parse \"Z\" as \".000000\"",
                message(world.post(EVENTS, REPORTED.replace(".000000Z", "Z"))));
    }
}
