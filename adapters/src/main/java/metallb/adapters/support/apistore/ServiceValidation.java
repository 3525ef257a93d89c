package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server refuses in a Service, in the server's order: what may not change, types, ports, addresses, policies. */
final class ServiceValidation {
    private static final List<String> TYPES = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
    private static final List<String> POLICIES = List.of("Cluster", "Local");
    private static final List<String> DISTRIBUTIONS = List.of("PreferClose", "PreferSameNode", "PreferSameZone");
    private static final String ONLY_LOAD_BALANCER = "may only be used when `type` is 'LoadBalancer'";

    private ServiceValidation() {
    }

    static List<FieldError> errors(ObjectNode service, ObjectNode old) {
        List<FieldError> errors = new ArrayList<>();
        ObjectNode spec = Json.child(service, "spec");
        if (old != null) {
            ServiceChangeValidation.check(service, old, errors);
        }
        type(spec, errors);
        ServicePortValidation.each(spec, errors);
        MetadataValidation.labels(Json.child(spec, "selector"), "spec.selector", errors);
        affinity(spec, errors);
        ServiceAddressValidation.check(spec, errors);
        int index = 0;
        for (JsonNode address : Json.list(spec, "externalIPs")) {
            external(address.asString(""), "spec.externalIPs[" + index++ + "]", errors);
        }
        supported(spec, "type", TYPES, errors);
        ServicePortValidation.together(spec, errors);
        loadBalancerOnly(service, spec, errors);
        policies(service, spec, errors);
        ServiceStatusValidation.check(service, errors);
        return errors;
    }

    private static void type(ObjectNode spec, List<FieldError> errors) {
        String type = Json.text(spec, "type");
        boolean headless = Json.text(spec, "clusterIP").equals("None");
        if (Json.list(spec, "ports").isEmpty() && !headless && !type.equals("ExternalName")) {
            errors.add(FieldError.required("spec.ports", ""));
        }
        if (headless && (type.equals("LoadBalancer") || type.equals("NodePort"))) {
            errors.add(FieldError.invalid("spec.clusterIPs[0]", "None", "may not be set to 'None' for " + type + " services"));
        }
        if (!type.equals("ExternalName")) {
            return;
        }
        for (String field : List.of("clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
            if (Json.at(spec, field) != null) {
                errors.add(FieldError.forbidden("spec." + field, "may not be set for ExternalName services"));
            }
        }
        // one dot at the end says that the name is whole
        String name = Json.text(spec, "externalName").replaceFirst("\\.$", "");
        if (name.isEmpty()) {
            errors.add(FieldError.required("spec.externalName", ""));
        } else {
            Names.subdomainProblem(name).ifPresent(problem -> errors.add(FieldError.invalid("spec.externalName", name, problem)));
        }
    }

    private static void affinity(ObjectNode spec, List<FieldError> errors) {
        supported(spec, "sessionAffinity", List.of("ClientIP", "None"), errors);
        if (Json.text(spec, "sessionAffinity").equals("None") && Json.at(spec, "sessionAffinityConfig") != null) {
            errors.add(FieldError.forbidden("spec.sessionAffinityConfig", "must not be set when session affinity is None"));
        }
    }

    private static void loadBalancerOnly(ObjectNode service, ObjectNode spec, List<FieldError> errors) {
        boolean loadBalancer = ServiceStrategy.isLoadBalancer(service);
        // the field's name begins in upper case here, as the server says it
        String ranges = "spec.LoadBalancerSourceRanges";
        if (!loadBalancer && !Json.list(spec, "loadBalancerSourceRanges").isEmpty()) {
            errors.add(FieldError.forbidden(ranges, ONLY_LOAD_BALANCER));
        }
        int index = 0;
        for (JsonNode range : Json.list(spec, "loadBalancerSourceRanges")) {
            String text = range.asString("").strip();
            if (Prefix.parse(text).isEmpty()) {
                errors.add(FieldError.invalid(ranges + "[" + index + "]", text,
                        "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"));
            }
            index++;
        }
        for (String field : List.of("allocateLoadBalancerNodePorts", "loadBalancerClass")) {
            if (!loadBalancer && Json.at(spec, field) != null) {
                errors.add(FieldError.forbidden("spec." + field, ONLY_LOAD_BALANCER));
            }
        }
        if (loadBalancer) {
            Keys.checkQualifiedName(spec, "loadBalancerClass", "spec.", errors);
        }
    }

    private static void policies(ObjectNode service, ObjectNode spec, List<FieldError> errors) {
        String external = Json.text(spec, "externalTrafficPolicy");
        if (ServiceStrategy.isReachableFromOutside(service)) {
            supported(spec, "externalTrafficPolicy", POLICIES, errors);
        } else if (!external.isEmpty()) {
            errors.add(FieldError.invalid("spec.externalTrafficPolicy", external, "may only be set for externally-accessible services"));
        }
        JsonNode check = Json.at(spec, "healthCheckNodePort");
        if (check != null && !ServiceStrategy.needsHealthCheck(service)) {
            errors.add(FieldError.invalid("spec.healthCheckNodePort", check,
                    "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"));
        } else if (check != null) {
            ServicePortValidation.inRange(check, "spec.healthCheckNodePort", errors);
        }
        supported(spec, "internalTrafficPolicy", POLICIES, errors);
        supported(spec, "trafficDistribution", DISTRIBUTIONS, errors);
    }

    private static void supported(ObjectNode spec, String name, List<String> values, List<FieldError> errors) {
        JsonNode value = Json.at(spec, name);
        if (value != null && !values.contains(value.asString(""))) {
            errors.add(FieldError.unsupported("spec." + name, value.asString(""), values));
        }
    }

    private static void external(String text, String field, List<FieldError> errors) {
        if (IpAddress.parse(text).isEmpty()) {
            address(text, field, errors);
        } else {
            SpecialAddresses.check(text, field, errors);
        }
    }

    static void address(String text, String field, List<FieldError> errors) {
        if (IpAddress.parse(text).isEmpty()) {
            errors.add(FieldError.invalid(field, text, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"));
        }
    }
}
