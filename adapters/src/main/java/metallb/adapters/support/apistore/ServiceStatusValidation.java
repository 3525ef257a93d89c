package metallb.adapters.support.apistore;

import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import metallb.domain.net.IpAddress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server refuses in {@code status.loadBalancer}: the addresses that a load balancer writes. */
final class ServiceStatusValidation {
    private static final String INGRESS = "status.loadBalancer.ingress";
    private static final List<String> MODES = List.of("Proxy", "VIP");

    private ServiceStatusValidation() {
    }

    static void check(ObjectNode service, List<FieldError> errors) {
        List<JsonNode> ingress = Json.list(service, "status", "loadBalancer", "ingress").valueStream().toList();
        if (!ingress.isEmpty() && !ServiceStrategy.isLoadBalancer(service)) {
            errors.add(FieldError.forbidden(INGRESS, "may only be used when `spec.type` is 'LoadBalancer'"));
            return;
        }
        for (int index = 0; index < ingress.size(); index++) {
            entry(ingress.get(index), INGRESS + "[" + index + "]", errors);
        }
    }

    private static void entry(JsonNode entry, String field, List<FieldError> errors) {
        String address = Json.text(entry, "ip");
        if (!address.isEmpty()) {
            ServiceValidation.address(address, field + ".ip", errors);
        }
        String mode = Json.text(entry, "ipMode");
        if (Json.at(entry, "ipMode") != null && address.isEmpty()) {
            errors.add(FieldError.forbidden(field + ".ipMode", "may not be specified when `ip` is not set"));
        } else if (Json.at(entry, "ipMode") != null && !MODES.contains(mode)) {
            errors.add(FieldError.unsupported(field + ".ipMode", mode, MODES));
        }
        String name = Json.text(entry, "hostname");
        if (!name.isEmpty()) {
            Names.subdomainProblem(name).ifPresent(problem -> errors.add(FieldError.invalid(field + ".hostname", name, problem)));
            if (IpAddress.parse(name).isPresent()) {
                errors.add(FieldError.invalid(field + ".hostname", name, "must be a DNS name, not an IP address"));
            }
        }
    }
}
