package metallb.adapters.support.apistore;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import metallb.adapters.support.apistore.Resource.Trait;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Times;
import tools.jackson.databind.node.ObjectNode;

/** Deletes: at once, or, while finalizers hold the object, by marking it. */
final class Remover {
    private static final List<String> IMMORTAL = List.of("default", "kube-public", "kube-system");

    private final Registry registry;
    private final Strategies strategies;

    Remover(Registry registry, Strategies strategies) {
        this.registry = registry;
        this.strategies = strategies;
    }

    /** {@code options}: a DeleteOptions object, of which the preconditions and dryRun count; may be empty. */
    Outcome delete(Target target, ObjectNode options, boolean dryRun, Instant now) {
        Resource resource = target.resource();
        ObjectNode old = registry.get(resource.storage(), target.key());
        if (old == null) {
            return new Outcome.Answered(Status.notFound(resource, target.name()));
        }
        Optional<Status> refusal = preconditions(target, old, options);
        if (refusal.isPresent()) {
            return new Outcome.Answered(refusal.get());
        }
        if (resource == Resources.NAMESPACES && IMMORTAL.contains(target.name())) {
            return new Outcome.Answered(Status.forbidden(resource, target.name(), "this namespace may not be deleted"));
        }
        if (isHeld(old)) {
            return done(resource, mark(target, old, dryRun, now));
        }
        ObjectNode last = dryRun ? old : remove(target);
        return resource.is(Trait.RETURNS_DELETED) ? done(resource, last)
                : new Outcome.Answered(Status.deleted(resource, target.name(), Json.text(old, "metadata", "uid")));
    }

    /** Takes the object out, whatever holds it. Its last state carries the revision of its end. */
    ObjectNode remove(Target target) {
        ObjectNode last = registry.remove(target.resource().storage(), target.key());
        strategies.of(target.resource()).release(last);
        return last;
    }

    /** Whether the object was marked and nothing holds it any more. */
    static boolean isFinished(ObjectNode object) {
        return !Json.text(object, "metadata", "deletionTimestamp").isEmpty() && !isHeld(object);
    }

    private static boolean isHeld(ObjectNode object) {
        // only a namespace has finalizers in its spec
        return !Json.list(object, "metadata", "finalizers").isEmpty() || !Json.list(object, "spec", "finalizers").isEmpty();
    }

    private ObjectNode mark(Target target, ObjectNode old, boolean dryRun, Instant now) {
        if (!Json.text(old, "metadata", "deletionTimestamp").isEmpty()) {
            return old;
        }
        ObjectNode marked = old.deepCopy();
        Registry.metadata(marked).put("deletionTimestamp", Times.seconds(now));
        if (target.resource() == Resources.NAMESPACES) {
            Json.within(marked, "status").put("phase", "Terminating");
        } else {
            Registry.metadata(marked).put("deletionGracePeriodSeconds", 0);
        }
        ObjectNode object = Forms.ordered(target.resource().owner(), marked);
        if (!dryRun) {
            registry.put(target.resource().storage(), target.key(), object);
        }
        return object;
    }

    private static Optional<Status> preconditions(Target target, ObjectNode old, ObjectNode options) {
        ObjectNode wanted = Json.child(options, "preconditions");
        String uid = Json.text(wanted, "uid");
        String version = Json.text(wanted, "resourceVersion");
        String ownUid = Json.text(old, "metadata", "uid");
        String ownVersion = Json.text(old, "metadata", "resourceVersion");
        if (!uid.isEmpty() && !uid.equals(ownUid)) {
            return Optional.of(Status.preconditionFailed(target.resource(), target.name(), "the UID in the precondition (" + uid
                    + ") does not match the UID in record (" + ownUid + "). The object might have been deleted and then recreated"));
        }
        if (!version.isEmpty() && !version.equals(ownVersion)) {
            return Optional.of(Status.preconditionFailed(target.resource(), target.name(), "the ResourceVersion in the precondition ("
                    + version + ") does not match the ResourceVersion in record (" + ownVersion
                    + "). The object might have been modified"));
        }
        return Optional.empty();
    }

    private static Outcome done(Resource resource, ObjectNode object) {
        return new Outcome.Done(Forms.whole(resource, object), false, List.of());
    }
}
