package metallb.adapters.support.apistore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import metallb.adapters.support.apistore.schema.FieldSet;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Times;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who wrote which field last: the list metadata.managedFields, kept by every write. */
final class ManagedFields {
    /** Apply before Update, then the older first; times are of one form, so that texts compare as they do. */
    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::operation).thenComparing(Entry::time)
            .thenComparing(Entry::manager).thenComparing(Entry::apiVersion).thenComparing(Entry::subresource);

    private static final String BEFORE_FIRST_APPLY = "before-first-apply";

    private ManagedFields() {
    }

    /** One manager's entry: it counts as one for the same name, operation, apiVersion and subresource. */
    record Entry(String manager, String operation, String apiVersion, String subresource, String time, FieldSet fields) {
        boolean isSameManagerAs(Entry other) {
            return manager.equals(other.manager) && operation.equals(other.operation) && apiVersion.equals(other.apiVersion)
                    && subresource.equals(other.subresource);
        }

        Entry with(FieldSet other) {
            return new Entry(manager, operation, apiVersion, subresource, time, other);
        }

        boolean isApply() {
            return operation.equals("Apply");
        }
    }

    /** Enters an update: who writes a field owns it from then on, alone. {@code old} is null at creation. */
    static void written(Target target, ObjectNode next, ObjectNode old, WriteOptions options, Instant now) {
        Resource resource = target.resource();
        if (old != null && (isReset(target, next) || entriesBefore(target, next, old).isEmpty())) {
            // from then on nobody is entered, until somebody applies
            write(next, List.of());
            return;
        }
        Map<List<String>, JsonNode> after = values(resource, next);
        Map<List<String>, JsonNode> before = old == null ? Map.of() : values(resource, old);
        Set<List<String>> changed = new LinkedHashSet<>();
        after.forEach((path, value) -> {
            if (!value.equals(before.get(path))) {
                changed.add(path);
            }
        });
        var own = new Entry(options.manager(), "Update", resource.apiVersion(), target.subresource(), Times.seconds(now), FieldSet.EMPTY);
        List<Entry> entries = new ArrayList<>();
        boolean known = false;
        for (Entry entry : entriesBefore(target, next, old)) {
            FieldSet left = entry.apiVersion().equals(resource.apiVersion()) ? entry.fields().within(after.keySet()) : entry.fields();
            if (!entry.isSameManagerAs(own)) {
                entries.add(entry.with(left.minus(changed)));
            } else {
                // keeps its time where it changed nothing
                entries.add((changed.isEmpty() ? entry : own).with(left.plus(changed)));
                known = true;
            }
        }
        if (!known) {
            entries.add(own.with(own.fields().plus(changed)));
        }
        write(next, entries);
    }

    /**
     * The writer may have corrected the list (kubectl does, when it changes over to server-side apply); else, and where what he
     * wrote is no such list, it is the old one. What is written through a subresource corrects nothing.
     */
    private static List<Entry> entriesBefore(Target target, ObjectNode next, ObjectNode old) {
        List<Entry> corrected = isWellFormed(next) && target.subresource().isEmpty() ? read(next) : List.of();
        return old == null ? List.of() : corrected.isEmpty() ? read(old) : corrected;
    }

    /** Whether the writer wants the list gone: it has one entry, which is empty. */
    private static boolean isReset(Target target, ObjectNode next) {
        return target.subresource().isEmpty() && Json.at(next, "metadata", "managedFields") instanceof ArrayNode list
                && list.size() == 1 && list.get(0).isEmpty();
    }

    private static boolean isWellFormed(ObjectNode object) {
        return Json.list(object, "metadata", "managedFields").valueStream().allMatch(entry ->
                List.of("Apply", "Update").contains(Json.text(entry, "operation")) && !Json.text(entry, "apiVersion").isEmpty()
                        && Json.text(entry, "fieldsType").equals("FieldsV1"));
    }

    /** Who owns what before an apply. Where nobody is entered, one manager stands for all that wrote before. */
    static List<Entry> beforeApply(Target target, ObjectNode old, Instant now) {
        List<Entry> entries = read(old);
        if (!entries.isEmpty()) {
            return entries;
        }
        Resource resource = target.resource();
        Set<List<String>> present = new LinkedHashSet<>(values(resource, old).keySet());
        // the other part of the object is none of this call's
        present.removeIf(path -> resource.is(Resource.Trait.STATUS) && path.getFirst().equals("f:status") != target.isStatus());
        return List.of(new Entry(BEFORE_FIRST_APPLY, "Update", resource.apiVersion(), target.subresource(), Times.seconds(now),
                new FieldSet(present)));
    }

    /** The fields of a kept object in the form of this resource, with their values. */
    static Map<List<String>, JsonNode> values(Resource resource, ObjectNode kept) {
        return FieldSet.valuesIn(resource.schema(), resource.owner() == resource ? kept : Forms.shown(resource, kept));
    }

    static List<Entry> read(ObjectNode object) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : Json.list(object, "metadata", "managedFields")) {
            entries.add(new Entry(Json.text(entry, "manager"), Json.text(entry, "operation"), Json.text(entry, "apiVersion"),
                    Json.text(entry, "subresource"), Json.text(entry, "time"), FieldSet.of(Json.child(entry, "fieldsV1"))));
        }
        return entries;
    }

    /** Entries that own nothing are left out; the rest stand in the server's order, whoever came first. */
    static void write(ObjectNode object, List<Entry> entries) {
        ArrayNode list = Json.array();
        entries.stream().filter(entry -> !entry.fields().isEmpty()).sorted(ORDER).forEach(entry -> {
            ObjectNode json = list.addObject().put("manager", entry.manager()).put("operation", entry.operation())
                    .put("apiVersion", entry.apiVersion()).put("time", entry.time()).put("fieldsType", "FieldsV1");
            json.set("fieldsV1", entry.fields().toJson());
            if (!entry.subresource().isEmpty()) {
                json.put("subresource", entry.subresource());
            }
        });
        ObjectNode metadata = Registry.metadata(object);
        metadata.remove("managedFields");
        if (!list.isEmpty()) {
            metadata.set("managedFields", list);
        }
    }

    /** Whether two states differ in nothing but the times of their writers: then there is nothing to keep. */
    static boolean sameBut(ObjectNode left, ObjectNode right) {
        return sameBeyondMetadata(left, right) && timeless(left).equals(timeless(right));
    }

    static boolean sameBeyondMetadata(ObjectNode left, ObjectNode right) {
        return left.size() == right.size() && left.properties().stream()
                .allMatch(field -> field.getKey().equals("metadata") || field.getValue().equals(right.get(field.getKey())));
    }

    private static ObjectNode timeless(ObjectNode object) {
        ObjectNode metadata = Registry.metadata(object).deepCopy();
        Json.list(metadata, "managedFields").forEach(entry -> ((ObjectNode) entry).remove("time"));
        return metadata;
    }
}
