package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server fills in and refuses in pods and in what makes them. Nothing here runs them: their status stays as written. */
final class WorkloadStrategies {
    static final Strategy POD = new Strategy() {
        @Override
        public void prepare(ObjectNode fresh, ObjectNode old) {
            PodDefaults.fill(Json.within(fresh, "spec"));
            if (old == null && Json.text(fresh, "status", "phase").isEmpty()) {
                Json.within(fresh, "status").put("phase", "Pending");
            }
        }
    };

    static final Strategy DEPLOYMENT = new Strategy() {
        @Override
        public void prepare(ObjectNode fresh, ObjectNode old) {
            ObjectNode spec = Json.within(fresh, "spec");
            absent(spec, "replicas", 1);
            absent(spec, "revisionHistoryLimit", 10);
            absent(spec, "progressDeadlineSeconds", 600);
            ObjectNode strategy = Json.within(spec, "strategy");
            if (Json.text(strategy, "type").isEmpty()) {
                strategy.put("type", "RollingUpdate");
            }
            if (Json.text(strategy, "type").equals("RollingUpdate")) {
                ObjectNode rolling = Json.within(strategy, "rollingUpdate");
                absent(rolling, "maxUnavailable", "25%");
                absent(rolling, "maxSurge", "25%");
            }
            PodDefaults.fill(Json.within(Json.within(spec, "template"), "spec"));
        }

        @Override
        public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
            return templateErrors(fresh, old);
        }
    };

    static final Strategy DAEMON_SET = new Strategy() {
        @Override
        public void prepare(ObjectNode fresh, ObjectNode old) {
            ObjectNode spec = Json.within(fresh, "spec");
            absent(spec, "revisionHistoryLimit", 10);
            ObjectNode strategy = Json.within(spec, "updateStrategy");
            if (Json.text(strategy, "type").isEmpty()) {
                strategy.put("type", "RollingUpdate");
            }
            if (Json.text(strategy, "type").equals("RollingUpdate")) {
                ObjectNode rolling = Json.within(strategy, "rollingUpdate");
                absent(rolling, "maxUnavailable", 1);
                absent(rolling, "maxSurge", 0);
            }
            PodDefaults.fill(Json.within(Json.within(spec, "template"), "spec"));
        }

        @Override
        public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
            return templateErrors(fresh, old);
        }
    };

    static final Strategy PRIORITY_CLASS = new Strategy() {
        @Override
        public void prepare(ObjectNode fresh, ObjectNode old) {
            if (Json.at(fresh, "preemptionPolicy") == null) {
                fresh.put("preemptionPolicy", "PreemptLowerPriority");
            }
        }

        @Override
        public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
            return old == null || Json.number(fresh, "value") == Json.number(old, "value") ? List.of()
                    : List.of(FieldError.forbidden("value", "may not be changed in an update."));
        }
    };

    private WorkloadStrategies() {
    }

    static void absent(ObjectNode object, String field, int value) {
        if (Json.at(object, field) == null) {
            object.put(field, value);
        }
    }

    private static void absent(ObjectNode object, String field, String value) {
        if (Json.at(object, field) == null) {
            object.put(field, value);
        }
    }

    private static List<FieldError> templateErrors(ObjectNode workload, ObjectNode old) {
        List<FieldError> errors = new ArrayList<>();
        ObjectNode spec = Json.child(workload, "spec");
        JsonNode selector = Json.at(spec, "selector");
        ObjectNode labels = Json.child(spec, "template", "metadata", "labels");
        if (selector == null) {
            errors.add(FieldError.required("spec.selector", ""));
        } else if (Json.child(selector, "matchLabels").isEmpty() && Json.list(selector, "matchExpressions").isEmpty()) {
            errors.add(FieldError.invalid("spec.selector", selector, "empty selector is invalid for deployment"));
        } else if (!Json.child(selector, "matchLabels").properties().stream()
                .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))) {
            errors.add(FieldError.invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`"));
        }
        int index = 0;
        for (JsonNode container : Json.list(spec, "template", "spec", "containers")) {
            String field = "spec.template.spec.containers[" + index++ + "]";
            if (Json.text(container, "name").isEmpty()) {
                errors.add(FieldError.required(field + ".name", ""));
            }
            if (Json.text(container, "image").isEmpty()) {
                errors.add(FieldError.required(field + ".image", ""));
            }
        }
        if (index == 0) {
            errors.add(FieldError.required("spec.template.spec.containers", ""));
        }
        if (old != null && selector != null && !selector.equals(Json.at(old, "spec", "selector"))) {
            errors.add(FieldError.invalid("spec.selector", selector, "field is immutable"));
        }
        return errors;
    }
}
