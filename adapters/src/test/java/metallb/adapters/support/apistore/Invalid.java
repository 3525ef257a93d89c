package metallb.adapters.support.apistore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ArrayNode;

/** Compares a whole 422 with a line that names its causes: {@code Required spec.ports: Required value ;; Invalid ..}. */
final class Invalid {
    static final String SUBDOMAIN = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', "
            + "and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
            + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private static final String LABEL = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must "
            + "start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
            + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    static final String KEY = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
            + "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
            + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    static final String VALUE = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', "
            + "and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
            + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
    private static final String CONFIG = "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  "
            + "or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
    private static final String SHARE = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', "
            + "regex used for validation is '[0-9]+%')";
    private static final Map<String, String> TEXTS = Map.of("<SUBDOMAIN>", SUBDOMAIN, "<LABEL>", LABEL, "<KEY>", KEY, "<VALUE>", VALUE,
            "<CONFIG>", CONFIG, "<SHARE>", SHARE);

    private Invalid() {
    }

    /** {@code kind}: with its group, as the message shows it; {@code causes}: how often each is told matters too. */
    static void assertInvalid(String kind, String name, String causes, Response response) {
        List<String> wanted = Arrays.stream(causes.split(" ;; ")).map(String::strip).map(Invalid::spelled).toList();
        ArrayNode details = Json.list(World.body(response), "details", "causes");
        assertEquals(String.join("\n", wanted), details.valueStream().map(cause -> Json.text(cause, "reason").replace("FieldValue", "") + " "
                + Json.text(cause, "field") + ": " + Json.text(cause, "message")).collect(Collectors.joining("\n")));
        List<String> texts = wanted.stream().map(cause -> cause.substring(cause.indexOf(' ') + 1)).distinct().toList();
        assertEquals("422 Invalid " + kind + " \"" + name + "\" is invalid: " + (texts.size() == 1 ? texts.getFirst()
                : "[" + String.join(", ", texts) + "]"), response.code() + " " + Json.text(World.body(response), "reason") + " "
                + Json.text(World.body(response), "message"));
        assertEquals(422, Json.number(World.body(response), "code"));
        assertEquals(kind, Json.text(World.body(response), "details", "kind")
                + (Json.text(World.body(response), "details", "group").isEmpty() ? "" : "." + Json.text(World.body(response), "details", "group")));
    }

    private static String spelled(String text) {
        String result = text;
        for (Map.Entry<String, String> each : TEXTS.entrySet()) {
            result = result.replace(each.getKey(), each.getValue());
        }
        return result;
    }
}
