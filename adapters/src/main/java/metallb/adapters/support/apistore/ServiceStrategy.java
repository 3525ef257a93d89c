package metallb.adapters.support.apistore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A Service's defaults, what a change of type clears, and its addresses and ports. */
final class ServiceStrategy implements Strategy {
    private final ServiceAllocation allocation;

    ServiceStrategy(ServiceAllocation allocation) {
        this.allocation = allocation;
    }

    static boolean isLoadBalancer(JsonNode service) {
        return Json.text(service, "spec", "type").equals("LoadBalancer");
    }

    static boolean takesNodePorts(JsonNode service) {
        return Json.text(service, "spec", "type").equals("NodePort")
                || isLoadBalancer(service) && service.path("spec").path("allocateLoadBalancerNodePorts").asBoolean(true);
    }

    static boolean isExternalName(JsonNode service) {
        return Json.text(service, "spec", "type").equals("ExternalName");
    }

    private static boolean hasExternalType(JsonNode service) {
        return isLoadBalancer(service) || Json.text(service, "spec", "type").equals("NodePort");
    }

    /** What the server calls externally accessible: such a Service has an externalTrafficPolicy. */
    static boolean isReachableFromOutside(JsonNode service) {
        return hasExternalType(service) || Json.text(service, "spec", "type").equals("ClusterIP")
                && !Json.list(service, "spec", "externalIPs").isEmpty();
    }

    static boolean needsHealthCheck(JsonNode service) {
        return isLoadBalancer(service) && Json.text(service, "spec", "externalTrafficPolicy").equals("Local");
    }

    @Override
    public void prepare(ObjectNode fresh, ObjectNode old) {
        ObjectNode spec = Json.within(fresh, "spec");
        absent(spec, "type", "ClusterIP");
        absent(spec, "sessionAffinity", "None");
        if (old != null) {
            keepAddresses(spec, Json.child(old, "spec"));
            if (hasExternalType(old) && hasExternalType(fresh)) {
                keepNodePorts(spec, Json.child(old, "spec"));
            }
            clearWhatTheTypeHasNot(fresh, spec, old);
        }
        if (!Json.text(spec, "clusterIP").isEmpty() && Json.list(spec, "clusterIPs").isEmpty()) {
            spec.putArray("clusterIPs").add(spec.get("clusterIP"));
        }
        Json.list(spec, "ports").forEach(port -> portDefaults((ObjectNode) port));
        if (isExternalName(fresh)) {
            return;
        }
        absent(spec, "internalTrafficPolicy", "Cluster");
        if (isReachableFromOutside(fresh)) {
            absent(spec, "externalTrafficPolicy", "Cluster");
        }
        if (isLoadBalancer(fresh) && Json.at(spec, "allocateLoadBalancerNodePorts") == null) {
            spec.put("allocateLoadBalancerNodePorts", true);
        }
        if (Json.text(spec, "sessionAffinity").equals("ClientIP") && Json.at(spec, "sessionAffinityConfig") == null) {
            spec.putObject("sessionAffinityConfig").putObject("clientIP").put("timeoutSeconds", 10_800);
        }
    }

    private static void portDefaults(ObjectNode port) {
        absent(port, "protocol", "TCP");
        JsonNode target = port.get("targetPort");
        if (target == null || target.isNumber() && target.intValue() == 0 || target.isString() && target.stringValue().isEmpty()) {
            port.set("targetPort", JsonNodeFactory.instance.numberNode((int) Json.number(port, "port")));
        }
    }

    private static void absent(ObjectNode object, String field, String value) {
        if (Json.text(object, field).isEmpty()) {
            object.put(field, value);
        }
    }

    /** A writer that says nothing of addresses and node ports keeps them, as long as the types still have them. */
    private static void keepAddresses(ObjectNode spec, ObjectNode before) {
        for (String field : List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "healthCheckNodePort")) {
            if (Json.at(spec, field) == null && before.has(field)) {
                spec.set(field, before.get(field).deepCopy());
            }
        }
        String address = Json.text(spec, "clusterIP");
        if (!address.isEmpty() && Json.list(spec, "clusterIPs").size() > 0 && spec.get("clusterIPs").equals(before.get("clusterIPs"))) {
            // who changes the one changes the first of the other
            Json.list(spec, "clusterIPs").set(0, JsonNodeFactory.instance.stringNode(address));
        }
    }

    /** A port is known by its name, whatever else of it changed; the only one may have none. What is given to another is not kept. */
    private static void keepNodePorts(ObjectNode spec, ObjectNode before) {
        Set<Long> given = Json.list(spec, "ports").valueStream().map(port -> Json.number(port, "nodePort")).collect(Collectors.toSet());
        Map<String, Long> earlier = new HashMap<>();
        Json.list(before, "ports").forEach(port -> earlier.put(Json.text(port, "name"), Json.number(port, "nodePort")));
        for (JsonNode port : Json.list(spec, "ports")) {
            long kept = earlier.getOrDefault(Json.text(port, "name"), 0L);
            if (Json.number(port, "nodePort") == 0 && kept > 0 && !given.contains(kept)) {
                ((ObjectNode) port).put("nodePort", (int) kept);
            }
        }
    }

    /** Only what its writer left as it was: who sets it anew for a type that has it not shall hear of it. */
    private static void clearWhatTheTypeHasNot(ObjectNode fresh, ObjectNode spec, ObjectNode old) {
        ObjectNode before = Json.child(old, "spec");
        if (isLoadBalancer(old) && !isLoadBalancer(fresh)) {
            clear(spec, before, "allocateLoadBalancerNodePorts", "loadBalancerClass");
            Json.within(fresh, "status").putObject("loadBalancer");
        }
        if (hasExternalType(old) && !hasExternalType(fresh)
                && ServiceAllocation.nodePortsOf(fresh).equals(ServiceAllocation.nodePortsOf(old))) {
            Json.list(spec, "ports").forEach(port -> ((ObjectNode) port).remove("nodePort"));
        }
        if (needsHealthCheck(old) && !needsHealthCheck(fresh)) {
            clear(spec, before, "healthCheckNodePort");
        }
        if (isReachableFromOutside(old) && !isReachableFromOutside(fresh)) {
            clear(spec, before, "externalTrafficPolicy");
        }
        if (isExternalName(fresh)) {
            clear(spec, before, "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy");
        }
    }

    private static void clear(ObjectNode spec, ObjectNode before, String... fields) {
        for (String field : fields) {
            if (spec.has(field) && spec.get(field).equals(before.get(field))) {
                spec.remove(field);
            }
        }
    }

    @Override
    public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
        for (JsonNode ingress : Json.list(fresh, "status", "loadBalancer", "ingress")) {
            // the mode of an address is VIP unless its writer says Proxy
            if (!Json.text(ingress, "ip").isEmpty() && Json.at(ingress, "ipMode") == null) {
                ((ObjectNode) ingress).put("ipMode", "VIP");
            }
        }
        return ServiceValidation.errors(fresh, old);
    }

    @Override
    public MetadataValidation.Look metadataLook() {
        return MetadataValidation.Look.BOTH;
    }

    @Override
    public List<FieldError> allocate(ObjectNode fresh, ObjectNode old, boolean dryRun) {
        return allocation.allocate(fresh, old, dryRun);
    }

    @Override
    public void release(ObjectNode gone) {
        allocation.release(gone);
    }
}
