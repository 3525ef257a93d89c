package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A Deployment's defaults, and what the server refuses in it. Nothing here runs it: its status stays as written. */
final class DeploymentStrategy implements Strategy {
    private static final String SELECTOR = "spec.selector";
    private static final List<String> TYPES = List.of("Recreate", "RollingUpdate");

    @Override
    public void prepare(ObjectNode fresh, ObjectNode old) {
        ObjectNode spec = Json.within(fresh, "spec");
        PodDefaults.absent(spec, "replicas", 1);
        PodDefaults.absent(spec, "revisionHistoryLimit", 10);
        PodDefaults.absent(spec, "progressDeadlineSeconds", 600);
        ObjectNode strategy = Json.within(spec, "strategy");
        PodDefaults.absent(strategy, "type", "RollingUpdate");
        if (Json.text(strategy, "type").equals("RollingUpdate")) {
            ObjectNode rolling = Json.within(strategy, "rollingUpdate");
            for (String share : List.of("maxUnavailable", "maxSurge")) {
                if (Json.at(rolling, share) == null) {
                    rolling.put(share, "25%");
                }
            }
        }
        PodDefaults.fill(Json.within(Json.within(spec, "template"), "spec"));
    }

    @Override
    public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
        List<FieldError> errors = new ArrayList<>();
        ObjectNode spec = Json.child(fresh, "spec");
        PodTemplateValidation.notNegative(spec, "replicas", errors);
        JsonNode selector = Json.at(spec, "selector");
        if (selector(spec, errors)) {
            PodTemplateValidation.check(spec, "ReplicaSet", errors);
        }
        strategy(Json.child(spec, "strategy"), errors);
        PodTemplateValidation.notNegative(spec, "minReadySeconds", errors);
        PodTemplateValidation.notNegative(spec, "revisionHistoryLimit", errors);
        PodTemplateValidation.notNegative(spec, "progressDeadlineSeconds", errors);
        if (Json.number(spec, "progressDeadlineSeconds") <= Json.number(spec, "minReadySeconds")) {
            errors.add(FieldError.invalid("spec.progressDeadlineSeconds", spec.get("progressDeadlineSeconds"),
                    "must be greater than minReadySeconds"));
        }
        if (old != null && selector != null && !selector.equals(Json.at(old, "spec", "selector"))) {
            errors.add(FieldError.invalid(SELECTOR, selector, "field is immutable"));
        }
        return errors;
    }

    /** Whether the selector can be read, so that the server goes on to the template. A missing one selects nothing. */
    private static boolean selector(ObjectNode spec, List<FieldError> errors) {
        if (!(Json.at(spec, "selector") instanceof ObjectNode selector)) {
            errors.add(FieldError.required(SELECTOR, ""));
            errors.add(PodTemplateValidation.unselected(spec));
            return true;
        }
        int before = errors.size();
        SelectorValidation.check(selector, SELECTOR, errors);
        if (errors.size() > before) {
            errors.add(FieldError.invalid(SELECTOR, selector, "invalid label selector"));
            return false;
        }
        if (SelectorValidation.isEmpty(selector)) {
            errors.add(FieldError.invalid(SELECTOR, selector, "empty selector is invalid for deployment"));
        } else if (!SelectorValidation.selects(selector, Json.child(spec, "template", "metadata", "labels"))) {
            errors.add(PodTemplateValidation.unselected(spec));
        }
        return true;
    }

    private static void strategy(ObjectNode strategy, List<FieldError> errors) {
        String field = "spec.strategy";
        String type = Json.text(strategy, "type");
        ObjectNode rolling = Json.child(strategy, "rollingUpdate");
        if (!TYPES.contains(type)) {
            // shown in the server's internal form
            ObjectNode shown = Json.object().put("Type", type);
            shown.set("RollingUpdate", strategy.get("rollingUpdate"));
            errors.add(FieldError.unsupported(field, shown, TYPES));
        } else if (type.equals("RollingUpdate")) {
            var unavailable = NumberOrShare.of(rolling, "maxUnavailable", field + ".rollingUpdate");
            var surge = NumberOrShare.of(rolling, "maxSurge", field + ".rollingUpdate");
            unavailable.checkForm(errors);
            surge.checkForm(errors);
            if (unavailable.isZero() && surge.isZero()) {
                errors.add(unavailable.wrong("may not be 0 when `maxSurge` is 0"));
            }
            unavailable.checkNotMoreThanAll(errors);
        } else if (Json.at(strategy, "rollingUpdate") != null) {
            errors.add(FieldError.forbidden(field + ".rollingUpdate", "may not be specified when strategy `type` is 'Recreate'"));
        }
    }
}
