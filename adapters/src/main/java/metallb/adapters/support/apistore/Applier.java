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
        return switch (AppliedConfiguration.read(target.resource(), content, options)) {
            case AppliedConfiguration.Refused refused -> new Outcome.Answered(refused.status());
            case AppliedConfiguration.Wanted wanted -> {
                ObjectNode old = registry.get(target.resource().storage(), target.key());
                yield old == null ? create(target, wanted, options, now) : merge(target, wanted, old, options, now);
            }
        };
    }

    private Outcome create(Target target, AppliedConfiguration.Wanted wanted, WriteOptions options, Instant now) {
        if (!target.subresource().isEmpty()) {
            return new Outcome.Answered(Status.notFound(target.resource(), target.name()));
        }
        String uid = wanted.metadata("uid");
        if (!uid.isEmpty()) {
            return new Outcome.Answered(Status.conflict(target.resource(), target.name(), "uid mismatch: the provided object specified uid "
                    + uid + ", and no existing object was found"));
        }
        if (isMisnamed(target, wanted)) {
            return new Outcome.Answered(Status.misnamed(wanted.metadata("name"), target.name()));
        }
        Registry.metadata(wanted.whole().object()).put("name", target.name());
        return writer.create(target.named(""), wanted.whole(), entering(wanted.fields().keySet(), Set.of()), options, now);
    }

    private Outcome merge(Target target, AppliedConfiguration.Wanted wanted, ObjectNode old, WriteOptions options, Instant now) {
        Resource resource = target.resource();
        Set<List<String>> applied = wanted.fields().keySet();
        FieldOwners owners = FieldOwners.of(target, old, wanted.fields(), options, now);
        Map<List<String>, Entry> conflicts = owners.disputedBut(LastApplied.fields(resource, old, options));
        if (!options.force() && !conflicts.isEmpty()) {
            return new Outcome.Answered(ApplyConflict.status(conflicts));
        }
        if (isMisnamed(target, wanted)) {
            return new Outcome.Answered(Status.misnamed(wanted.metadata("name"), target.name()));
        }
        ObjectNode merged = StructuredMerge.merge(resource.schema(), Forms.shown(resource, old), wanted.sparse());
        owners.released(applied).forEach(path -> StructuredMerge.remove(resource.schema(), merged, path));
        // what is applied is merged into the object as it is, so without a version of its own it is this one's
        String version = wanted.metadata("resourceVersion").isEmpty() ? Json.text(old, "metadata", "resourceVersion")
                : wanted.metadata("resourceVersion");
        Registry.metadata(merged).put("resourceVersion", version).put("name", target.name());
        LastApplied.follow(merged, wanted.written(), options);
        ObjectNode next = Decoding.decode(resource.schema(), merged).object();
        return writer.update(target, new Body.Read(next, wanted.whole().warnings()), entering(applied, owners.disputed().keySet()), options, now);
    }

    private static boolean isMisnamed(Target target, AppliedConfiguration.Wanted wanted) {
        String name = wanted.metadata("name");
        return !name.isEmpty() && !name.equals(target.name());
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
            for (Entry entry : old == null ? List.<Entry>of() : ManagedFields.beforeApply(target, old, now)) {
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
