package metallb.adapters.support.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.ConfigSource;
import metallb.domain.cluster.Endpoint;
import metallb.domain.cluster.EndpointSlice;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.cluster.PasswordSecret;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.TrafficPolicy;
import metallb.domain.cluster.Uid;
import metallb.domain.config.ConfigText;
import metallb.domain.config.Reading;
import metallb.domain.config.Tree;
import metallb.domain.config.Where;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ObjectDecoderTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectDecoder decoder = new ObjectDecoder(ObjectDecoderTest::read);

    private static Reading read(String source, String text) {
        return new Reading.Document(ConfigText.of(text), new Tree.Scalar(new Where(source, "", 1, 1), text, false));
    }

    private Decoding decode(Kind kind, String json) {
        return decoder.decode(kind, JSON.readTree(json));
    }

    private ClusterObject object(Kind kind, String json) {
        return ((Decoding.Decoded) decode(kind, json)).object();
    }

    private static ObjectMeta meta(String namespace, String name, Map<String, String> labels) {
        return new ObjectMeta(new ObjectKey(namespace, name), new Uid("u1"), new ResourceVersion("7"),
                Instant.parse("2026-11-01T10:00:00Z"), labels, Map.of());
    }

    private static String metadata(String more) {
        return """
                "metadata":{"name":"a","namespace":"rec","uid":"u1","resourceVersion":"7",
                "creationTimestamp":"2026-11-01T10:00:00Z"%s}""".formatted(more);
    }

    @Test
    void readsAServiceAsTheServerSendsIt() {
        String json = """
                {"kind":"Service","apiVersion":"v1","metadata":{"name":"a","namespace":"rec","uid":"u1",
                "resourceVersion":"7","creationTimestamp":"2026-11-01T10:00:00Z","labels":{"app":"a","x":""},
                "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}","metallb.universe.tf/address-pool":"p",
                "metallb.io/address-pool":"p","metallb.iot/x":"y"},"managedFields":[
                {"manager":"late","operation":"Update","time":"2026-11-01T12:00:00Z","subresource":"status"},
                {"manager":"kubectl","operation":"Apply","time":"2026-11-01T13:00:00Z"},
                {"manager":"early","operation":"Update","time":"2026-11-01T11:00:00Z","subresource":"status"},
                {"manager":"late","operation":"Apply","time":"2026-11-01T10:30:00Z","subresource":"status"}]},
                "spec":{"ports":[{"protocol":"TCP","port":80}],"type":"LoadBalancer","loadBalancerIP":"192.0.2.7",
                "externalTrafficPolicy":"Local","ipFamilies":["IPv6","IPv4","IPv9"],
                "loadBalancerClass":"example.org/lb","allocateLoadBalancerNodePorts":false},
                "status":{"loadBalancer":{"ingress":[{"ip":"192.0.2.1","ipMode":"VIP"},{"hostname":"h"},
                {"ip":"not an address"}]}}}""";
        // the labels of a service and the annotations of others are read by nobody
        ObjectMeta meta = new ObjectMeta(new ObjectKey("rec", "a"), new Uid("u1"), new ResourceVersion("7"),
                Instant.parse("2026-11-01T10:00:00Z"), Map.of(),
                Map.of("metallb.universe.tf/address-pool", "p", "metallb.io/address-pool", "p"));
        assertEquals(new Service(meta, "LoadBalancer", Optional.of("192.0.2.7"), Optional.of("example.org/lb"),
                TrafficPolicy.LOCAL, List.of(Family.IPV6, Family.IPV4), List.of("192.0.2.1", "not an address"),
                List.of("early", "late")), object(Kind.SERVICE, json));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        ",\"spec\":null,\"status\":null",
        ",\"spec\":{},\"status\":{}",
        ",\"spec\":\"text\",\"status\":[1]",
        ",\"spec\":{\"type\":\"\",\"loadBalancerIP\":\"\",\"ipFamilies\":null,\"loadBalancerClass\":null},"
                + "\"status\":{\"loadBalancer\":{\"ingress\":null}}",
        ",\"spec\":{\"type\":5,\"loadBalancerIP\":{},\"ipFamilies\":\"IPv4\",\"externalTrafficPolicy\":\"local\"},"
                + "\"status\":{\"loadBalancer\":{\"ingress\":{\"ip\":\"192.0.2.1\"}}},\"unknown\":{}"})
    void takesWhatIsAbsentNullOrOfAWrongTypeForTheDefault(String rest) {
        assertEquals(new Service(meta("rec", "a", Map.of()), "ClusterIP", Optional.empty(), Optional.empty(),
                        TrafficPolicy.CLUSTER, List.of(), List.of(), List.of()),
                object(Kind.SERVICE, "{" + metadata(",\"labels\":null,\"annotations\":[]") + rest + "}"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "                                                     | true  | true  | false",
        "`,\"conditions\":null`                               | true  | true  | false",
        "`,\"conditions\":{}`                                 | true  | true  | false",
        "`,\"conditions\":{\"ready\":null}`                   | true  | true  | false",
        "`,\"conditions\":{\"ready\":true}`                   | true  | true  | false",
        "`,\"conditions\":{\"ready\":false}`                  | false | false | false",
        "`,\"conditions\":{\"ready\":false,\"serving\":true,\"terminating\":true}` | false | true | true",
        "`,\"conditions\":{\"serving\":false}`                | true  | false | false"})
    void readsTheConditionsOfAnEndpoint(String more, boolean ready, boolean serving, boolean terminating) {
        String json = "{" + metadata(",\"labels\":{\"kubernetes.io/service-name\":\"web\"}")
                + ",\"endpoints\":[{\"addresses\":[\"10.1.0.1\",\"10.1.0.2\"],\"nodeName\":\"n1\""
                + (more == null ? "" : more) + "}]}";
        assertEquals(new EndpointSlice(meta("rec", "a", Map.of()),
                        Optional.of(new ObjectKey("rec", "web")),
                        List.of(new Endpoint("10.1.0.1", Optional.of("n1"), ready, serving, terminating))),
                object(Kind.ENDPOINT_SLICE, json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"endpoints\":null,\"ports\":null", ",\"endpoints\":[]",
        ",\"endpoints\":[null,{},{\"addresses\":null},{\"addresses\":[]},{\"addresses\":[4]}]"})
    void readsASliceWithoutEndpoints(String rest) {
        assertEquals(new EndpointSlice(meta("rec", "a", Map.of()), Optional.empty(), List.of()),
                object(Kind.ENDPOINT_SLICE, "{" + metadata("") + rest + "}"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "`` | `` | false | false | false | false",
        "`\"unschedulable\":true` | `{\"type\":\"Ready\",\"status\":\"True\"}` | true | false | true | false",
        "`\"taints\":null` | `{\"type\":\"Ready\",\"status\":\"Unknown\"},null` | false | false | false | false",
        "`\"taints\":[{\"key\":\"other\"},{\"key\":\"node.kubernetes.io/out-of-service\",\"effect\":\"NoExecute\"}]`"
                + "| `{\"type\":\"NetworkUnavailable\",\"status\":\"True\"}` | false | true | false | true"})
    void readsANode(String spec, String conditions, boolean ready, boolean networkUnavailable, boolean unschedulable,
            boolean outOfService) {
        String json = """
                {"metadata":{"name":"n1","uid":"u1","resourceVersion":"7","creationTimestamp":"2026-11-01T10:00:00Z",
                "labels":{"node.kubernetes.io/exclude-from-external-load-balancers":""}},
                "spec":{%s},"status":{"conditions":[%s]}}""".formatted(spec, conditions);
        Node node = new Node(meta("", "n1", Map.of(Node.EXCLUDE_LABEL, "")), ready, networkUnavailable,
                unschedulable, outOfService);
        assertEquals(node, object(Kind.NODE, json));
    }

    @Test
    void readsAConfigMapByTheReaderUnderItsName() {
        assertEquals(new ConfigSource(meta("rec", "a", Map.of()), Kind.CONFIG,
                        Optional.of(read("rec/a", "peers: []\n"))),
                object(Kind.CONFIG, "{" + metadata("") + ",\"data\":{\"other\":\"x\",\"config\":\"peers: []\\n\"}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"data\":null", ",\"data\":{}", ",\"data\":{\"config\":\"\"}",
        ",\"data\":{\"config\":null}", ",\"binaryData\":{\"config\":\"eA==\"}"})
    void findsNoConfigurationWhereNoneIsWritten(String rest) {
        assertEquals(new ConfigSource(meta("rec", "a", Map.of()), Kind.ACCEPTED_CONFIG, Optional.empty()),
                object(Kind.ACCEPTED_CONFIG, "{" + metadata("") + rest + "}"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', nullValues = "-", value = {
        "`kubernetes.io/basic-auth` | `\"password\":\"aHVzaA==\"`                    | 68757368",
        "`kubernetes.io/basic-auth` | `\"username\":\"eA==\",\"password\":\"/w==\"`  | ff",
        "`kubernetes.io/basic-auth` | `\"password\":\"\"`                            | ``",
        "`kubernetes.io/basic-auth` | `\"username\":\"eA==\"`                        | -",
        "`kubernetes.io/basic-auth` | `\"password\":null`                            | -",
        "`kubernetes.io/basic-auth` | `\"password\":\"*\"`                           | -",
        "`Opaque`                   | `\"password\":\"aHVzaA==\"`                    | 68757368"})
    void takesNothingButAPasswordOutOfASecret(String type, String data, String password) {
        String applied = ",\"annotations\":{\"kubectl.kubernetes.io/last-applied-configuration\":\"aHVzaA==\"},"
                + "\"labels\":{\"a\":\"b\"}";
        assertEquals(new PasswordSecret(meta("rec", "a", Map.of()),
                        PasswordSecret.Content.of(type, Optional.ofNullable(password).map(Bytes::ofHex))),
                object(Kind.SECRET, "{" + metadata(applied) + ",\"type\":\"" + type + "\",\"data\":{" + data + "}}"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "`[]`                                                            | a Service is not a JSON object",
        "`null`                                                          | a Service is not a JSON object",
        "`{}`                                                            | a Service without metadata.name",
        "`{\"metadata\":null}`                                           | a Service without metadata.name",
        "`{\"metadata\":{\"name\":5}}`                                   | a Service without metadata.name",
        "`{\"metadata\":{\"name\":\"a\"}}`                               | Service a without metadata.namespace",
        "`{\"metadata\":{\"name\":\"a\",\"namespace\":\"n\"}}`           | Service a without metadata.uid",
        "`{\"metadata\":{\"namespace\":\"n\",\"uid\":\"u\"}}`         | a Service without metadata.name"})
    void saysWhyAnObjectIsUnusable(String json, String why) {
        assertEquals(new Decoding.Unusable(why, Optional.empty()), decode(Kind.SERVICE, json));
    }

    @Test
    void saysWhichObjectIsUnusableWhereThatCanBeRead() {
        Uid uid = new Uid("u");
        assertEquals(new Decoding.Unusable("Service a without metadata.resourceVersion",
                        Optional.of(new Decoding.Which(new ObjectKey("n", "a"), uid))),
                decode(Kind.SERVICE, "{\"metadata\":{\"name\":\"a\",\"namespace\":\"n\",\"uid\":\"u\"}}"));
        assertEquals(new Decoding.Unusable("Node a without metadata.resourceVersion",
                        Optional.of(new Decoding.Which(ObjectKey.ofCluster("a"), uid))),
                decode(Kind.NODE, "{\"metadata\":{\"name\":\"a\",\"uid\":\"u\",\"resourceVersion\":7}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"creationTimestamp\":null,", "\"creationTimestamp\":\"yesterday\","})
    void takesAnObjectWithoutATimeForTheOldest(String time) {
        String json = "{\"metadata\":{" + time + "\"name\":\"n\",\"uid\":\"u\",\"resourceVersion\":\"1\"}}";
        assertEquals(Instant.EPOCH, object(Kind.NODE, json).meta().created());
    }

    /** Puts anything anywhere: every history either decodes or is unusable, and nothing is thrown. */
    @Test
    void throwsNothingWhateverItReads() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20_000; round++) {
            JsonNode json = anything(random, 0);
            if (json instanceof ObjectNode object && random.nextInt(4) != 0) {
                object.set("metadata", JSON.readTree("""
                        {"name":"a","namespace":"n","uid":"u","resourceVersion":"1","managedFields":[{"manager":"m",
                        "subresource":"status","time":5}]}"""));
            }
            for (Kind kind : Kind.values()) {
                try {
                    decoder.decode(kind, json);
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed + ", " + kind + ": " + json, e);
                }
            }
        }
    }

    private static JsonNode anything(SplittableRandom random, int depth) {
        List<String> names = List.of("metadata", "spec", "status", "loadBalancer", "ingress", "ip", "endpoints",
                "addresses", "conditions", "type", "taints", "data", "config", "password", "labels", "ipFamilies", "ready");
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (random.nextInt(depth == 0 ? 6 : depth > 5 ? 4 : 9)) {
            case 0 -> json.nullNode();
            case 1 -> json.numberNode(random.nextInt());
            case 2 -> json.stringNode(names.get(random.nextInt(names.size())));
            case 3 -> json.booleanNode(random.nextBoolean());
            case 4 -> json.arrayNode().add(anything(random, depth + 1)).add(anything(random, depth + 1));
            default -> {
                ObjectNode object = json.objectNode();
                for (int i = random.nextInt(6); i >= 0; i--) {
                    object.set(names.get(random.nextInt(names.size())), anything(random, depth + 1));
                }
                yield object;
            }
        };
    }
}
