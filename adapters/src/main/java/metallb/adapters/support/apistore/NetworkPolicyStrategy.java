package metallb.adapters.support.apistore;

import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A NetworkPolicy's defaults. */
final class NetworkPolicyStrategy implements Strategy {
    @Override
    public void prepare(ObjectNode fresh, ObjectNode old) {
        ObjectNode spec = Json.within(fresh, "spec");
        if (Json.list(spec, "policyTypes").isEmpty()) {
            ArrayNode types = spec.putArray("policyTypes").add("Ingress");
            if (!Json.list(spec, "egress").isEmpty()) {
                types.add("Egress");
            }
        }
        for (String direction : List.of("ingress", "egress")) {
            for (JsonNode rule : Json.list(spec, direction)) {
                Json.list(rule, "ports").forEach(port -> PodDefaults.absent((ObjectNode) port, "protocol", "TCP"));
            }
        }
    }
}
