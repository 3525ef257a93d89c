package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/** Calls as paths and verbs, turned into calls of the store, and their outcomes into answers. */
final class Calls {
    private static final String APPLY_TYPE = "application/apply-patch+yaml";

    private final ApiStore store;
    private final CreationGuard guard;

    Calls(ApiStore store, CreationGuard guard) {
        this.store = store;
        this.guard = guard;
    }

    Response answer(Request request) {
        return switch (Route.of(request.path())) {
            case Route.Elsewhere _ -> Response.text(404, "404 page not found\n");
            case Route.NoSuchResource _ -> Response.of(Status.noSuchResource());
            case Route.Found found -> Representation.of(request.accept())
                    .map(form -> answer(request, found.target(), form)).orElse(Response.of(Representation.notAcceptable(request.accept())));
        };
    }

    private Response answer(Request request, Target target, Representation form) {
        Resource resource = target.resource();
        if (resource.is(Resource.Trait.REVIEW) || target.subresource().equals("token")) {
            return Response.of(Status.methodNotAllowed());
        }
        Optional<Status> problem = WriteParameters.problem(request, request.contentType().startsWith(APPLY_TYPE));
        if (problem.isPresent()) {
            return Response.of(problem.get());
        }
        String include = request.query().getOrDefault("includeObject", "");
        if (!Renderer.canInclude(include, form)) {
            return Response.of(Renderer.refusedInclusion(include));
        }
        var renderer = new Renderer(resource, form, include, request.now());
        if (target.subresource().equals("scale")) {
            return respond(new ScaleCall(store, request, target).answer(), renderer, form);
        }
        boolean single = !target.name().isEmpty();
        boolean placed = !resource.namespaced() || !target.namespace().isEmpty();
        WriteOptions options = request.writeOptions();
        WriteOptions guarded = options.guardedBy(guard);
        return switch (request.method()) {
            case "GET" -> single ? get(target, renderer, form) : list(request, target, renderer, form);
            case "POST" -> single || !placed ? Response.of(Status.methodNotAllowed())
                    : respond(store.create(target, request.contentType(), request.body(), options, request.now()), renderer, form);
            case "PUT" -> single
                    ? respond(store.update(target, request.contentType(), request.body(), guarded, request.now()), renderer, form)
                    : Response.of(Status.methodNotAllowed());
            case "PATCH" -> single ? respond(patch(request, target, guarded), renderer, form) : Response.of(Status.methodNotAllowed());
            case "DELETE" -> !target.subresource().isEmpty() || !placed ? Response.of(Status.methodNotAllowed())
                    : delete(request, target, renderer, form);
            default -> Response.of(Status.methodNotAllowed());
        };
    }

    private Response get(Target target, Renderer renderer, Representation form) {
        return store.get(target).map(whole -> written(200, renderer.object(whole), List.of(), form))
                .orElse(Response.of(Status.notFound(target.resource(), target.name())));
    }

    private Response list(Request request, Target target, Renderer renderer, Representation form) {
        List<FieldError> misplaced = ListOptions.problems(request.query());
        if (!misplaced.isEmpty()) {
            return Response.of(refusedList(misplaced));
        }
        return switch (ListOptions.of(target, request.query())) {
            case ListOptions.Read.Refused refused -> Response.of(refused.status());
            case ListOptions.Read.Options read -> switch (store.list(target, read.options())) {
                case Reader.Listed.Refused refused -> Response.of(refused.status());
                case Reader.Listed.Page page -> written(200, renderer.list(page), List.of(), form);
            };
        };
    }

    private Outcome patch(Request request, Target target, WriteOptions options) {
        String type = request.contentType().split(";")[0].strip();
        if (type.equals(APPLY_TYPE)) {
            return store.apply(target, request.body(), options, request.now());
        }
        for (PatchType each : PatchType.values()) {
            if (each.mediaType().equals(type)) {
                return store.patch(target, each, request.body(), options, request.now());
            }
        }
        return new Outcome.Answered(new Status(415, "UnsupportedMediaType", "415: Unsupported Media Type", Json.object()));
    }

    private Response delete(Request request, Target target, Renderer renderer, Representation form) {
        if (target.name().isEmpty() && target.resource() == Resources.NAMESPACES) {
            return Response.of(Status.methodNotAllowed());
        }
        return switch (Deletion.of(request)) {
            case Deletion.Refused refused -> Response.of(refused.status());
            case Deletion.Asked asked -> target.name().isEmpty() ? deleteCollection(request, asked, target, renderer, form)
                    : respond(store.delete(target, asked.options(), asked.dryRun(), request.now()), renderer, form);
        };
    }

    private Response deleteCollection(Request request, Deletion.Asked asked, Target target, Renderer renderer, Representation form) {
        if (!(ListOptions.of(target, request.query()) instanceof ListOptions.Read.Options read)) {
            return list(request, target, renderer, form);
        }
        if (!(store.list(target, read.options()) instanceof Reader.Listed.Page page)) {
            return list(request, target, renderer, form);
        }
        ObjectNode answer = renderer.list(page);
        for (ObjectNode object : new ArrayList<>(page.objects())) {
            Target each = target.named(Json.text(object, "metadata", "name"));
            if (store.delete(each, asked.options(), asked.dryRun(), request.now()) instanceof Outcome.Answered answered
                    && answered.status().isFailure() && answered.status().code() != 404) {
                return Response.of(answered.status());
            }
        }
        Json.within(answer, "metadata").put("resourceVersion", store.resourceVersion());
        return written(200, answer, List.of(), form);
    }

    private static Response respond(Outcome outcome, Renderer renderer, Representation form) {
        return switch (outcome) {
            case Outcome.Answered answered -> Response.of(answered.status());
            case Outcome.Done done -> written(done.created() ? 201 : 200, renderer.object(done.object()), done.warnings(), form);
        };
    }

    private static Response written(int code, ObjectNode body, List<String> warnings, Representation form) {
        return form.yaml() ? new Response(code, "application/yaml", warnings, 0, Body.YAML.writeValueAsString(body))
                : new Response(code, "application/json", warnings, 0, body + "\n");
    }

    ApiStore.Opened open(Request request, Consumer<WatchEvent> subscriber) {
        if (!(Route.of(request.path()) instanceof Route.Found found)) {
            return new ApiStore.Opened.Refused(answer(request));
        }
        Representation form = Representation.of(request.accept()).orElse(null);
        if (form == null) {
            return new ApiStore.Opened.Refused(Response.of(Representation.notAcceptable(request.accept())));
        }
        String include = request.query().getOrDefault("includeObject", "");
        if (!Renderer.canInclude(include, form)) {
            return new ApiStore.Opened.Refused(Response.of(Renderer.refusedInclusion(include)));
        }
        Target collection = found.target().named("");
        return switch (ListOptions.of(collection, query(request, found.target()))) {
            case ListOptions.Read.Refused refused -> new ApiStore.Opened.Refused(Response.of(refused.status()));
            case ListOptions.Read.Options read -> open(request, collection, read.options(), form, subscriber);
        };
    }

    private ApiStore.Opened open(Request request, Target collection, ListOptions options, Representation form,
                                 Consumer<WatchEvent> subscriber) {
        boolean said = request.query().containsKey("sendInitialEvents");
        boolean initial = request.is("sendInitialEvents");
        if (said && !options.match().equals("NotOlderThan")) {
            return new ApiStore.Opened.Refused(Response.of(refusedMatch("sendInitialEvents requires setting resourceVersionMatch to "
                    + "NotOlderThan")));
        }
        if (!said && !options.match().isEmpty()) {
            return new ApiStore.Opened.Refused(Response.of(refusedMatch(
                    "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided")));
        }
        var asked = new WatchRequest(collection, options, request.is("allowWatchBookmarks"), initial);
        boolean anywhere = options.resourceVersion().isEmpty() || options.resourceVersion().equals("0");
        // who wants nothing of what is there and names no version begins at this moment
        WatchRequest watched = said && !initial && anywhere ? asked.after(store.resourceVersion()) : asked;
        // ages in a table's rows are as of the moment of the call: kubectl counts on from the metadata
        var renderer = new Renderer(collection.resource(), form, request.query().getOrDefault("includeObject", ""), request.now());
        boolean[] first = {true};
        return new ApiStore.Opened.Running(store.watch(watched, event -> {
            subscriber.accept(renderer.event(event, first[0]));
            first[0] = false;
        }));
    }

    private static Status refusedMatch(String why) {
        return refusedList(List.of(FieldError.forbidden("resourceVersionMatch", why)));
    }

    private static Status refusedList(List<FieldError> errors) {
        return Status.invalid("ListOptions.meta.k8s.io \"\"", Json.object().put("group", "meta.k8s.io").put("kind", "ListOptions"), errors);
    }

    /** The path of one object narrows a watch to its name. */
    private static Map<String, String> query(Request request, Target target) {
        if (target.name().isEmpty()) {
            return request.query();
        }
        Map<String, String> query = new HashMap<>(request.query());
        query.merge("fieldSelector", "metadata.name=" + target.name(), (given, name) -> given + "," + name);
        return query;
    }
}
