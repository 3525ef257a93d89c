package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import metallb.adapters.support.apistore.schema.Json;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The cluster's service addresses (10.96.0.0/12 and fd00:10:96::/112) and node ports (30000 to 32767). */
final class ServiceAllocation {
    private static final int FIRST_PORT = 30_000;
    private static final int PORTS = 2_768;
    private static final int ADDRESSES = 1 << 20;
    private static final Prefix RANGE_4 = Prefix.of("10.96.0.0/12");
    private static final Prefix RANGE_6 = Prefix.of("fd00:10:96::/112");
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
            errors.addAll(ServiceFamilies.settle(spec, Json.child(old, "spec")));
            givenAddresses(spec, old, errors);
        }
        Set<Integer> before = portsOf(old);
        givenPorts(spec, before, errors);
        if (!errors.isEmpty()) {
            return errors;
        }
        if (!ServiceStrategy.isExternalName(fresh)) {
            drawAddresses(spec, dryRun);
        }
        if (ServiceStrategy.takesNodePorts(fresh)) {
            nodePorts(spec, old == null, dryRun, errors);
        }
        if (ServiceStrategy.needsHealthCheck(fresh) && Json.number(spec, "healthCheckNodePort") == 0) {
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

    private void givenAddresses(ObjectNode spec, ObjectNode old, List<FieldError> errors) {
        List<String> had = addressesOf(old);
        for (JsonNode given : Json.list(spec, "clusterIPs")) {
            String text = given.stringValue();
            Prefix range = text.contains(":") ? RANGE_6 : RANGE_4;
            String problem = text.equals("None") || had.contains(text) ? ""
                    : !range.contains(IpAddress.of(text)) ? "the provided IP (" + text + ") is not in the valid range. The range of valid IPs is "
                            + range
                    : addresses.contains(text) ? "provided IP is already allocated" : "";
            if (!problem.isEmpty()) {
                errors.add(FieldError.invalid("spec.clusterIPs", Json.list(spec, "clusterIPs"),
                        "failed to allocate IP " + text + ": " + problem));
            }
        }
    }

    /** One for each family that has none yet: of a new Service, or of one that becomes dual-stack. */
    private void drawAddresses(ObjectNode spec, boolean dryRun) {
        if (Json.text(spec, "clusterIP").equals("None")) {
            return;
        }
        ArrayNode list = spec.get("clusterIPs") instanceof ArrayNode given ? given : spec.putArray("clusterIPs");
        ArrayNode families = Json.list(spec, "ipFamilies");
        for (int index = list.size(); index < families.size(); index++) {
            list.add(address(families.get(index).stringValue().equals("IPv6"), dryRun));
        }
        spec.set("clusterIP", list.get(0));
    }

    private void givenPorts(ObjectNode spec, Set<Integer> before, List<FieldError> errors) {
        int index = 0;
        for (JsonNode port : Json.list(spec, "ports")) {
            givenPort(port.path("nodePort"), "spec.ports[" + index++ + "].nodePort", before, errors);
        }
        givenPort(spec.path("healthCheckNodePort"), "spec.healthCheckNodePort", before, errors);
    }

    private void givenPort(JsonNode number, String field, Set<Integer> before, List<FieldError> errors) {
        int port = number.asInt(0);
        if (port != 0 && (port < FIRST_PORT || port >= FIRST_PORT + PORTS)) {
            errors.add(FieldError.invalid(field, number, "provided port is not in the valid range. The range of valid ports is "
                    + FIRST_PORT + "-" + (FIRST_PORT + PORTS - 1)));
        } else if (ports.contains(port) && !before.contains(port)) {
            errors.add(FieldError.invalid(field, number, "provided port is already allocated"));
        }
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

    private void nodePorts(ObjectNode spec, boolean creation, boolean dryRun, List<FieldError> errors) {
        int index = 0;
        for (JsonNode port : Json.list(spec, "ports")) {
            int shared = creation ? nodePortFor(Json.number(port, "port"), spec) : 0;
            if (Json.number(port, "nodePort") == 0 && shared > 0) {
                ((ObjectNode) port).put("nodePort", shared);
            } else if (Json.number(port, "nodePort") == 0) {
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

    /** Given or drawn for this port with another protocol: a new Service has one for both; 0 where there is none. */
    private static int nodePortFor(long number, ObjectNode spec) {
        return Json.list(spec, "ports").valueStream().filter(port -> Json.number(port, "port") == number)
                .mapToInt(port -> (int) Json.number(port, "nodePort")).filter(nodePort -> nodePort > 0).findFirst().orElse(0);
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

    static Set<Integer> nodePortsOf(ObjectNode service) {
        Set<Integer> taken = new HashSet<>();
        Json.list(service, "spec", "ports").forEach(port -> taken.add((int) Json.number(port, "nodePort")));
        taken.remove(0);
        return taken;
    }

    private static Set<Integer> portsOf(ObjectNode service) {
        Set<Integer> taken = nodePortsOf(service);
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
