package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import metallb.adapters.support.apistore.schema.Json;
import metallb.domain.net.IpAddress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server refuses in a Service, as far as it concerns load balancers and their ports. */
final class ServiceValidation {
    private static final List<String> TYPES = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
    private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
    private static final List<String> POLICIES = List.of("Cluster", "Local");
    private static final String ADDRESS_TEXT = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";

    private ServiceValidation() {
    }

    static List<FieldError> errors(ObjectNode service, ObjectNode old) {
        List<FieldError> errors = new ArrayList<>();
        ObjectNode spec = Json.child(service, "spec");
        if (old != null) {
            unchangeable(spec, Json.child(old, "spec"), errors);
        }
        String type = Json.text(spec, "type");
        boolean headless = Json.text(spec, "clusterIP").equals("None");
        if (Json.list(spec, "ports").isEmpty() && !headless && !type.equals("ExternalName")) {
            errors.add(FieldError.required("spec.ports", ""));
        }
        if (headless && (type.equals("LoadBalancer") || type.equals("NodePort"))) {
            errors.add(FieldError.invalid("spec.clusterIPs[0]", "None", "may not be set to 'None' for " + type + " services"));
        }
        ports(Json.list(spec, "ports"), errors);
        supported(spec, "spec.sessionAffinity", "sessionAffinity", List.of("ClientIP", "None"), errors);
        supported(spec, "spec.type", "type", TYPES, errors);
        supported(spec, "spec.externalTrafficPolicy", "externalTrafficPolicy", POLICIES, errors);
        if (!type.equals("LoadBalancer") && Json.at(spec, "loadBalancerClass") != null) {
            errors.add(FieldError.forbidden("spec.loadBalancerClass", "may only be used when `type` is 'LoadBalancer'"));
        }
        if (!type.equals("LoadBalancer") && Json.at(spec, "allocateLoadBalancerNodePorts") != null) {
            errors.add(FieldError.forbidden("spec.allocateLoadBalancerNodePorts", "may only be used when `type` is 'LoadBalancer'"));
        }
        addresses(service, errors);
        return errors;
    }

    private static void unchangeable(ObjectNode spec, ObjectNode before, List<FieldError> errors) {
        boolean stays = Json.text(spec, "type").equals("LoadBalancer") && Json.text(before, "type").equals("LoadBalancer");
        JsonNode wanted = Json.at(spec, "loadBalancerClass");
        JsonNode had = Json.at(before, "loadBalancerClass");
        if (stays && (wanted == null ? had != null : !wanted.equals(had))) {
            errors.add(new FieldError("FieldValueInvalid", "spec.loadBalancerClass",
                    "Invalid value: " + (wanted == null ? "null" : wanted) + ": may not change once set"));
        }
        String address = Json.text(before, "clusterIP");
        if (!address.isEmpty() && !Json.text(spec, "type").equals("ExternalName") && !Json.text(spec, "clusterIP").equals(address)) {
            errors.add(FieldError.invalid("spec.clusterIPs[0]", Json.list(spec, "clusterIPs"), "may not change once set"));
        }
    }

    private static void ports(ArrayNode ports, List<FieldError> errors) {
        Set<String> names = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        int index = 0;
        for (JsonNode port : ports) {
            String field = "spec.ports[" + index++ + "]";
            String name = Json.text(port, "name");
            if (name.isEmpty()) {
                if (ports.size() > 1) {
                    errors.add(FieldError.required(field + ".name", ""));
                }
            } else if (!Names.isLabel(name)) {
                errors.add(FieldError.invalid(field + ".name", name, "a lowercase RFC 1123 label must consist of lower case alphanumeric"
                        + " characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
                        + " regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"));
            } else if (!names.add(name)) {
                errors.add(FieldError.duplicate(field + ".name", FieldError.quoted(name)));
            }
            inRange(port.get("port"), field + ".port", errors);
            if (!PROTOCOLS.contains(Json.text(port, "protocol"))) {
                errors.add(FieldError.unsupported(field + ".protocol", Json.text(port, "protocol"), PROTOCOLS));
            }
            inRange(port.get("targetPort"), field + ".targetPort", errors);
            if (!numbers.add(Json.number(port, "port") + "/" + Json.text(port, "protocol"))) {
                errors.add(FieldError.duplicate(field, "{\"name\":" + FieldError.quoted(name) + ",\"protocol\":"
                        + port.get("protocol") + ",\"port\":" + port.get("port") + ",\"targetPort\":" + port.get("targetPort") + "}"));
            }
        }
    }

    private static void inRange(JsonNode port, String field, List<FieldError> errors) {
        if (port.isNumber() && (port.intValue() < 1 || port.intValue() > 65_535)) {
            errors.add(FieldError.invalid(field, port, "must be between 1 and 65535, inclusive"));
        }
    }

    private static void supported(ObjectNode spec, String field, String name, List<String> values, List<FieldError> errors) {
        String value = Json.text(spec, name);
        if (!value.isEmpty() && !values.contains(value)) {
            errors.add(FieldError.unsupported(field, value, values));
        }
    }

    private static void addresses(ObjectNode service, List<FieldError> errors) {
        int index = 0;
        for (JsonNode address : Json.list(service, "spec", "externalIPs")) {
            checkAddress("spec.externalIPs[" + index++ + "]", address.stringValue(), errors);
        }
        index = 0;
        for (JsonNode ingress : Json.list(service, "status", "loadBalancer", "ingress")) {
            String address = Json.text(ingress, "ip");
            if (!address.isEmpty()) {
                checkAddress("status.loadBalancer.ingress[" + index + "].ip", address, errors);
            }
            index++;
        }
    }

    private static void checkAddress(String field, String text, List<FieldError> errors) {
        if (IpAddress.parse(text).isEmpty()) {
            errors.add(FieldError.invalid(field, text, ADDRESS_TEXT));
        }
    }
}
