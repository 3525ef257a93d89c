package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.World.CONFIG_MAPS;
import static metallb.adapters.support.apistore.World.body;
import static metallb.adapters.support.apistore.World.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What server-side apply refuses, in the server's words. */
class ApplyRefusalsTest {
    private static final String HEAD = "apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: rec";

    private final World world = new World();

    private Response apply(String rest) {
        return world.apply(World.SERVICES + "/a?fieldManager=one", HEAD + rest);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            }\\nspec: {foo: 1}                              | .spec.foo: field not declared in schema
            , nmae: x}                                     | .metadata.nmae: field not declared in schema
            }\\nspce: {}                                    | .spce: field not declared in schema
            }\\nspec: {ports: [{port: 80, prt: 1}]}         | .spec.ports[port=80,protocol="TCP"].prt: field not declared in schema
            }\\nspec: {ports: [{port: 80}, {name: x}]}      | .spec.ports: element 1: associative list with keys has an element that omits key field "port" (and doesn't have default value)
            }\\nspec: {ports: [{port: 80}, {port: 80, protocol: TCP, name: x}]} | .spec.ports: duplicate entries for key [port=80,protocol="TCP"]
            , finalizers: [a/b, a/b]}                      | .metadata.finalizers: duplicate entries for key [="a/b"]
            }\\nspec: {foo: 1, bar: 2}                      | errors:\\n  .spec.foo: field not declared in schema\\n  .spec.bar: field not declared in schema
            }\\nspec: {healthCheckNodePort: many}           | .spec.healthCheckNodePort: expected numeric (int or float), got string
            }\\nspec: {type: 1}                             | .spec.type: expected string, got &value.valueUnstructured{Value:1}
            }\\nspec: {clusterIPs: [1]}                     | .spec.clusterIPs[0]: expected string, got &value.valueUnstructured{Value:1}
            }\\nspec: {publishNotReadyAddresses: 'no'}      | .spec.publishNotReadyAddresses: expected boolean, got &{no}
            }\\nspec: {ports: {port: 80}}                   | .spec.ports: expected list, got &{map[port:80]}
            , labels: [a]}                                 | .metadata.labels: expected map, got &{[a]}
            }\\nspec: x                                     | .spec: expected map, got &{x}
            """)
    void refusesWhatTheSchemaDoesNotDeclare(String rest, String why) {
        Response refused = apply(rest.replace("\\n", "\n"));
        assertEquals("500 failed to create typed patch object (rec/a; /v1, Kind=Service): " + why.replace("\\n", "\n"), message(refused));
        assertEquals("", Json.text(body(refused), "reason"));
        assertEquals(404, world.get(World.SERVICES + "/a").code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Strict", "Warn", "Ignore"})
    void refusesUnknownFieldsHoweverTheCallerWantsThemTreated(String validation) {
        world.post(CONFIG_MAPS, World.configMap("c"));
        assertEquals("500 failed to create typed patch object (/c; /v1, Kind=ConfigMap): .spec: field not declared in schema",
                message(world.apply(CONFIG_MAPS + "/c?fieldManager=one&fieldValidation=" + validation,
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, spec: {}}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {apiVersion: v1, kind: Secret}              | invalid object type: /v1, Kind=Secret
            {apiVersion: apps/v1, kind: ConfigMap}      | invalid object type: apps/v1, Kind=ConfigMap
            {apiVersion: v1}                            | invalid object type: /v1, Kind=
            null                                        | invalid object type: /, Kind=
            []                                          | error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}
            {apiVersion: v1, kind: ConfigMap, metadata: {managedFields: [{}]}} | metadata.managedFields must be nil
            {apiVersion: v1, kind: ConfigMap, metadata: {managedFields: []}}   | metadata.managedFields must be nil
            """)
    void refusesWhatIsNoConfigurationOfThisKind(String content, String why) {
        assertEquals("400 " + why, message(world.apply(CONFIG_MAPS + "/c?fieldManager=one", content)));
    }

    @Test
    void createsNothingUnderAUid() {
        String config = "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, uid: %s, managedFields: null}}";
        assertEquals("409 Operation cannot be fulfilled on configmaps \"c\": uid mismatch: the provided object specified uid u, and no "
                + "existing object was found", message(world.apply(CONFIG_MAPS + "/c?fieldManager=one", config.formatted("u"))));
        Response created = world.post(CONFIG_MAPS, World.configMap("c"));
        assertEquals("422 ConfigMap \"c\" is invalid: metadata.uid: Invalid value: \"u\": field is immutable",
                message(world.apply(CONFIG_MAPS + "/c?fieldManager=one", config.formatted("u"))));
        assertEquals(200, world.apply(CONFIG_MAPS + "/c?fieldManager=one",
                config.formatted(Json.text(body(created), "metadata", "uid"))).code());
    }

    @Test
    void tellsOfNoUnknownFieldsInWhatItTook() {
        assertEquals(List.of(), apply("}\nspec: {ports: [{port: 80}]}").warnings());
    }
}
