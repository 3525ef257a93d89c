package metallb.adapters.support.apistore;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server refuses in {@code spec.ports}: each port for itself, then what two ports may not share. */
final class ServicePortValidation {
    private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

    private ServicePortValidation() {
    }

    static void each(ObjectNode spec, List<FieldError> errors) {
        List<JsonNode> ports = Json.list(spec, "ports").valueStream().toList();
        Set<String> names = new HashSet<>();
        for (int index = 0; index < ports.size(); index++) {
            JsonNode port = ports.get(index);
            String field = "spec.ports[" + index + "]";
            name(Json.text(port, "name"), ports.size() > 1, names, field + ".name", errors);
            inRange(port.get("port"), field + ".port", errors);
            if (!PROTOCOLS.contains(Json.text(port, "protocol"))) {
                errors.add(FieldError.unsupported(field + ".protocol", Json.text(port, "protocol"), PROTOCOLS));
            }
            target(port.get("targetPort"), field + ".targetPort", errors);
            Keys.checkQualifiedName(port, "appProtocol", field + ".", errors);
        }
    }

    /** Node ports on a type that has none, then node ports and ports that stand there twice. */
    static void together(ObjectNode spec, List<FieldError> errors) {
        List<JsonNode> ports = Json.list(spec, "ports").valueStream().toList();
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < ports.size(); index++) {
            if (Json.text(spec, "type").equals("ClusterIP") && Json.number(ports.get(index), "nodePort") != 0) {
                errors.add(FieldError.forbidden("spec.ports[" + index + "].nodePort", "may not be used when `type` is 'ClusterIP'"));
            }
        }
        for (int index = 0; index < ports.size(); index++) {
            long number = Json.number(ports.get(index), "nodePort");
            if (number != 0 && !seen.add("node " + number + Json.text(ports.get(index), "protocol"))) {
                errors.add(FieldError.duplicate("spec.ports[" + index + "].nodePort", Long.toString(number)));
            }
        }
        for (int index = 0; index < ports.size(); index++) {
            long number = Json.number(ports.get(index), "port");
            String protocol = Json.text(ports.get(index), "protocol");
            if (!seen.add("port " + number + protocol)) {
                errors.add(FieldError.duplicate("spec.ports[" + index + "]", key(protocol, number)));
            }
        }
    }

    /** The server shows what it compares, in its own internal form: protocol and port, everything else empty. */
    private static String key(String protocol, long number) {
        return "{\"Name\":\"\",\"Protocol\":" + FieldError.quoted(protocol) + ",\"AppProtocol\":null,\"Port\":" + number
                + ",\"TargetPort\":0,\"NodePort\":0}";
    }

    private static void name(String name, boolean required, Set<String> names, String field, List<FieldError> errors) {
        if (name.isEmpty()) {
            if (required) {
                errors.add(FieldError.required(field, ""));
            }
            return;
        }
        Names.labelProblem(name).ifPresent(problem -> errors.add(FieldError.invalid(field, name, problem)));
        if (!names.add(name)) {
            errors.add(FieldError.duplicate(field, FieldError.quoted(name)));
        }
    }

    private static void target(JsonNode port, String field, List<FieldError> errors) {
        inRange(port, field, errors);
        if (port.isString()) {
            Keys.portNameProblems(port.stringValue()).forEach(why -> errors.add(FieldError.invalid(field, port.stringValue(), why)));
        }
    }

    static void inRange(JsonNode port, String field, List<FieldError> errors) {
        if (port.isNumber() && (port.intValue() < 1 || port.intValue() > 65_535)) {
            errors.add(FieldError.invalid(field, port, "must be between 1 and 65535, inclusive"));
        }
    }
}
