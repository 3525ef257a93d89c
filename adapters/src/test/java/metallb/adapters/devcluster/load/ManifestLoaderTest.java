package metallb.adapters.devcluster.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManifestLoaderTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final ApiStore store = new ApiStore(1);

    @BeforeEach
    void aNamespace() {
        store.create(Resources.NAMESPACES, "", "{\"metadata\":{\"name\":\"default\"}}", WriteOptions.by("t"), NOW).orThrow();
    }

    private List<String> load(String text) {
        return load("f.yaml", text);
    }

    private List<String> load(String file, String text) {
        return ManifestLoader.load(store, file, text, NOW).stream().map(Problem::toString).toList();
    }

    private String text(Resource resource, String namespace, String name, String... path) {
        return store.get(Target.object(resource, namespace, name)).map(found -> Json.text(found, path)).orElse("there is none");
    }

    @Test
    void appliesDocumentsAndListsInOrder() {
        assertEquals(List.of(), load("""
                # a file as people write it
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {name: lab}
                ---
                ---
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: ConfigMap
                  metadata: {name: one, namespace: lab}
                  data: {k: "1"}
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: one, namespace: lab}, data: {k: "2"}}
                """));
        assertEquals("2", text(Resources.CONFIG_MAPS, "lab", "one", "data", "k"));
    }

    @Test
    void readsWhatAClusterExported() {
        assertEquals(List.of(), load("""
                {"apiVersion":"v1","kind":"ServiceList","items":[{"metadata":{"name":"web","uid":"7","resourceVersion":"900",
                 "creationTimestamp":"2020-01-01T00:00:00Z","managedFields":[{"manager":"kubectl"}]},
                 "spec":{"type":"LoadBalancer","clusterIP":"10.96.7.7","ports":[{"port":80}]},
                 "status":{"loadBalancer":{"ingress":[{"ip":"192.0.2.1"}]}}}]}
                {"apiVersion":"v1","kind":"Node","metadata":{"name":"n"},"status":{"conditions":[{"type":"Ready","status":"True"}]}}
                """));
        assertEquals("10.96.7.7", text(Resources.SERVICES, "default", "web", "spec", "clusterIP"));
        assertEquals("[{\"ip\":\"192.0.2.1\",\"ipMode\":\"VIP\"}]",
                Json.list(store.get(Target.object(Resources.SERVICES, "default", "web")).orElseThrow(), "status", "loadBalancer", "ingress").toString());
        assertEquals("2026-01-02T03:04:05Z", text(Resources.SERVICES, "default", "web", "metadata", "creationTimestamp"));
    }

    @Test
    void namesFileLineAndWhatIsWrongAndLoadsTheRest() {
        assertEquals(List.of(
                "f.yaml:1: no matches for kind \"IPAddressPool\" in version \"metallb.io/v1beta1\"",
                "f.yaml:5: ConfigMap nowhere/c: namespaces \"nowhere\" not found",
                "f.yaml:9: Service web: failed to create typed patch object (/web; /v1, Kind=Service): .spec.selektor: field not declared in"
                        + " schema",
                "f.yaml:13: an object needs apiVersion and kind",
                "f.yaml:18: Service Web: Service \"Web\" is invalid: metadata.name: Invalid value: \"Web\": a lowercase RFC 1123 label must"
                        + " consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
                        + " (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"), load("""
                apiVersion: metallb.io/v1beta1
                kind: IPAddressPool
                metadata: {name: p}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: c, namespace: nowhere}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selektor: {}, ports: [{port: 80}]}
                --- {}
                ---
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: Service, metadata: {name: Web}, spec: {ports: [{port: 80}]}}
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: last}}
                """));
        assertEquals("last", text(Resources.CONFIG_MAPS, "default", "last", "metadata", "name"));
    }

    @Test
    void namesTheLineOfWhatIsNoYaml() {
        assertEquals(List.of("f.yaml:3: Duplicate Object property \"kind\""), load("apiVersion: v1\nkind: Node\nkind: Node\n"));
        assertEquals(List.of("f.yaml:2: mapping values are not allowed here"), load("apiVersion: v1\n  kind: Node\n"));
        assertEquals(List.of("f.yaml: a document is no object: string"), load("hello\n"));
        assertEquals(List.of("f.json:1: Unexpected end-of-input: expected close marker for Object"), load("f.json", "{"));
        assertEquals(List.of("f.yaml:1: while parsing a flow node: expected the node content, but found '<stream end>'"), load("{"));
        assertEquals(List.of(), load("{apiVersion: v1, kind: ConfigMap, metadata: {name: flow}}"));
        assertEquals(List.of(), load("# nothing\n"));
    }
}
