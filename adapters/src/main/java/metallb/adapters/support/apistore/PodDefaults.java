package metallb.adapters.support.apistore;

import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server adds to the spec of a pod, or of a template for pods. */
final class PodDefaults {
    private PodDefaults() {
    }

    static void fill(ObjectNode spec) {
        absent(spec, "restartPolicy", "Always");
        absent(spec, "terminationGracePeriodSeconds", 30);
        absent(spec, "dnsPolicy", "ClusterFirst");
        absent(spec, "schedulerName", "default-scheduler");
        if (Json.at(spec, "securityContext") == null) {
            spec.putObject("securityContext");
        }
        // the old name of the field follows the new one
        if (!Json.text(spec, "serviceAccountName").isEmpty()) {
            spec.put("serviceAccount", Json.text(spec, "serviceAccountName"));
        }
        boolean hostNetwork = spec.path("hostNetwork").asBoolean(false);
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode each : Json.list(spec, list)) {
                if (each instanceof ObjectNode container) {
                    container(container, hostNetwork);
                }
            }
        }
        for (JsonNode each : Json.list(spec, "volumes")) {
            volume((ObjectNode) each);
        }
    }

    private static void container(ObjectNode container, boolean hostNetwork) {
        absent(container, "terminationMessagePath", "/dev/termination-log");
        absent(container, "terminationMessagePolicy", "File");
        String image = Json.text(container, "image");
        String tag = image.substring(image.lastIndexOf('/') + 1);
        boolean latest = !tag.contains("@") && (!tag.contains(":") || tag.endsWith(":latest"));
        absent(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
        Json.within(container, "resources");
        for (JsonNode each : Json.list(container, "ports")) {
            ObjectNode port = (ObjectNode) each;
            absent(port, "protocol", "TCP");
            if (hostNetwork && Json.number(port, "hostPort") == 0) {
                port.set("hostPort", port.get("containerPort"));
            }
        }
        for (String name : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (Json.at(container, name) instanceof ObjectNode probe) {
                absent(probe, "timeoutSeconds", 1);
                absent(probe, "periodSeconds", 10);
                absent(probe, "successThreshold", 1);
                absent(probe, "failureThreshold", 3);
                if (Json.at(probe, "httpGet") instanceof ObjectNode get) {
                    absent(get, "path", "/");
                    absent(get, "scheme", "HTTP");
                }
            }
        }
        for (JsonNode variable : Json.list(container, "env")) {
            if (Json.at(variable, "valueFrom", "fieldRef") instanceof ObjectNode field) {
                absent(field, "apiVersion", "v1");
            }
        }
    }

    private static void volume(ObjectNode volume) {
        for (String source : List.of("secret", "configMap")) {
            if (Json.at(volume, source) instanceof ObjectNode files) {
                absent(files, "defaultMode", 420);   // 0644
            }
        }
        if (Json.at(volume, "hostPath") instanceof ObjectNode path && Json.at(path, "type") == null) {
            path.put("type", "");
        }
    }

    static void absent(ObjectNode object, String field, int value) {
        if (Json.at(object, field) == null) {
            object.put(field, value);
        }
    }

    static void absent(ObjectNode object, String field, String value) {
        if (Json.text(object, field).isEmpty()) {
            object.put(field, value);
        }
    }
}
