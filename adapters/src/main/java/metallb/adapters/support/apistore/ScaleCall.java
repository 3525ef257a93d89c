package metallb.adapters.support.apistore;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import metallb.adapters.support.apistore.patch.Patched;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Schemas;
import tools.jackson.databind.node.ObjectNode;

/** The subresource through which {@code kubectl scale} reads and writes how many replicas are wanted. */
record ScaleCall(ApiStore store, Request request, Target target) {
    Outcome answer() {
        Target owner = new Target(target.resource(), target.namespace(), target.name(), "");
        ObjectNode workload = store.get(owner).orElse(null);
        if (workload == null) {
            return new Outcome.Answered(Status.notFound(target.resource(), target.name()));
        }
        ObjectNode scale = scale(workload);
        return switch (request.method()) {
            case "GET" -> new Outcome.Done(scale, false, List.of());
            case "PUT" -> Body.tree(request.contentType(), request.body()).orElse(null) instanceof ObjectNode wanted
                    ? write(owner, workload, wanted) : new Outcome.Answered(Status.badRequest("the body is no Scale"));
            case "PATCH" -> patch(owner, workload, scale);
            default -> new Outcome.Answered(Status.methodNotAllowed());
        };
    }

    private Outcome patch(Target owner, ObjectNode workload, ObjectNode scale) {
        String type = request.contentType().split(";")[0].strip();
        for (PatchType each : PatchType.values()) {
            if (each.mediaType().equals(type)) {
                return switch (Patcher.read(each, request.body())) {
                    case Patcher.Change.Refused refused -> new Outcome.Answered(refused.status());
                    case Patcher.Change.Read change -> switch (Patcher.apply(each, Schemas.named("Scale"), scale, change.change())) {
                        case Patched.Malformed malformed -> new Outcome.Answered(Status.badRequest(malformed.reason()));
                        case Patched.Inapplicable _ -> new Outcome.Answered(Patcher.rejected());
                        case Patched.Unmergeable unmergeable -> new Outcome.Answered(Patcher.failed(unmergeable));
                        case Patched.Changed changed -> changed.document() instanceof ObjectNode wanted
                                ? write(owner, workload, wanted) : new Outcome.Answered(Patcher.rejected());
                    };
                };
            }
        }
        return new Outcome.Answered(new Status(415, "UnsupportedMediaType", "415: Unsupported Media Type", Json.object()));
    }

    private Outcome write(Target owner, ObjectNode workload, ObjectNode wanted) {
        ObjectNode next = workload.deepCopy();
        Json.within(next, "spec").put("replicas", Json.number(wanted, "spec", "replicas"));
        Registry.metadata(next).put("resourceVersion", Json.text(wanted, "metadata", "resourceVersion"));
        return store.update(owner, "application/json", next.toString().getBytes(StandardCharsets.UTF_8), request.writeOptions(),
                request.now()).map(ScaleCall::scale);
    }

    private static ObjectNode scale(ObjectNode workload) {
        ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            metadata.put(field, Json.text(workload, "metadata", field));
        }
        ObjectNode spec = scale.putObject("spec");
        if (Json.number(workload, "spec", "replicas") > 0) {
            spec.put("replicas", Json.number(workload, "spec", "replicas"));
        }
        scale.putObject("status").put("replicas", Json.number(workload, "status", "replicas")).put("selector",
                Json.child(workload, "spec", "selector", "matchLabels").properties().stream()
                        .map(label -> label.getKey() + "=" + label.getValue().stringValue()).collect(Collectors.joining(",")));
        return scale;
    }
}
