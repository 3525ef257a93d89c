package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/** What the server refuses in a PodDisruptionBudget. */
final class DisruptionBudgetStrategy implements Strategy {
    private static final List<String> POLICIES = List.of("AlwaysAllow", "IfHealthyBudget");

    @Override
    public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
        List<FieldError> errors = new ArrayList<>();
        ObjectNode spec = Json.child(fresh, "spec");
        var available = NumberOrShare.of(spec, "minAvailable", "spec");
        var unavailable = NumberOrShare.of(spec, "maxUnavailable", "spec");
        if (available.isThere() && unavailable.isThere()) {
            errors.add(FieldError.invalid("spec", internal(spec), "minAvailable and maxUnavailable cannot be both set"));
        }
        for (NumberOrShare each : List.of(available, unavailable)) {
            each.checkForm(errors);
            each.checkNotMoreThanAll(errors);
        }
        SelectorValidation.check(Json.child(spec, "selector"), "spec.selector", errors);
        String policy = Json.text(spec, "unhealthyPodEvictionPolicy");
        if (Json.at(spec, "unhealthyPodEvictionPolicy") != null && !POLICIES.contains(policy)) {
            errors.add(FieldError.unsupported("spec.unhealthyPodEvictionPolicy", policy, POLICIES));
        }
        return errors;
    }

    /** As the server shows what it compares, in its own internal form. */
    private static ObjectNode internal(ObjectNode spec) {
        ObjectNode shown = Json.object();
        shown.set("MinAvailable", spec.get("minAvailable"));
        shown.set("Selector", spec.get("selector"));
        shown.set("MaxUnavailable", spec.get("maxUnavailable"));
        shown.set("UnhealthyPodEvictionPolicy", spec.get("unhealthyPodEvictionPolicy"));
        return shown;
    }

    @Override
    public MetadataValidation.Look metadataLook() {
        return MetadataValidation.Look.NONE;
    }
}
