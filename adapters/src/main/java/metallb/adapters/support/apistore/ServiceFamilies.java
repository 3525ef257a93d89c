package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which IP families a Service has: as asked for, or by its addresses, its policy and what it had. The cluster has both. */
final class ServiceFamilies {
    private static final String POLICY = "spec.ipFamilyPolicy";
    private static final String DUAL = "must be 'RequireDualStack' or 'PreferDualStack' when multiple ";

    private ServiceFamilies() {
    }

    /** Fills in ipFamilyPolicy and ipFamilies; a change to SingleStack alone gives up the secondary address and family. */
    static List<FieldError> settle(ObjectNode spec, ObjectNode before) {
        boolean headlessAlone = Json.text(spec, "clusterIP").equals("None") && Json.child(spec, "selector").isEmpty();
        if (Json.text(spec, "ipFamilyPolicy").isEmpty()) {
            // whoever names the endpoints himself may name both families
            spec.put("ipFamilyPolicy", headlessAlone ? "RequireDualStack" : "SingleStack");
        }
        boolean single = Json.text(spec, "ipFamilyPolicy").equals("SingleStack");
        List<FieldError> errors = new ArrayList<>();
        if (single) {
            secondGone(spec, before, "clusterIPs", "cluster IPs are specified", errors);
            secondGone(spec, before, "ipFamilies", "IP families are specified", errors);
        }
        if (!errors.isEmpty()) {
            return errors;
        }
        ArrayNode families = spec.get("ipFamilies") instanceof ArrayNode given ? given : spec.putArray("ipFamilies");
        ArrayNode addresses = Json.list(spec, "clusterIPs");
        for (int index = families.size(); index < addresses.size(); index++) {
            if (!addresses.get(index).stringValue().equals("None")) {
                families.add(ServiceAddressValidation.familyOf(addresses.get(index).stringValue()));
            }
        }
        if (families.isEmpty()) {
            families.add("IPv4");
        }
        if (!single && families.size() == 1) {
            families.add(families.get(0).stringValue().equals("IPv4") ? "IPv6" : "IPv4");
        }
        return List.of();
    }

    private static void secondGone(ObjectNode spec, ObjectNode before, String name, String many, List<FieldError> errors) {
        ArrayNode values = Json.list(spec, name);
        if (values.size() > 1 && values.equals(before.get(name))) {
            values.remove(1);
        } else if (values.size() > 1) {
            errors.add(FieldError.invalid(POLICY, "SingleStack", DUAL + many));
        }
    }
}
