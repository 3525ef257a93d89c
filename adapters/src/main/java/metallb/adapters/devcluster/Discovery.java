package metallb.adapters.devcluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.adapters.support.apistore.Request;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Response;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client asks before it asks for objects: version, health, which resources there are, what they accept. */
final class Discovery {
    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static final List<String> VERBS = List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    private Discovery() {
    }

    /** The answer to a call that is about no object; empty for all others. */
    static Optional<Response> answer(Request request, String url) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Optional.empty();
        }
        String path = request.path().length() > 1 && request.path().endsWith("/")
                ? request.path().substring(0, request.path().length() - 1) : request.path();
        boolean aggregated = acceptsAggregated(request.accept());
        return switch (path) {
            case "/healthz", "/livez", "/readyz" -> Optional.of(Response.text(200, "ok"));
            case "/version" -> json(version());
            case "/api" -> aggregated ? aggregated(true) : json(coreVersions(url));
            case "/apis" -> aggregated ? aggregated(false) : json(groups());
            default -> path.startsWith("/openapi/v3") ? OpenApi.answer(path) : resources(path);
        };
    }

    /** Older clients ask for v2beta1 only: they get the old form, which all of them read. */
    private static boolean acceptsAggregated(String accept) {
        return Arrays.stream(accept.split(",")).map(range -> Arrays.stream(range.split(";")).map(String::strip).toList())
                .anyMatch(parts -> parts.contains("as=APIGroupDiscoveryList") && parts.contains("v=v2"));
    }

    private static Optional<Response> json(ObjectNode body) {
        return Optional.of(new Response(200, "application/json", List.of(), 0, body + "\n"));
    }

    /** Of the version whose kubectl fits what we serve. */
    private static ObjectNode version() {
        return Json.object().put("major", "1").put("minor", "33").put("gitVersion", "v1.33.0").put("gitCommit", "")
                .put("gitTreeState", "clean").put("buildDate", "1970-01-01T00:00:00Z").put("goVersion", "")
                .put("compiler", "").put("platform", "linux/amd64");
    }

    private static ObjectNode coreVersions(String url) {
        ObjectNode body = Json.object().put("kind", "APIVersions");
        body.putArray("versions").add("v1");
        body.putArray("serverAddressByClientCIDRs").addObject().put("clientCIDR", "0.0.0.0/0")
                .put("serverAddress", url.substring("http://".length()));
        return body;
    }

    private static ObjectNode groups() {
        ObjectNode body = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = body.putArray("groups");
        byGroupVersion().keySet().stream().filter(groupVersion -> groupVersion.contains("/"))
                .forEach(groupVersion -> groups.add(group(groupVersion)));
        return body;
    }

    private static ObjectNode group(String groupVersion) {
        String[] parts = groupVersion.split("/");
        ObjectNode version = Json.object().put("groupVersion", groupVersion).put("version", parts[1]);
        ObjectNode group = Json.object().put("name", parts[0]);
        group.putArray("versions").add(version);
        group.set("preferredVersion", version.deepCopy());
        return group;
    }

    private static Map<String, List<Resource>> byGroupVersion() {
        Map<String, List<Resource>> groups = new LinkedHashMap<>();
        Resources.ALL.forEach(resource -> groups.computeIfAbsent(resource.apiVersion(), _ -> new ArrayList<>()).add(resource));
        return groups;
    }

    private static Optional<Response> resources(String path) {
        for (var entry : byGroupVersion().entrySet()) {
            boolean core = !entry.getKey().contains("/");
            if (path.equals((core ? "/api/" : "/apis/") + entry.getKey())) {
                ObjectNode body = Json.object().put("kind", "APIResourceList");
                if (!core) {
                    body.put("apiVersion", "v1");
                }
                ArrayNode list = body.put("groupVersion", entry.getKey()).putArray("resources");
                entry.getValue().forEach(resource -> list(resource, list));
                return json(body);
            }
            if (!core && path.equals("/apis/" + entry.getValue().getFirst().group())) {
                ObjectNode body = Json.object().put("kind", "APIGroup").put("apiVersion", "v1");
                group(entry.getKey()).properties().forEach(field -> body.set(field.getKey(), field.getValue()));
                return json(body);
            }
        }
        return Optional.empty();
    }

    private static void list(Resource resource, ArrayNode list) {
        ObjectNode row = list.addObject().put("name", resource.plural()).put("singularName", resource.singular())
                .put("namespaced", resource.namespaced()).put("kind", resource.kind());
        row.set("verbs", strings(verbs(resource)));
        if (!resource.shortNames().isEmpty()) {
            row.set("shortNames", strings(resource.shortNames()));
        }
        if (resource.is(Resource.Trait.IN_ALL)) {
            row.set("categories", strings(List.of("all")));
        }
        if (!resource.is(Resource.Trait.REVIEW)) {
            row.put("storageVersionHash", storageVersionHash(resource.owner()));
        }
        for (Resource.Subresource part : resource.subresources()) {
            ObjectNode line = list.addObject().put("name", resource.plural() + "/" + part.name()).put("singularName", "")
                    .put("namespaced", resource.namespaced());
            if (!part.group().isEmpty()) {
                line.put("group", part.group()).put("version", part.version());
            }
            line.put("kind", part.kind()).set("verbs", strings(part.verbs()));
        }
    }

    /** By which clients notice that objects are kept in another version: the first bytes of a hash of the kind. */
    private static String storageVersionHash(Resource resource) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((resource.group() + "/" + resource.version() + "/" + resource.kind())
                    .getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(Arrays.copyOf(hash, 8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> verbs(Resource resource) {
        if (resource.is(Resource.Trait.REVIEW)) {
            return List.of("create");
        }
        return resource == Resources.NAMESPACES ? VERBS.stream().filter(verb -> !verb.equals("deletecollection")).toList() : VERBS;
    }

    private static Optional<Response> aggregated(boolean core) {
        ObjectNode body = Json.object().put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/v2");
        body.putObject("metadata");
        ArrayNode items = body.putArray("items");
        byGroupVersion().forEach((groupVersion, resources) -> {
            if (groupVersion.contains("/") != core) {
                ObjectNode item = items.addObject();
                ObjectNode metadata = item.putObject("metadata");
                if (!core) {
                    metadata.put("name", resources.getFirst().group());
                }
                ObjectNode version = item.putArray("versions").addObject().put("version", resources.getFirst().version());
                ArrayNode list = version.putArray("resources");
                resources.forEach(resource -> list.add(aggregated(resource)));
                version.put("freshness", "Current");
            }
        });
        return Optional.of(new Response(200, AGGREGATED, List.of(), 0, body + "\n"));
    }

    private static ObjectNode aggregated(Resource resource) {
        ObjectNode row = Json.object().put("resource", resource.plural());
        row.set("responseKind", responseKind("", "", resource.kind()));
        row.put("scope", resource.namespaced() ? "Namespaced" : "Cluster").put("singularResource", resource.singular());
        row.set("verbs", strings(verbs(resource)));
        if (!resource.shortNames().isEmpty()) {
            row.set("shortNames", strings(resource.shortNames()));
        }
        if (resource.is(Resource.Trait.IN_ALL)) {
            row.set("categories", strings(List.of("all")));
        }
        if (!resource.subresources().isEmpty()) {
            ArrayNode parts = row.putArray("subresources");
            for (Resource.Subresource part : resource.subresources()) {
                ObjectNode line = parts.addObject().put("subresource", part.name());
                line.set("responseKind", responseKind(part.group(), part.version(), part.kind()));
                line.set("verbs", strings(part.verbs()));
            }
        }
        return row;
    }

    /** An empty group and version: those of the list that it is in. */
    private static JsonNode responseKind(String group, String version, String kind) {
        return Json.object().put("group", group).put("version", version).put("kind", kind);
    }

    private static ArrayNode strings(List<String> texts) {
        ArrayNode array = Json.array();
        texts.forEach(array::add);
        return array;
    }
}
