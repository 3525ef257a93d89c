package metallb.adapters.support.apistore;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import metallb.adapters.support.apistore.schema.Json;
import metallb.domain.net.IpAddress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What the server refuses in the endpoints and ports of an EndpointSlice. */
final class EndpointValidation {
    static final int MOST_ENDPOINTS = 1_000;
    static final int MOST_ADDRESSES = 100;
    static final int MOST_PORTS = 20_000;
    private static final int MOST_TOPOLOGY = 16;
    private static final int MOST_ZONES = 8;
    private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

    private EndpointValidation() {
    }

    static void endpoints(String type, ArrayNode endpoints, List<FieldError> errors) {
        if (endpoints.size() > MOST_ENDPOINTS) {
            errors.add(FieldError.tooMany("endpoints", endpoints.size(), MOST_ENDPOINTS));
            return;
        }
        int index = 0;
        for (JsonNode endpoint : endpoints) {
            String field = "endpoints[" + index++ + "]";
            addresses(type, Json.list(endpoint, "addresses"), field + ".addresses", errors);
            name(endpoint, "nodeName", Names::subdomainProblem, field, errors);
            var topology = Json.child(endpoint, "deprecatedTopology");
            if (topology.size() > MOST_TOPOLOGY) {
                errors.add(FieldError.tooMany(field + ".deprecatedTopology", topology.size(), MOST_TOPOLOGY));
            }
            MetadataValidation.labels(topology, field + ".deprecatedTopology", errors);
            name(endpoint, "hostname", Names::labelProblem, field, errors);
            hints(Json.list(endpoint, "hints", "forZones"), field + ".hints.forZones", errors);
        }
    }

    private static void name(JsonNode endpoint, String part, Function<String, Optional<String>> look, String field, List<FieldError> errors) {
        if (Json.at(endpoint, part) != null) {
            String name = Json.text(endpoint, part);
            look.apply(name).ifPresent(why -> errors.add(FieldError.invalid(field + "." + part, name, why)));
        }
    }

    private static void hints(ArrayNode zones, String field, List<FieldError> errors) {
        if (zones.size() > MOST_ZONES) {
            errors.add(FieldError.tooMany(field, zones.size(), MOST_ZONES));
            return;
        }
        Set<String> names = new HashSet<>();
        int index = 0;
        for (JsonNode zone : zones) {
            String place = field + "[" + index++ + "].name";
            String name = Json.text(zone, "name");
            if (!names.add(name)) {
                errors.add(FieldError.duplicate(place, FieldError.quoted(name)));
            }
            Keys.labelValueProblems(name).forEach(why -> errors.add(FieldError.invalid(place, name, why)));
        }
    }

    private static void addresses(String type, ArrayNode addresses, String field, List<FieldError> errors) {
        if (addresses.isEmpty()) {
            errors.add(FieldError.required(field, "must contain at least 1 address"));
        } else if (addresses.size() > MOST_ADDRESSES) {
            errors.add(FieldError.tooMany(field, addresses.size(), MOST_ADDRESSES));
        }
        int index = 0;
        for (JsonNode each : addresses) {
            String address = each.stringValue();
            String place = field + "[" + index++ + "]";
            switch (type) {
                case "IPv4", "IPv6" -> ip(type, address, place, errors);
                case "FQDN" -> domainName(address, place, errors);
                default -> {
                    // of an unknown type nothing is known
                }
            }
        }
    }

    private static void ip(String type, String text, String field, List<FieldError> errors) {
        Optional<IpAddress> address = IpAddress.parse(text);
        if (address.isEmpty() || !address.get().family().name().equalsIgnoreCase(type)) {
            errors.add(FieldError.invalid(field, text, "must be a valid " + type + " address"));
        }
        SpecialAddresses.check(text, field, errors);
    }

    /** One dot at its end says that a name is whole. */
    private static void domainName(String text, String field, List<FieldError> errors) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        Optional<String> problem = Names.subdomainProblem(name);
        if (text.isEmpty()) {
            errors.add(FieldError.required(field, ""));
        } else if (problem.isPresent()) {
            errors.add(FieldError.invalid(field, name, problem.get()));
        } else if (!name.contains(".")) {
            errors.add(FieldError.invalid(field, name, "should be a domain with at least two segments separated by dots"));
        }
    }

    static void ports(ArrayNode ports, List<FieldError> errors) {
        if (ports.size() > MOST_PORTS) {
            errors.add(FieldError.tooMany("ports", ports.size(), MOST_PORTS));
            return;
        }
        Set<String> names = new HashSet<>();
        int index = 0;
        for (JsonNode port : ports) {
            String field = "ports[" + index++ + "]";
            String name = Json.text(port, "name");
            if (!name.isEmpty()) {
                Names.labelProblem(name).ifPresent(why -> errors.add(FieldError.invalid(field + ".name", name, why)));
            }
            if (!names.add(name)) {
                errors.add(FieldError.duplicate(field + ".name", FieldError.quoted(name)));
            }
            String protocol = Json.text(port, "protocol");
            if (!PROTOCOLS.contains(protocol)) {
                errors.add(FieldError.unsupported(field + ".protocol", protocol, PROTOCOLS));
            }
            Keys.checkQualifiedName(port, "appProtocol", field + ".", errors);
        }
    }
}
