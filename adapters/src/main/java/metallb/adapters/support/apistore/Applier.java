package metallb.adapters.support.apistore;

import java.time.Instant;
import java.util.ArrayList;
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
                .anyMatch(other -> FieldOwners.isInside(other, path)));
        String name = Json.text(body.object(), "metadata", "name");
        if (!name.isEmpty() && !name.equals(target.name())) {
            return new Outcome.Answered(Status.misnamed(name, target.name()));
        }
        Registry.metadata(body.object()).put("name", target.name());
        ObjectNode old = registry.get(resource.storage(), target.key());
        if (old == null) {
            return writer.create(target.named(""), body, entering(applied.keySet(), Set.of()), options, now);
        }
        FieldOwners owners = FieldOwners.of(target, old, applied, options);
        Map<List<String>, Entry> conflicts = owners.disputedBut(LastApplied.fields(resource, old, options));
        if (!options.force() && !conflicts.isEmpty()) {
            return new Outcome.Answered(ApplyConflict.status(conflicts));
        }
        ObjectNode merged = StructuredMerge.merge(resource.schema(), Forms.shown(resource, old), config);
        owners.released(applied.keySet()).forEach(path -> StructuredMerge.remove(resource.schema(), merged, path));
        String version = Json.text(body.object(), "metadata", "resourceVersion");
        Registry.metadata(merged).put("resourceVersion", version);
        Registry.metadata(merged).put("name", target.name());
        LastApplied.follow(merged, written, options);
        ObjectNode next = Decoding.decode(resource.schema(), merged).object();
        return writer.update(target, new Body.Read(next, body.warnings()), entering(applied.keySet(), owners.disputed().keySet()), options, now);
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
}
