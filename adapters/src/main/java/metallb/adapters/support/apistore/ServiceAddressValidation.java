package metallb.adapters.support.apistore;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import metallb.adapters.support.apistore.schema.Json;
import metallb.domain.net.IpAddress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server refuses in clusterIP, clusterIPs, ipFamilies and ipFamilyPolicy, which have to agree. */
final class ServiceAddressValidation {
    private static final List<String> FAMILIES = List.of("IPv4", "IPv6");
    private static final List<String> POLICIES = List.of("PreferDualStack", "RequireDualStack", "SingleStack");
    private static final String FIELD = "spec.clusterIPs";

    private ServiceAddressValidation() {
    }

    static void check(ObjectNode spec, List<FieldError> errors) {
        if (Json.text(spec, "type").equals("ExternalName")) {
            return;
        }
        ArrayNode addresses = Json.list(spec, "clusterIPs");
        String first = Json.text(spec, "clusterIP");
        if (first.isEmpty() && !addresses.isEmpty()) {
            errors.add(FieldError.invalid(FIELD, addresses, "must be empty when `clusterIP` is not specified"));
        } else if (!first.isEmpty() && !addresses.path(0).asString("").equals(first)) {
            errors.add(FieldError.invalid(FIELD, addresses, "first value must match `clusterIP`"));
        }
        families(spec, errors);
        int before = errors.size();
        wellFormed(addresses, errors);
        if (addresses.size() > 2) {
            errors.add(FieldError.invalid(FIELD, addresses, "may only hold up to 2 values"));
        }
        if (errors.size() == before) {
            matching(addresses, Json.list(spec, "ipFamilies"), errors);
        }
    }

    private static void families(ObjectNode spec, List<FieldError> errors) {
        Set<String> seen = new HashSet<>();
        int index = 0;
        for (JsonNode each : Json.list(spec, "ipFamilies")) {
            String family = each.asString("");
            String field = "spec.ipFamilies[" + index++ + "]";
            if (!FAMILIES.contains(family)) {
                errors.add(FieldError.unsupported(field, family, FAMILIES));
            }
            if (!seen.add(family)) {
                errors.add(FieldError.duplicate(field, FieldError.quoted(family)));
            }
        }
        JsonNode policy = Json.at(spec, "ipFamilyPolicy");
        if (policy != null && !POLICIES.contains(policy.asString(""))) {
            errors.add(FieldError.unsupported("spec.ipFamilyPolicy", policy.asString(""), POLICIES));
        }
    }

    private static void wellFormed(ArrayNode addresses, List<FieldError> errors) {
        for (int index = 0; index < addresses.size(); index++) {
            String text = addresses.get(index).asString("");
            if (index > 0 || !text.equals("None")) {
                ServiceValidation.address(text, FIELD + "[" + index + "]", errors);
            } else if (addresses.size() > 1) {
                errors.add(FieldError.invalid(FIELD, addresses, "'None' must be the first and only value"));
            }
        }
    }

    private static void matching(ArrayNode addresses, ArrayNode families, List<FieldError> errors) {
        if (addresses.path(0).asString("").equals("None")) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (JsonNode address : addresses) {
            if (!seen.add(familyOf(address.stringValue()))) {
                errors.add(FieldError.invalid(FIELD, addresses, "may specify no more than one IP for each IP family"));
            }
        }
        for (int index = 0; index < Math.min(addresses.size(), families.size()); index++) {
            String text = addresses.get(index).stringValue();
            String family = families.get(index).asString("");
            if (FAMILIES.contains(family) && !familyOf(text).equals(family)) {
                errors.add(FieldError.invalid(FIELD + "[" + index + "]", text,
                        "expected an " + family + " value as indicated by `ipFamilies[" + index + "]`"));
            }
        }
    }

    /** {@code text}: an address that {@link IpAddress} reads. */
    static String familyOf(String text) {
        return text.contains(":") ? "IPv6" : "IPv4";
    }
}
