package metallb.adapters.support.apistore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import metallb.adapters.support.apistore.ManagedFields.Entry;
import metallb.adapters.support.apistore.schema.Decoding;
import metallb.adapters.support.apistore.schema.FieldSet;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.StructuredMerge;
import metallb.adapters.support.apistore.schema.Times;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-side apply: the manager's configuration is merged in, what it no longer names and nobody else owns goes, and a
 * field that another manager set otherwise is a conflict, unless forced or kubectl's own from before ({@link LastApplied}).
 */
final class Applier {
    private final Registry registry;
    private final Writer writer;

    Applier(Registry registry, Writer writer) {
        this.registry = registry;
        this.writer = writer;
    }

    Outcome apply(Target target, byte[] content, WriteOptions options, Instant now) {
        return switch (Body.parse(target.resource(), "application/yaml", content, options)) {
            case Body.Refused refused -> new Outcome.Answered(refused.status());
            // it parsed, so it is an object
            case Body.Read body -> apply(target, body, (ObjectNode) Body.YAML.readTree(content), options, now);
        };
    }

    private Outcome apply(Target target, Body.Read body, ObjectNode written, WriteOptions options, Instant now) {
        Resource resource = target.resource();
        ObjectNode config = Decoding.decodeSparse(resource.schema(), written.deepCopy().without(List.of("kind", "apiVersion"))).object();
        Map<List<String>, JsonNode> applied = FieldSet.valuesIn(resource.schema(), config);
        // a map counts through its keys only; an item of a list counts itself too
        applied.keySet().removeIf(path -> path.getLast().startsWith("f:") && applied.keySet().stream()
                .anyMatch(other -> isInside(other, path)));
        ObjectNode old = registry.get(resource.storage(), target.key());
        String name = Json.text(body.object(), "metadata", "name");
        if (!name.isEmpty() && !name.equals(target.name())) {
            return new Outcome.Answered(Status.misnamed(name, target.name()));
        }
        Registry.metadata(body.object()).put("name", target.name());
        if (old == null) {
            return writer.create(target.named(""), body, entering(applied.keySet(), Set.of()), options, now);
        }
        Map<List<String>, JsonNode> live = ManagedFields.values(resource, old);
        var own = new Entry(options.manager(), "Apply", resource.apiVersion(), target.subresource(), "", FieldSet.EMPTY);
        Map<List<String>, Entry> conflicts = new LinkedHashMap<>();
        Set<List<String>> othersFields = new LinkedHashSet<>();
        FieldSet before = FieldSet.EMPTY;
        for (Entry entry : ManagedFields.read(old)) {
            if (entry.isSameManagerAs(own)) {
                before = entry.fields();
                continue;
            }
            othersFields.addAll(entry.fields().paths());
            applied.forEach((path, value) -> {
                if (entry.fields().paths().contains(path) && !value.equals(live.get(path))) {
                    conflicts.put(path, entry);
                }
            });
        }
        if (!options.force()) {
            Map<List<String>, Entry> disputed = new LinkedHashMap<>(conflicts);
            disputed.keySet().removeAll(LastApplied.fields(resource, old, options));
            if (!disputed.isEmpty()) {
                return new Outcome.Answered(conflict(disputed));
            }
        }
        ObjectNode shown = Forms.shown(resource, old);
        ObjectNode merged = StructuredMerge.merge(resource.schema(), shown, config);
        Set<List<String>> kept = new LinkedHashSet<>(applied.keySet());
        kept.addAll(othersFields);
        before.minus(kept).paths().stream().filter(path -> kept.stream().noneMatch(other -> isInside(other, path)))
                .forEach(path -> StructuredMerge.remove(resource.schema(), merged, path));
        String version = Json.text(body.object(), "metadata", "resourceVersion");
        Registry.metadata(merged).put("resourceVersion", version);
        Registry.metadata(merged).put("name", target.name());
        LastApplied.follow(merged, written, options);
        ObjectNode next = Decoding.decode(resource.schema(), merged).object();
        return writer.update(target, new Body.Read(next, body.warnings()), entering(applied.keySet(), conflicts.keySet()), options, now);
    }

    /** The manager owns what it applied; what it took by force the others lose. */
    private static Writer.Ownership entering(Set<List<String>> applied, Set<List<String>> taken) {
        return (target, next, old, options, now) -> {
            Resource resource = target.resource();
            Set<List<String>> present = ManagedFields.values(resource, next).keySet();
            var own = new Entry(options.manager(), "Apply", resource.apiVersion(), target.subresource(), Times.seconds(now),
                    new FieldSet(applied));
            List<Entry> entries = new ArrayList<>();
            boolean known = false;
            for (Entry entry : old == null ? List.<Entry>of() : ManagedFields.read(old)) {
                if (!entry.isSameManagerAs(own)) {
                    entries.add(entry.with(entry.fields().minus(taken).within(present)));
                } else {
                    entries.add(entry.fields().equals(own.fields()) && taken.isEmpty() ? entry : own);
                    known = true;
                }
            }
            if (!known) {
                entries.add(own);
            }
            ManagedFields.write(next, entries);
        };
    }

    private static boolean isInside(List<String> path, List<String> outer) {
        return path.size() > outer.size() && path.subList(0, outer.size()).equals(outer);
    }

    private static Status conflict(Map<List<String>, Entry> conflicts) {
        ObjectNode details = Json.object();
        var causes = details.putArray("causes");
        Map<String, List<String>> byManager = new LinkedHashMap<>();
        conflicts.forEach((path, entry) -> {
            String manager = name(entry);
            byManager.computeIfAbsent(manager, _ -> new ArrayList<>()).add(FieldSet.text(path));
            causes.addObject().put("reason", "FieldManagerConflict").put("message", "conflict with " + manager)
                    .put("field", FieldSet.text(path));
        });
        List<String> texts = new ArrayList<>();
        byManager.forEach((manager, fields) -> texts.add(fields.size() == 1 ? "conflict with " + manager + ": " + fields.getFirst()
                : "conflicts with " + manager + ":\n- " + String.join("\n- ", fields)));
        String count = conflicts.size() + (conflicts.size() == 1 ? " conflict: " : " conflicts: ");
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
