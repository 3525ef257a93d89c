package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.adapters.support.apistore.schema.Json;

/** The parameters that a write comes with, judged before anything else is looked at. */
final class WriteParameters {
    private static final Map<String, String> KINDS = Map.of("POST", "CreateOptions", "PUT", "UpdateOptions", "PATCH", "PatchOptions",
            "DELETE", "DeleteOptions");
    private static final List<String> VALIDATIONS = List.of("", "Ignore", "Strict", "Warn");

    private WriteParameters() {
    }

    /** What is wrong with them; empty for what is no write. {@code apply}: whether it is a server-side apply. */
    static Optional<Status> problem(Request request, boolean apply) {
        String kind = KINDS.get(request.method());
        if (kind == null) {
            return Optional.empty();
        }
        List<FieldError> errors = new ArrayList<>();
        if (apply && request.query().getOrDefault("fieldManager", "").isEmpty()) {
            errors.add(FieldError.required("fieldManager", "is required for apply patch"));
        }
        if (request.method().equals("PATCH") && !apply && request.query().containsKey("force")) {
            errors.add(FieldError.forbidden("force", "may not be specified for non-apply patch"));
        }
        String dryRun = request.query().getOrDefault("dryRun", "");
        if (!dryRun.isEmpty() && !dryRun.equals("All")) {
            errors.add(FieldError.unsupported("dryRun", dryRun, List.of("All")));
        }
        String validation = request.query().getOrDefault("fieldValidation", "");
        if (!VALIDATIONS.contains(validation)) {
            errors.add(FieldError.unsupported("fieldValidation", validation, VALIDATIONS));
        }
        return errors.isEmpty() ? Optional.empty() : Optional.of(Status.invalid(kind + ".meta.k8s.io \"\"",
                Json.object().put("group", "meta.k8s.io").put("kind", kind), errors));
    }
}
