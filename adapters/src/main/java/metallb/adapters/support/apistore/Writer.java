package metallb.adapters.support.apistore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.adapters.support.apistore.Resource.Trait;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Times;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Creates and updates: metadata, optimistic locking, the split of spec and status, and the kind's own rules. */
final class Writer {
    private static final List<String> OWNED_BY_SERVER = List.of("creationTimestamp", "deletionTimestamp",
            "deletionGracePeriodSeconds", "generation", "generateName", "selfLink");

    /** How a write is entered in managedFields: as an update or as a server-side apply. {@code old} is null at creation. */
    interface Ownership {
        void enter(Target target, ObjectNode next, ObjectNode old, WriteOptions options, Instant now);
    }

    private final Registry registry;
    private final Identities identities;
    private final Strategies strategies;
    private final Remover remover;

    Writer(Registry registry, Identities identities, Strategies strategies, Remover remover) {
        this.registry = registry;
        this.identities = identities;
        this.strategies = strategies;
        this.remover = remover;
    }

    /** {@code body}: decoded, in the form of the target's resource. Becomes ours. */
    Outcome create(Target collection, Body.Read body, Ownership ownership, WriteOptions options, Instant now) {
        Resource resource = collection.resource();
        ObjectNode fresh = Forms.kept(resource, body.object());
        ObjectNode metadata = Registry.metadata(fresh);
        Optional<Status> misplaced = misplaced(collection, metadata).or(() -> namespaceRefusal(collection, metadata));
        if (misplaced.isPresent()) {
            return new Outcome.Answered(misplaced.get());
        }
        if (!Json.text(metadata, "resourceVersion").isEmpty()) {
            return new Outcome.Answered(new Status(500, "", "resourceVersion should not be set on objects to be created"));
        }
        begin(collection, metadata, now);
        Target target = collection.named(Json.text(metadata, "name"));
        if (resource.is(Trait.STATUS) && !resource.is(Trait.STATUS_AT_CREATION)) {
            fresh.remove("status");
        }
        Strategy strategy = strategies.of(resource);
        strategy.prepare(fresh, null);
        ownership.enter(collection, fresh, null, options, now);
        List<FieldError> errors = new ArrayList<>(MetadataValidation.ofCreation(resource, fresh));
        errors.addAll(strategy.validate(fresh, null));
        if (!errors.isEmpty()) {
            return new Outcome.Answered(Status.invalid(resource, target.name(), errors));
        }
        Optional<String> forbidden = options.creation().refusal(target);
        if (forbidden.isPresent()) {
            return new Outcome.Answered(Status.forbidden(resource, target.name(), forbidden.get()));
        }
        if (registry.get(resource.storage(), target.key()) != null) {
            return new Outcome.Answered(Status.alreadyExists(resource, target.name()));
        }
        return finish(target, fresh, null, body.warnings(), options);
    }

    /** Replaces as PUT does, for which a uid in the body is a precondition; everything else as {@link #update}. */
    Outcome replace(Target target, Body.Read body, WriteOptions options, Instant now) {
        ObjectNode old = registry.get(target.resource().storage(), target.key());
        ObjectNode metadata = Registry.metadata(body.object());
        String name = Json.text(metadata, "name");
        Optional<Status> refusal = name.equals(target.name()) ? uidRefusal(target, metadata, old) : Optional.of(Status.misnamed(name, target.name()));
        return refusal.<Outcome>map(Outcome.Answered::new)
                .orElseGet(() -> update(target, body, ManagedFields::written, options, now));
    }

    private static Optional<Status> uidRefusal(Target target, ObjectNode metadata, ObjectNode old) {
        String uid = Json.text(metadata, "uid");
        // what is not there has none, and so is no object that a uid could mean
        String ownUid = old == null ? "" : Json.text(old, "metadata", "uid");
        return uid.isEmpty() || uid.equals(ownUid) ? Optional.empty()
                : Optional.of(Status.conflict(target.resource(), target.name(), "StorageError: invalid object, Code: 4, Key: /registry/"
                        + Reader.path(target.resource()) + "/" + target.key() + ", ResourceVersion: 0, AdditionalErrorMsg: Precondition "
                        + "failed: UID in precondition: " + uid + ", UID in object meta: " + ownUid));
    }

    /** {@code body}: the whole new object, decoded, in the form of the target's resource. Becomes ours. */
    Outcome update(Target target, Body.Read body, Ownership ownership, WriteOptions options, Instant now) {
        Resource resource = target.resource();
        ObjectNode old = registry.get(resource.storage(), target.key());
        ObjectNode fresh = Forms.kept(resource, body.object());
        if (old == null) {
            if (!resource.is(Trait.CREATE_ON_UPDATE) || !target.subresource().isEmpty()) {
                return new Outcome.Answered(Status.notFound(resource, target.name()));
            }
            // of which version it was does not count any more
            Registry.metadata(body.object()).remove("resourceVersion");
            return create(target.named(""), body, ownership, options, now);
        }
        Optional<Status> refusal = updateRefusal(target, Registry.metadata(fresh), old);
        if (refusal.isPresent()) {
            return new Outcome.Answered(refusal.get());
        }
        ObjectNode next = combined(target, fresh, old);
        Strategy strategy = strategies.of(resource);
        if (target.subresource().isEmpty()) {
            strategy.prepare(next, old);
        }
        MetadataValidation.Look look = target.subresource().isEmpty() ? strategy.metadataLook() : MetadataValidation.Look.CHANGE;
        List<FieldError> errors = new ArrayList<>(MetadataValidation.ofUpdate(look, next, old));
        errors.addAll(strategy.validate(next, old));
        if (!errors.isEmpty()) {
            return new Outcome.Answered(Status.invalid(resource, target.name(), errors));
        }
        ownership.enter(target, next, old, options, now);
        return finish(target, next, old, body.warnings(), options);
    }

    private Outcome finish(Target target, ObjectNode next, ObjectNode old, List<String> warnings, WriteOptions options) {
        Resource resource = target.resource();
        List<FieldError> errors = strategies.of(resource).allocate(next, old, options.dryRun());
        if (!errors.isEmpty()) {
            return new Outcome.Answered(Status.invalid(resource, target.name(), errors));
        }
        if (old == null && !options.dryRun()) {
            // holds the place among the metadata; the registry writes the number
            Registry.metadata(next).put("resourceVersion", "next");
        }
        ObjectNode object = Forms.ordered(resource.owner(), next);
        if (old != null && ManagedFields.sameBut(object, old)) {
            return new Outcome.Done(Forms.whole(resource, old), false, warnings);
        }
        if (old != null && resource.is(Trait.GENERATION) && !target.isStatus() && !ManagedFields.sameBeyondMetadata(object, old)) {
            Registry.metadata(object).put("generation", Json.number(old, "metadata", "generation") + 1);
            object = Forms.ordered(resource.owner(), object);
        }
        if (old != null && Remover.isFinished(object)) {
            if (!options.dryRun()) {
                remover.remove(target);
            }
        } else if (!options.dryRun()) {
            registry.put(resource.storage(), target.key(), object);
        }
        return new Outcome.Done(Forms.whole(resource, object), old == null, warnings);
    }

    private void begin(Target collection, ObjectNode metadata, Instant now) {
        Resource resource = collection.resource();
        metadata.remove(List.of("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields", "generation"));
        place(collection, metadata);
        if (Json.text(metadata, "name").isEmpty() && !Json.text(metadata, "generateName").isEmpty()) {
            metadata.put("name", identities.generated(Json.text(metadata, "generateName")));
        }
        metadata.put("uid", identities.uid());
        metadata.put("creationTimestamp", Times.seconds(now));
        if (resource.is(Trait.GENERATION)) {
            metadata.put("generation", 1);
        }
    }

    /** What is cluster-wide loses a namespace that its writer gave it. */
    private static void place(Target target, ObjectNode metadata) {
        if (target.resource().namespaced()) {
            metadata.put("namespace", target.namespace());
        } else {
            metadata.remove("namespace");
        }
    }

    private static Optional<Status> misplaced(Target target, ObjectNode metadata) {
        String namespace = Json.text(metadata, "namespace");
        return target.resource().namespaced() && !namespace.isEmpty() && !namespace.equals(target.namespace())
                ? Optional.of(Status.badRequest("the namespace of the provided object does not match the namespace sent on the request"))
                : Optional.empty();
    }

    private Optional<Status> namespaceRefusal(Target target, ObjectNode metadata) {
        if (!target.resource().namespaced()) {
            return Optional.empty();
        }
        String namespace = target.namespace();
        ObjectNode found = registry.get(Resources.NAMESPACES.storage(), namespace);
        if (found == null) {
            return Optional.of(Status.notFound(Resources.NAMESPACES, namespace));
        }
        if (Json.text(found, "metadata", "deletionTimestamp").isEmpty()) {
            return Optional.empty();
        }
        ObjectNode cause = Json.object().put("reason", "NamespaceTerminating")
                .put("message", "namespace " + namespace + " is being terminated").put("field", "metadata.namespace");
        return Optional.of(Status.forbidden(target.resource(), Json.text(metadata, "name"),
                "unable to create new content in namespace " + namespace + " because it is being terminated", cause));
    }

    private static Optional<Status> updateRefusal(Target target, ObjectNode metadata, ObjectNode old) {
        Resource resource = target.resource();
        String name = Json.text(metadata, "name");
        String version = Json.text(metadata, "resourceVersion");
        if (!name.equals(target.name())) {
            return Optional.of(Status.misnamed(name, target.name()));
        }
        Optional<Status> misplaced = misplaced(target, metadata);
        if (misplaced.isPresent()) {
            return misplaced;
        }
        if (version.isEmpty() || version.equals("0")) {
            return resource.is(Trait.CONDITIONAL_UPDATE) ? Optional.of(Status.invalid(resource, target.name(), List.of(FieldError
                    .invalid("metadata.resourceVersion", "", "must be specified for an update")))) : Optional.empty();
        }
        return version.equals(Json.text(old, "metadata", "resourceVersion")) ? Optional.empty()
                : Optional.of(Status.modified(resource, target.name()));
    }

    /** The new object with what this call may not write taken from the old one. */
    private static ObjectNode combined(Target target, ObjectNode fresh, ObjectNode old) {
        ObjectNode next = fresh;
        if (target.subresource().equals("finalize")) {
            next = old.deepCopy();
            next.set("spec", fresh.has("spec") ? fresh.get("spec") : Json.object());
        } else if (target.isStatus()) {
            next = old.deepCopy();
            next.set("metadata", fresh.get("metadata"));
            next.set("status", fresh.has("status") ? fresh.get("status") : Json.object());
        } else if (target.resource().is(Trait.STATUS)) {
            JsonNode status = old.get("status");
            next.set("status", status.deepCopy());
        }
        ObjectNode metadata = Registry.metadata(next);
        ObjectNode before = Registry.metadata(old);
        place(target, metadata);
        metadata.set("resourceVersion", before.get("resourceVersion"));
        if (Json.text(metadata, "uid").isEmpty()) {
            metadata.set("uid", before.get("uid"));
        }
        for (String field : OWNED_BY_SERVER) {
            metadata.remove(field);
            if (before.has(field)) {
                metadata.set(field, before.get(field));
            }
        }
        return next;
    }
}
