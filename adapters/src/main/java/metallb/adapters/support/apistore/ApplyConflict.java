package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metallb.adapters.support.apistore.ManagedFields.Entry;
import metallb.adapters.support.apistore.schema.FieldSet;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/** The refusal of a server-side apply that would change fields of other managers: which fields, and whose they are. */
final class ApplyConflict {
    private ApplyConflict() {
    }

    static Status status(Map<List<String>, Entry> disputed) {
        ObjectNode details = Json.object();
        var causes = details.putArray("causes");
        Map<String, List<String>> byManager = new LinkedHashMap<>();
        disputed.forEach((path, entry) -> {
            String manager = name(entry);
            byManager.computeIfAbsent(manager, _ -> new ArrayList<>()).add(FieldSet.text(path));
            causes.addObject().put("reason", "FieldManagerConflict").put("message", "conflict with " + manager)
                    .put("field", FieldSet.text(path));
        });
        List<String> texts = new ArrayList<>();
        byManager.forEach((manager, fields) -> texts.add(fields.size() == 1 ? "conflict with " + manager + ": " + fields.getFirst()
                : "conflicts with " + manager + ":\n- " + String.join("\n- ", fields)));
        String count = disputed.size() + (disputed.size() == 1 ? " conflict: " : " conflicts: ");
        return new Status(409, "Conflict", "Apply failed with " + count + String.join("\n", texts), details);
    }

    private static String name(Entry entry) {
        String name = FieldError.quoted(entry.manager());
        if (!entry.subresource().isEmpty()) {
            name += " with subresource " + FieldError.quoted(entry.subresource());
        }
        return entry.isApply() ? name : name + " using " + entry.apiVersion() + " at " + entry.time();
    }
}
