package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An EndpointSlice's defaults, and what the server refuses in it beside single endpoints and ports. */
final class EndpointSliceStrategy implements Strategy {
    private static final List<String> TYPES = List.of("FQDN", "IPv4", "IPv6");

    @Override
    public void prepare(ObjectNode fresh, ObjectNode old) {
        for (JsonNode port : Json.list(fresh, "ports")) {
            ObjectNode each = (ObjectNode) port;
            if (!each.has("name")) {
                each.put("name", "");
            }
            if (!each.has("protocol")) {
                each.put("protocol", "TCP");
            }
        }
    }

    @Override
    public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
        List<FieldError> errors = new ArrayList<>();
        String type = Json.text(fresh, "addressType");
        if (type.isEmpty()) {
            errors.add(FieldError.required("addressType", ""));
        } else if (!TYPES.contains(type)) {
            errors.add(FieldError.unsupported("addressType", type, TYPES));
        }
        EndpointValidation.endpoints(type, Json.list(fresh, "endpoints"), errors);
        EndpointValidation.ports(Json.list(fresh, "ports"), errors);
        if (old != null && !type.equals(Json.text(old, "addressType"))) {
            errors.add(FieldError.invalid("addressType", type, "field is immutable"));
        }
        return errors;
    }

    @Override
    public MetadataValidation.Look metadataLook() {
        return MetadataValidation.Look.WHOLE;
    }
}
