package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.World.CONFIG_MAPS;
import static metallb.adapters.support.apistore.World.SERVICES;
import static metallb.adapters.support.apistore.World.configMap;
import static metallb.adapters.support.apistore.World.message;
import static metallb.adapters.support.apistore.World.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
    private final World world = new World();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'metadata':{'name':'a'},'spce':{}}                      | strict decoding error: unknown field "spce"
            {'metadata':{'name':'a','nmae':1},'spec':{'ports':[{'prt':80}]}} | strict decoding error: unknown field "metadata.nmae", unknown field "spec.ports[0].prt"
            {'metadata':{'name':'a'},'spec':{'ports':[{'port':1,'name':'x'},{'port':2,'name':'y','port':3}]}} | strict decoding error: duplicate field "spec.ports[1].port"
            {'metadata':{'name':'b','name':'a','labels':{'l':'1','l':'2','l':'3'}}} | strict decoding error: duplicate field "metadata.name", duplicate field "metadata.labels.l"
            {'metadata':{'name':'a'},'spec':{},'x':1,'spec':{},'x':2} | strict decoding error: duplicate field "spec", unknown field "x"
            {'metadata':{'name':'a'},'spec':{'ports':[{'port':'80'}]}} | json: cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32
            {'metadata':{'name':'a','labels':{'x':1}}}               | json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string
            {'metadata':{'name':'a'},'spec':[]}                      | json: cannot unmarshal array into Go struct field Service.spec of type v1.ServiceSpec
            """)
    void namesWhatItCannotRead(String body, String why) {
        assertEquals("400 Service in version \"v1\" cannot be handled as a Service: " + why,
                message(world.post(SERVICES + "?fieldValidation=Strict", body)));
    }

    @Test
    void warnsOfUnknownAndDuplicateFieldsUnlessToldOtherwise() {
        assertEquals(List.of("unknown field \"spec.foo\""), world.post(SERVICES, service("a", ",'foo':1")).warnings());
        assertEquals(List.of(), world.post(SERVICES + "?fieldValidation=Ignore", service("b", ",'foo':1")).warnings());
        assertEquals(List.of("duplicate field \"spec.type\""),
                world.post(SERVICES, service("c", ",'type':'ClusterIP','type':'NodePort'")).warnings());
        assertEquals(List.of(), world.post(SERVICES + "?fieldValidation=Ignore", service("d", ",'type':'ClusterIP','type':'NodePort'"))
                .warnings());
        assertEquals("422  \"\" is invalid: patch: Invalid value: \"{\\\"spec\\\":{\\\"foo\\\":1}}\": strict decoding error: unknown "
                + "field \"spec.foo\"", message(world.merge(SERVICES + "/a?fieldValidation=Strict", "{'spec':{'foo':1}}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET    | /api/v1/gadgets                       | 404 the server could not find the requested resource
            GET    | /api/v1/namespaces/rec/services/a/sub | 404 the server could not find the requested resource
            PUT    | /api/v1/nodes                         | 405 the server does not allow this method on the requested resource
            POST   | /api/v1/services                      | 405 the server does not allow this method on the requested resource
            DELETE | /api/v1/namespaces                    | 405 the server does not allow this method on the requested resource
            PATCH  | /api/v1/nodes/n                       | 415 415: Unsupported Media Type
            GET    | /api/v1/services?labelSelector=a===b  | 400 unable to parse requirement: found '=', expected: identifier
            GET    | /api/v1/services?labelSelector=-a     | 400 unable to parse requirement: <nil>: Invalid value: "-a": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
            GET    | /api/v1/services?labelSelector=a=b$   | 400 unable to parse requirement: values[0][a]: Invalid value: "b$": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')
            GET    | /api/v1/services?labelSelector=a in (b,-c) | 400 unable to parse requirement: values[0][a]: Invalid value: "-c": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')
            GET    | /api/v1/services?fieldSelector=spec.foo=a | 400 field label not supported: spec.foo
            GET    | /api/v1/services?resourceVersion=99999999 | 504 Timeout: Too large resource version: 99999999, current: 2
            GET    | /api/v1/services?resourceVersion=abc  | 400 invalid resource version: resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax
            GET    | /api/v1/services?limit=9223372036854775808 | 400 strconv.ParseInt: parsing "9223372036854775808": value out of range
            GET    | /api/v1/services?limit=              | 400 strconv.ParseInt: parsing "": invalid syntax
            GET    | /api/v1/services?continue=abc&resourceVersion=99 | 400 invalid continue token: continue key is not valid: invalid character 'i' looking for beginning of value
            GET    | /api/v1/services?continue=abc         | 400 invalid continue token: continue key is not valid: invalid character 'i' looking for beginning of value
            """)
    void refusesInTheServersWords(String method, String path, String message) {
        assertEquals(message, message(world.call(method, path, "text/plain", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/apis/example.org/v1", "/", "", "///", "/api", "/api/v1", "/api/v2/services", "/apis/v1"})
    void hasNoPageForOtherPaths(String path) {
        assertEquals(new Response(404, Response.TEXT, List.of(), 0, "404 page not found\n"), world.get(path));
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        assertEquals("400 the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: "
                + "exceeded max depth ({\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\": ...)", message(world.post(CONFIG_MAPS, "{'a':".repeat(501))));
        String deepest = "{'metadata':{'name':'a'},'x':" + "[".repeat(499) + "]".repeat(499) + "}";
        assertEquals(201, world.post(CONFIG_MAPS, deepest).code());
        assertEquals(400, world.call("POST", CONFIG_MAPS, "application/yaml", "[".repeat(2_000)).code());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'a':1,}   | invalid character '}' looking for beginning of object key string ({"a":1,})
            {'a' 1}    | invalid character '1' after object key ({"a" 1})
            x          | invalid character 'x' looking for beginning of value (78)
            {}}        | invalid character '}' after top-level value ({}})
            []         | json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" } (5b5d)
            """)
    void saysOfWhatIsNoObjectWhatGoSays(String body, String why) {
        assertEquals("400 the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: "
                + why, message(world.post(CONFIG_MAPS, body)));
    }

    /** Go takes such a text; we say why we do not. */
    @Test
    void refusesWhatIsNoUtf8() {
        byte[] content = "{'metadata':{'name':'?'}}".replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        content[content.length - 4] = (byte) 0xff;
        for (String method : List.of("POST", "PATCH")) {
            String path = CONFIG_MAPS + (method.equals("POST") ? "" : "/a");
            world.post(CONFIG_MAPS, configMap("a"));
            Response refused = world.store.handle(new Request(method, path, Map.of(), method.equals("POST") ? "application/json"
                    : "application/merge-patch+json", "", content, World.NOW, "test"));
            assertTrue(message(refused).startsWith("400 ") && message(refused).contains("Invalid UTF-8"), message(refused));
        }
    }

    @Test
    void takesNullForAnObjectOfWhichNothingIsSaid() {
        assertEquals("422 ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required",
                message(world.post(CONFIG_MAPS, "null")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            merge-patch           | null | 400 Invalid JSON Patch
            merge-patch           | []   | 400 error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}
            merge-patch           | {    | 400 error decoding patch: unexpected end of JSON input
            json-patch            | {}   | 400 error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp
            strategic-merge-patch | 1    | 400 json: cannot unmarshal number into Go value of type map[string]interface {}
            strategic-merge-patch | {'$patch':'bogus','x':1}           | 500 unknown patch type: bogus in map: map[$patch:bogus x:1]
            strategic-merge-patch | {'metadata':{'$patch':'merge'}}    | 500 unknown patch type: merge in map: map[$patch:merge]
            strategic-merge-patch | {'metadata':{'ownerReferences':[{'uid':'u','$patch':'bogus'}]}} | 500 unknown patch type: bogus in map: map[$patch:bogus uid:u]
            strategic-merge-patch | {'metadata':{'ownerReferences':[{'$patch':'merge'}]}} | 500 merging lists cannot yet be specified in the patch
            strategic-merge-patch | {'metadata':{'ownerReferences':[{'name':'n','x':[1,null]}]}} | 500 map: map[name:n x:[1 <nil>]] does not contain declared merge key: uid
            """)
    void refusesPatchesThatAreNone(String type, String body, String refusal) {
        world.post(CONFIG_MAPS, configMap("a"));
        assertEquals(refusal, message(world.call("PATCH", CONFIG_MAPS + "/a", "application/" + type + "+json", body)));
    }

    @Test
    void changesNothingByPatchesOfNull() {
        String created = world.post(CONFIG_MAPS, configMap("a")).body();
        assertEquals(created, world.strategic(CONFIG_MAPS + "/a", "null").body());
        assertEquals(created, world.call("PATCH", CONFIG_MAPS + "/a", "application/json-patch+json", "null").body());
    }

    @Test
    void refusesWhatATableCannotInclude() {
        assertEquals("400 Unable to convert to Table as requested: includeObject: Invalid value: \"Bogus\": must be 'Metadata', 'Object', "
                + "'None', or empty", message(world.table(CONFIG_MAPS + "?includeObject=Bogus", World.NOW)));
        var watch = World.request("GET", CONFIG_MAPS + "?watch=true&includeObject=Bogus", "", "application/json;as=Table;v=v1;g=meta.k8s.io", "");
        assertTrue(world.store.open(watch, _ -> { }) instanceof ApiStore.Opened.Refused refused && refused.response().code() == 400);
        assertEquals(200, world.get(CONFIG_MAPS + "?includeObject=Bogus").code());
    }

    @Test
    void writesOverSeveralLinesWhereAsked() {
        assertEquals("""
                {
                  "kind": "Status",
                  "apiVersion": "v1",
                  "metadata": {},
                  "status": "Failure",
                  "message": "configmaps \\"a\\" not found",
                  "reason": "NotFound",
                  "details": {
                    "name": "a",
                    "kind": "configmaps"
                  },
                  "code": 404
                }""", world.get(CONFIG_MAPS + "/a?pretty=true").body());
        assertEquals("""
                {
                  "kind": "ConfigMapList",
                  "apiVersion": "v1",
                  "metadata": {
                    "resourceVersion": "2"
                  },
                  "items": []
                }""", world.get(CONFIG_MAPS + "?pretty=1").body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST  | application/json             | CreateOptions
            PUT   | application/json             | UpdateOptions
            PATCH | application/merge-patch+json | PatchOptions
            PATCH | application/apply-patch+yaml | PatchOptions
            """)
    void refusesManagersOfNoName(String method, String type, String options) {
        String path = CONFIG_MAPS + (method.equals("POST") ? "" : "/a") + "?fieldManager=";
        assertEquals("422 " + options + ".meta.k8s.io \"\" is invalid: fieldManager: Too long: may not be more than 128 bytes",
                message(world.call(method, path + "x".repeat(129), type, "{}")));
        String invalid = "fieldManager: Invalid value: \"\u00e4\\a\\u200b\": invalid character ";
        assertEquals("422 " + options + ".meta.k8s.io \"\" is invalid: [" + invalid + "U+0007 (at position 2), " + invalid
                + "U+200B (at position 3)]", message(world.call(method, path + "\u00e4\u0007\u200b", type, "{}")));
    }

    @Test
    void namesAManagerByAsMuchOfTheClientsNameAsCouldBeOne() {
        assertEquals("x".repeat(128), WriteParameters.managerOf("x".repeat(200) + "/1.0"));
        assertEquals("ab", WriteParameters.managerOf("a\u0007b/1.0"));
        assertEquals("unknown", WriteParameters.managerOf(""));
    }

    @Test
    void refusesWhatIsNoBodyOfItsForm() {
        assertEquals("415 the body of the request was in an unknown format - accepted media types include: application/json, "
                + "application/yaml, application/vnd.kubernetes.protobuf",
                message(world.call("POST", CONFIG_MAPS, "application/cbor", "k8s")));
        assertEquals("400 the object provided is unrecognized (must be of type ConfigMap): provided data does not appear to be a "
                + "protobuf message, expected prefix [107 56 115 0] (6b3873)",
                message(world.call("POST", CONFIG_MAPS, "application/vnd.kubernetes.protobuf", "k8s")));
        assertEquals("400 the object provided is unrecognized (must be of type ConfigMap): empty data (<empty>)",
                message(world.call("POST", CONFIG_MAPS, "application/vnd.kubernetes.protobuf", "")));
        assertEquals("400 the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: "
                + "unexpected end of JSON input ({\"metadata\":{\"name\":\"long-enou ...)",
                message(world.call("POST", CONFIG_MAPS, "application/json", "{\"metadata\":{\"name\":\"long-enough\"}")));
        Response csv = world.store.handle(World.request("GET", SERVICES, "", "text/csv", ""));
        assertEquals("406 406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, "
                + "application/vnd.kubernetes.protobuf", message(csv));
        Response protobuf = world.store.handle(World.request("GET", SERVICES, "", "application/vnd.kubernetes.protobuf", ""));
        assertEquals("406 406: Not Acceptable\n\nAvailable representations: application/json, application/yaml", message(protobuf));
    }

    @Test
    void refusesParametersThatAServerRefuses() {
        assertEquals("422 CreateOptions.meta.k8s.io \"\" is invalid: fieldValidation: Unsupported value: \"Lax\": supported values: \"\", "
                + "\"Ignore\", \"Strict\", \"Warn\"", message(world.post(CONFIG_MAPS + "?fieldValidation=Lax", configMap("a"))));
        assertEquals("422 DeleteOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"Some\"]: supported values: \"All\"",
                message(world.delete(CONFIG_MAPS + "/a?dryRun=Some")));
        assertEquals("422 PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch",
                message(world.apply(CONFIG_MAPS + "/a", configMap("a"))));
        assertEquals("422 PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch",
                message(world.merge(CONFIG_MAPS + "/a?force=true", "{}")));
        assertEquals("422 ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden "
                + "unless resourceVersion is provided", message(world.get(CONFIG_MAPS + "?resourceVersionMatch=Exact")));
        assertEquals("422 ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Unsupported value: \"Near\": supported values: "
                + "\"Exact\", \"NotOlderThan\", \"\"", message(world.get(CONFIG_MAPS + "?resourceVersionMatch=Near&resourceVersion=1")));
        assertEquals("422 ListOptions.meta.k8s.io \"\" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list",
                message(world.get(CONFIG_MAPS + "?sendInitialEvents=true")));
        assertEquals("400 strconv.ParseInt: parsing \"soon\": invalid syntax", message(world.get(CONFIG_MAPS + "?timeoutSeconds=soon")));
    }

    @Test
    void refusesNamesAndPlacesThatDoNotFit() {
        assertEquals("400 the namespace of the provided object does not match the namespace sent on the request",
                message(world.post(CONFIG_MAPS, "{'metadata':{'name':'a','namespace':'default'}}")));
        assertEquals("404 namespaces \"nowhere\" not found",
                message(world.post("/api/v1/namespaces/nowhere/configmaps", configMap("a"))));
        assertEquals("422 ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required",
                message(world.post(CONFIG_MAPS, "{}")));
        assertEquals("422 ConfigMap \"A_b\" is invalid: metadata.name: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must "
                + "consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character "
                + "(e.g. 'example.com', regex used for validation is "
                + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')", message(world.post(CONFIG_MAPS, configMap("A_b"))));
        world.post(CONFIG_MAPS, configMap("a"));
        assertEquals("409 configmaps \"a\" already exists", message(world.post(CONFIG_MAPS, configMap("a"))));
        assertEquals("400 the name of the object (b) does not match the name on the URL (a)",
                message(world.put(CONFIG_MAPS + "/a", configMap("b"))));
    }

    /** What a server, too, answers as if it were its own failure. */
    private static boolean isServersOwnFailure(Response response) {
        return message(response).matches("(?s)500 (failed to create typed patch object \\(|map: |unknown patch type: |merging lists ).*");
    }

    /** Whatever a client sends, it gets an answer. */
    @Test
    void neverThrowsOnMangledCalls() {
        String[] types = {"application/json", "application/yaml", "application/json-patch+json", "application/merge-patch+json",
            "application/strategic-merge-patch+json", "application/apply-patch+yaml"};
        String[] seeds = {service("a", ",'type':'LoadBalancer','clusterIP':'None'"), "{'spec':{'ports':[{'port':81,'$patch':'delete'}]}}",
            "[{'op':'add','path':'/spec/ports/-','value':{'port':1}}]", "{'metadata':null,'spec':null,'status':null}",
            "{'metadata':{'name':'a','managedFields':[1],'finalizers':['x']},'spec':{'ports':[null],'selector':null}}", "null", "[]", "1"};
        String[] methods = {"POST", "PUT", "PATCH", "PATCH", "PATCH", "DELETE"};
        for (long seed = 0; seed < 4_000; seed++) {
            var random = new SplittableRandom(seed);
            StringBuilder body = new StringBuilder(seeds[random.nextInt(seeds.length)]);
            for (int i = random.nextInt(3); i > 0; i--) {
                int at = random.nextInt(body.length());
                switch (random.nextInt(3)) {
                    case 0 -> body.deleteCharAt(at).append(' ');
                    case 1 -> body.insert(at, "{}[]:,'1$"
                            .charAt(random.nextInt(9)));
                    default -> body.setLength(Math.max(1, at));
                }
            }
            String method = methods[random.nextInt(methods.length)];
            String path = SERVICES + (method.equals("POST") ? "" : "/a") + (random.nextInt(4) == 0 && !method.equals("POST") ? "/status" : "");
            world.post(SERVICES, service("a", ",'type':'LoadBalancer'"));
            try {
                Response response = world.call(method, path, types[random.nextInt(types.length)], body.toString());
                assertTrue(response.code() >= 200 && response.code() < 500 || isServersOwnFailure(response), "seed " + seed + ": " + response);
            } catch (RuntimeException thrown) {
                throw new AssertionError("seed " + seed + ": " + method + " " + path + " " + body, thrown);
            }
        }
    }
}
