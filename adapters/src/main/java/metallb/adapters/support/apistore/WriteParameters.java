package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.adapters.support.apistore.schema.GoText;
import metallb.adapters.support.apistore.schema.Json;

/** The parameters that a write comes with, judged before anything else is looked at. Those of a DELETE: {@link Deletion}. */
final class WriteParameters {
    /** Bytes of a field manager's name. */
    static final int LONGEST_MANAGER = 128;
    private static final Map<String, String> KINDS = Map.of("POST", "CreateOptions", "PUT", "UpdateOptions", "PATCH", "PatchOptions");
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
        String manager = request.query().getOrDefault("fieldManager", "");
        if (apply && manager.isEmpty()) {
            errors.add(FieldError.required("fieldManager", "is required for apply patch"));
        }
        if (request.method().equals("PATCH") && !apply && request.query().containsKey("force")) {
            errors.add(FieldError.forbidden("force", "may not be specified for non-apply patch"));
        }
        manager(manager, errors);
        String dryRun = request.query().getOrDefault("dryRun", "");
        dryRun(dryRun.isEmpty() ? List.of() : List.of(dryRun), errors);
        String validation = request.query().getOrDefault("fieldValidation", "");
        if (!VALIDATIONS.contains(validation)) {
            errors.add(FieldError.unsupported("fieldValidation", validation, VALIDATIONS));
        }
        return refusal(kind, errors);
    }

    private static void manager(String manager, List<FieldError> errors) {
        if (Names.bytes(manager) > LONGEST_MANAGER) {
            errors.add(FieldError.tooLong("fieldManager", LONGEST_MANAGER));
        }
        for (int i = 0; i < manager.length(); i = manager.offsetByCodePoints(i, 1)) {
            int point = manager.codePointAt(i);
            if (!GoText.isPrintable(point)) {
                errors.add(FieldError.invalid("fieldManager", manager, "invalid character U+%04X (at position %d)"
                        .formatted(point, Names.bytes(manager.substring(0, i)))));
            }
        }
    }

    /** The manager that a client's name stands for where none is given: as much of it as could be one. */
    static String managerOf(String agent) {
        StringBuilder manager = new StringBuilder();
        agent.split("/", -1)[0].codePoints().filter(GoText::isPrintable).forEach(point -> {
            if (Names.bytes(manager.toString()) + Names.bytes(Character.toString(point)) <= LONGEST_MANAGER) {
                manager.appendCodePoint(point);
            }
        });
        return manager.isEmpty() ? "unknown" : manager.toString();
    }

    static void dryRun(List<String> asked, List<FieldError> errors) {
        if (!asked.stream().allMatch("All"::equals)) {
            errors.add(FieldError.unsupported("dryRun", Json.MAPPER.valueToTree(asked), List.of("All")));
        }
    }

    static Optional<Status> refusal(String kind, List<FieldError> errors) {
        return errors.isEmpty() ? Optional.empty() : Optional.of(Status.invalid(kind + ".meta.k8s.io \"\"",
                Json.object().put("group", "meta.k8s.io").put("kind", kind), errors));
    }
}
