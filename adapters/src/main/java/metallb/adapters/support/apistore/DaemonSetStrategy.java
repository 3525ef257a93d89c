package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A DaemonSet's defaults, and what the server refuses in it. Nothing here runs it: its status stays as written. */
final class DaemonSetStrategy implements Strategy {
    private static final String SELECTOR = "spec.selector";
    private static final List<String> TYPES = List.of("RollingUpdate", "OnDelete");

    @Override
    public void prepare(ObjectNode fresh, ObjectNode old) {
        ObjectNode spec = Json.within(fresh, "spec");
        PodDefaults.absent(spec, "revisionHistoryLimit", 10);
        ObjectNode strategy = Json.within(spec, "updateStrategy");
        PodDefaults.absent(strategy, "type", "RollingUpdate");
        if (Json.text(strategy, "type").equals("RollingUpdate")) {
            ObjectNode rolling = Json.within(strategy, "rollingUpdate");
            PodDefaults.absent(rolling, "maxUnavailable", 1);
            PodDefaults.absent(rolling, "maxSurge", 0);
        }
        PodDefaults.fill(Json.within(Json.within(spec, "template"), "spec"));
    }

    @Override
    public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
        List<FieldError> errors = new ArrayList<>();
        ObjectNode spec = Json.child(fresh, "spec");
        JsonNode selector = Json.at(spec, "selector");
        selector(spec, errors);
        PodTemplateValidation.check(spec, "DaemonSet", errors);
        PodTemplateValidation.notNegative(spec, "minReadySeconds", errors);
        strategy(Json.child(spec, "updateStrategy"), errors);
        PodTemplateValidation.notNegative(spec, "revisionHistoryLimit", errors);
        if (old != null && selector != null && !selector.equals(Json.at(old, "spec", "selector"))) {
            errors.add(FieldError.invalid(SELECTOR, selector, "field is immutable"));
        }
        return errors;
    }

    /** Of a missing selector the server says only that it selects nothing. */
    private static void selector(ObjectNode spec, List<FieldError> errors) {
        if (!(Json.at(spec, "selector") instanceof ObjectNode selector)) {
            errors.add(PodTemplateValidation.unselected(spec));
            return;
        }
        int before = errors.size();
        SelectorValidation.check(selector, SELECTOR, errors);
        if (errors.size() == before && !SelectorValidation.selects(selector, Json.child(spec, "template", "metadata", "labels"))) {
            errors.add(PodTemplateValidation.unselected(spec));
        }
        if (SelectorValidation.isEmpty(selector)) {
            errors.add(FieldError.invalid(SELECTOR, selector, "empty selector is invalid for daemonset"));
        }
    }

    private static void strategy(ObjectNode strategy, List<FieldError> errors) {
        String field = "spec.updateStrategy";
        String type = Json.text(strategy, "type");
        if (!TYPES.contains(type)) {
            // shown in the server's internal form
            ObjectNode shown = Json.object().put("Type", type);
            shown.set("RollingUpdate", strategy.get("rollingUpdate"));
            errors.add(FieldError.unsupported(field, shown, TYPES));
        } else if (type.equals("RollingUpdate")) {
            rolling(Json.child(strategy, "rollingUpdate"), field + ".rollingUpdate", errors);
        }
    }

    private static void rolling(ObjectNode rolling, String field, List<FieldError> errors) {
        var unavailable = NumberOrShare.of(rolling, "maxUnavailable", field);
        var surge = NumberOrShare.of(rolling, "maxSurge", field);
        unavailable.checkForm(errors);
        surge.checkForm(errors);
        unavailable.checkNotMoreThanAll(errors);
        surge.checkNotMoreThanAll(errors);
        if (!unavailable.isZero() && !surge.isZero()) {
            errors.add(surge.wrong("may not be set when maxUnavailable is non-zero"));
        } else if (unavailable.isZero() && surge.isZero()) {
            errors.add(FieldError.required(field + ".maxUnavailable", "cannot be 0 when maxSurge is 0"));
        }
    }

    @Override
    public MetadataValidation.Look metadataLook() {
        return MetadataValidation.Look.BOTH;
    }
}
