package metallb.adapters.support.apistore;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Kubernetes API in memory, for one thread at a time. It has no clock and no randomness of its own: the same calls at the
 * same instants give the same answers, byte for byte.
 *
 * <p>Objects come and go as JSON trees in the form of the resource that is addressed, with kind and apiVersion. Trees that
 * are given or returned belong to the caller; nothing is shared.
 */
public final class ApiStore {
    /** How many changes are remembered where nothing else is said; a watch that asks for older ones is told 410. */
    public static final int HISTORY = 10_000;

    private final Registry registry;
    private final Writer writer;
    private final Patcher patcher;
    private final Applier applier;
    private final Remover remover;
    private final Reader reader;

    /** {@code random}: for uids, generated names, service addresses and node ports. */
    public ApiStore(SplittableRandom random, int history) {
        registry = new Registry(history);
        var identities = new Identities(random);
        var strategies = new Strategies(identities);
        remover = new Remover(registry, strategies);
        writer = new Writer(registry, identities, strategies, remover);
        patcher = new Patcher(registry, writer);
        applier = new Applier(registry, writer);
        reader = new Reader(registry);
    }

    public ApiStore(long seed) {
        this(new SplittableRandom(seed), HISTORY);
    }

    /** Answers one call that is no watch. Never throws for what a client can send. */
    public Response handle(Request request) {
        return handle(request, CreationGuard.NONE);
    }

    /** The same for a caller who may not create everything that it may update or patch. */
    public Response handle(Request request, CreationGuard guard) {
        Response response = new Calls(this, guard).answer(request);
        return request.is("pretty") ? response.indented() : response;
    }

    /** Opens the watch that a call asks for; its events come in the form that the call accepts. */
    public Opened open(Request request, Consumer<WatchEvent> subscriber) {
        return new Calls(this, CreationGuard.NONE).open(request, subscriber);
    }

    /** Whether {@link #open} answers this call, and not {@link #handle}. */
    public static boolean isWatch(Request request) {
        return request.method().equals("GET") && Route.of(request.path()) instanceof Route.Found found
                && (found.watch() || request.is("watch")) && found.target().subresource().isEmpty();
    }

    /** A watch, or why there is none. */
    public sealed interface Opened {
        record Running(Watch watch) implements Opened {
        }

        record Refused(Response response) implements Opened {
        }
    }

    /** Starts a watch; what there is to send at once is sent before this returns. */
    public Watch watch(WatchRequest request, Consumer<WatchEvent> subscriber) {
        return Watch.start(registry, request, subscriber);
    }

    /** The version of the newest change. */
    public String resourceVersion() {
        return Long.toString(registry.revision());
    }

    /** Forgets the history, as etcd's compaction does: watches from before are told 410. For tests of just that. */
    public void compact() {
        registry.compact();
    }

    public Optional<ObjectNode> get(Target target) {
        return Optional.ofNullable(registry.get(target.resource().storage(), target.key()))
                .map(kept -> Forms.whole(target.resource(), kept));
    }

    /** Every object of a collection, in the order of namespace and name. An empty namespace means all. */
    public List<ObjectNode> list(Resource resource, String namespace) {
        return switch (list(Target.collection(resource, namespace), ListOptions.ALL)) {
            case Reader.Listed.Page page -> page.objects().stream().map(kept -> Forms.whole(resource, kept)).toList();
            case Reader.Listed.Refused refused -> throw new IllegalStateException(refused.status().message());
        };
    }

    /** Creates the object; its namespace is the one that it names, or the target's. {@code json} is a JSON text. */
    public Outcome create(Resource resource, String namespace, String json, WriteOptions options, Instant now) {
        return create(Target.collection(resource, namespace), "application/json", bytes(json), options, now);
    }

    /** Replaces the object, or its status. */
    public Outcome update(Target target, String json, WriteOptions options, Instant now) {
        return update(target, "application/json", bytes(json), options, now);
    }

    public Outcome patch(Target target, PatchType type, String json, WriteOptions options, Instant now) {
        return patch(target, type, bytes(json), options, now);
    }

    public Outcome delete(Target target, Instant now) {
        return delete(target, Json.object(), false, now);
    }

    Outcome create(Target collection, String contentType, byte[] content, WriteOptions options, Instant now) {
        return switch (Body.parse(collection.resource(), contentType, content, options)) {
            case Body.Refused refused -> new Outcome.Answered(refused.status());
            case Body.Read body -> writer.create(collection, body, ManagedFields::written, options, now);
        };
    }

    Outcome update(Target target, String contentType, byte[] content, WriteOptions options, Instant now) {
        return switch (Body.parse(target.resource(), contentType, content, options)) {
            case Body.Refused refused -> new Outcome.Answered(refused.status());
            case Body.Read body -> writer.replace(target, body, options, now);
        };
    }

    Outcome patch(Target target, PatchType type, byte[] content, WriteOptions options, Instant now) {
        return patcher.patch(target, type, content, options, now);
    }

    Outcome apply(Target target, byte[] content, WriteOptions options, Instant now) {
        return applier.apply(target, content, options, now);
    }

    Outcome delete(Target target, ObjectNode deleteOptions, boolean dryRun, Instant now) {
        return remover.delete(target, deleteOptions, dryRun, now);
    }

    Reader.Listed list(Target collection, ListOptions options) {
        return reader.list(collection, options);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
