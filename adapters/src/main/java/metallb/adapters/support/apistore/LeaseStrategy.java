package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server refuses in a Lease. */
final class LeaseStrategy implements Strategy {
    private static final List<String> STRATEGIES = List.of("OldestEmulationVersion");

    @Override
    public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
        List<FieldError> errors = new ArrayList<>();
        JsonNode duration = Json.at(fresh, "spec", "leaseDurationSeconds");
        if (duration != null && duration.intValue() <= 0) {
            errors.add(FieldError.invalid("spec.leaseDurationSeconds", duration, "must be greater than 0"));
        }
        JsonNode transitions = Json.at(fresh, "spec", "leaseTransitions");
        if (transitions != null && transitions.intValue() < 0) {
            errors.add(FieldError.invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0"));
        }
        String strategy = Json.text(fresh, "spec", "strategy");
        if (Json.at(fresh, "spec", "strategy") != null) {
            strategy(strategy, errors);
        }
        if (!Json.text(fresh, "spec", "preferredHolder").isEmpty() && strategy.isEmpty()) {
            errors.add(FieldError.forbidden("spec.preferredHolder", "may only be specified if `strategy` is defined"));
        }
        return errors;
    }

    private static void strategy(String strategy, List<FieldError> errors) {
        // the server names the field twice
        String field = "spec.strategy.strategy";
        if (strategy.contains("/")) {
            Keys.qualifiedNameProblems(strategy).forEach(why -> errors.add(FieldError.invalid(field, strategy, why)));
        } else if (!STRATEGIES.contains(strategy)) {
            errors.add(FieldError.unsupported(field, strategy, STRATEGIES));
        }
    }
}
