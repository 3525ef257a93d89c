package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The cluster's service addresses (10.96.0.0/12 and fd00:10:96::/112) and node ports (30000 to 32767). */
final class ServiceAllocation {
    private static final int FIRST_PORT = 30_000;
    private static final int PORTS = 2_768;
    private static final int ADDRESSES = 1 << 20;
    /** What a dry run shows instead of taking something, as the server does. */
    private static final int DRY_RUN_PORT = 32_769;

    private final Identities identities;
    private final Set<Integer> ports = new HashSet<>();
    private final Set<String> addresses = new HashSet<>();

    ServiceAllocation(Identities identities) {
        this.identities = identities;
    }

    List<FieldError> allocate(ObjectNode fresh, ObjectNode old, boolean dryRun) {
        List<FieldError> errors = new ArrayList<>();
        ObjectNode spec = Json.within(fresh, "spec");
        if (!ServiceStrategy.isExternalName(fresh)) {
            clusterAddresses(spec, old, dryRun, errors);
        }
        Set<Integer> before = portsOf(old);
        Set<Integer> wanted = portsOf(fresh);
        wanted.stream().filter(port -> !before.contains(port) && ports.contains(port)).forEach(port -> errors.add(
                FieldError.invalid("spec.ports[0].nodePort", Json.MAPPER.valueToTree(port), "provided port is already allocated")));
        if (!errors.isEmpty()) {
            return errors;
        }
        if (ServiceStrategy.takesNodePorts(fresh)) {
            nodePorts(spec, dryRun, errors);
        }
        if (ServiceStrategy.isLoadBalancer(fresh) && ServiceStrategy.isLocal(fresh) && Json.number(spec, "healthCheckNodePort") == 0) {
            spec.put("healthCheckNodePort", draw(dryRun));
        }
        if (errors.isEmpty() && !dryRun) {
            ports.removeAll(before);
            ports.addAll(portsOf(fresh));
            addressesOf(old).forEach(addresses::remove);
            addresses.addAll(addressesOf(fresh));
        }
        return errors;
    }

    void release(ObjectNode gone) {
        ports.removeAll(portsOf(gone));
        addressesOf(gone).forEach(addresses::remove);
    }

    private void clusterAddresses(ObjectNode spec, ObjectNode old, boolean dryRun, List<FieldError> errors) {
        String wanted = Json.text(spec, "clusterIP");
        ArrayNode families = families(spec);
        List<String> had = addressesOf(old);
        if (wanted.isEmpty()) {
            ArrayNode list = spec.putArray("clusterIPs");
            families.forEach(family -> list.add(address(family.stringValue().equals("IPv6"), dryRun)));
            spec.set("clusterIP", list.get(0));
        } else if (Json.list(spec, "clusterIPs").isEmpty()) {
            spec.putArray("clusterIPs").add(wanted);
        }
        if (!wanted.isEmpty() && !wanted.equals("None") && !had.contains(wanted) && addresses.contains(wanted)) {
            errors.add(FieldError.invalid("spec.clusterIPs", Json.list(spec, "clusterIPs"),
                    "failed to allocate IP " + wanted + ": provided IP is already allocated"));
        }
    }

    private static ArrayNode families(ObjectNode spec) {
        String policy = Json.text(spec, "ipFamilyPolicy");
        ArrayNode families = Json.list(spec, "ipFamilies");
        if (families.isEmpty()) {
            boolean six = Json.text(spec, "clusterIP").contains(":");
            families = spec.putArray("ipFamilies").add(six ? "IPv6" : "IPv4");
        }
        if (policy.endsWith("DualStack") && families.size() == 1) {
            families.add(families.get(0).stringValue().equals("IPv4") ? "IPv6" : "IPv4");
        }
        if (policy.isEmpty()) {
            spec.put("ipFamilyPolicy", families.size() > 1 ? "RequireDualStack" : "SingleStack");
        }
        return families;
    }

    private String address(boolean six, boolean dryRun) {
        String text;
        do {
            // neither the network's own address nor the last one
            int number = dryRun ? 0 : 1 + identities.below(six ? 65_534 : ADDRESSES - 2);
            text = six ? "fd00:10:96::" + Integer.toHexString(number)
                    : "10." + (96 + (number >> 16)) + "." + (number >> 8 & 255) + "." + (number & 255);
        } while (!dryRun && !addresses.add(text));
        return text;
    }

    private void nodePorts(ObjectNode spec, boolean dryRun, List<FieldError> errors) {
        int index = 0;
        for (JsonNode port : Json.list(spec, "ports")) {
            if (Json.number(port, "nodePort") == 0) {
                if (ports.size() >= PORTS) {
                    errors.add(new FieldError("InternalError", "spec.ports[" + index + "].nodePort",
                            "Internal error: failed to allocate a nodePort: range is full"));
                    return;
                }
                ((ObjectNode) port).put("nodePort", draw(dryRun));
            }
            index++;
        }
    }

    private int draw(boolean dryRun) {
        if (dryRun || ports.size() >= PORTS) {
            return DRY_RUN_PORT;
        }
        int port = FIRST_PORT + identities.below(PORTS);
        while (!ports.add(port)) {
            port = FIRST_PORT + (port - FIRST_PORT + 1) % PORTS;
        }
        return port;
    }

    private static Set<Integer> portsOf(ObjectNode service) {
        Set<Integer> taken = new HashSet<>();
        Json.list(service, "spec", "ports").forEach(port -> taken.add((int) Json.number(port, "nodePort")));
        taken.add((int) Json.number(service, "spec", "healthCheckNodePort"));
        taken.remove(0);
        return taken;
    }

    private static List<String> addressesOf(ObjectNode service) {
        List<String> taken = new ArrayList<>();
        Json.list(service, "spec", "clusterIPs").forEach(address -> taken.add(address.stringValue()));
        taken.remove("None");
        return taken;
    }
}
