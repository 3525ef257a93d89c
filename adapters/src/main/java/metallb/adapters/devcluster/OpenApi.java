package metallb.adapters.devcluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Response;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Schema;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAPI v3, as far as kubectl reads it: which kinds take dryRun and fieldValidation (then the server validates, and kubectl
 * does not), and the fields of each kind for {@code kubectl explain} and strategic merges.
 */
final class OpenApi {
    private static final String INDEX = "/openapi/v3";

    private OpenApi() {
    }

    static Optional<Response> answer(String path) {
        if (path.equals(INDEX)) {
            return Optional.of(new Response(200, Response.TEXT, List.of(), 0, index() + "\n"));
        }
        String wanted = path.substring(INDEX.length() + 1);
        List<Resource> resources = Resources.ALL.stream().filter(resource -> key(resource).equals(wanted)).toList();
        return resources.isEmpty() ? Optional.empty() : json(document(resources));
    }

    private static Optional<Response> json(ObjectNode body) {
        return Optional.of(new Response(200, "application/json", List.of(), 0, body + "\n"));
    }

    private static String key(Resource resource) {
        return (resource.group().isEmpty() ? "api/" : "apis/") + resource.apiVersion();
    }

    private static ObjectNode index() {
        ObjectNode index = Json.object();
        ObjectNode paths = index.putObject("paths");
        Resources.ALL.stream().map(OpenApi::key).distinct().forEach(key ->
                paths.putObject(key).put("serverRelativeURL", INDEX + "/" + key + "?hash=" + hash(key)));
        return index;
    }

    /** Of the document: clients keep it for as long as this stays the same. */
    private static String hash(String key) {
        try {
            String text = document(Resources.ALL.stream().filter(resource -> key(resource).equals(key)).toList()).toString();
            return HexFormat.of().withUpperCase().formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode document(List<Resource> resources) {
        ObjectNode document = Json.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "metallb-java devcluster").put("version", "v1.33.0");
        ObjectNode paths = document.putObject("paths");
        document.putObject("components").set("schemas", schemas(resources));
        for (Resource resource : resources) {
            String collection = "/" + key(resource) + (resource.namespaced() ? "/namespaces/{namespace}/" : "/") + resource.plural();
            paths.putObject(collection).set("post", operation(resource, "post"));
            ObjectNode single = paths.putObject(collection + "/{name}");
            for (String verb : List.of("get", "put", "patch", "delete")) {
                single.set(verb, operation(resource, verb));
            }
        }
        return document;
    }

    /** Every struct of these kinds by its name. */
    static ObjectNode schemas(List<Resource> resources) {
        ObjectNode schemas = Json.object();
        Set<String> described = new TreeSet<>();
        resources.forEach(resource -> describe(resource.schema(), resource, schemas, described));
        return schemas;
    }

    private static ObjectNode operation(Resource resource, String verb) {
        ObjectNode operation = Json.object();
        ArrayNode parameters = operation.putArray("parameters");
        if (!verb.equals("get")) {
            for (String name : verb.equals("delete") ? List.of("dryRun") : List.of("dryRun", "fieldManager", "fieldValidation")) {
                parameters.addObject().put("name", name).put("in", "query").putObject("schema").put("type", "string");
            }
        }
        operation.putObject("responses").putObject("200").put("description", "OK");
        operation.put("x-kubernetes-action", verb);
        operation.set("x-kubernetes-group-version-kind", groupVersionKind(resource));
        return operation;
    }

    private static ObjectNode groupVersionKind(Resource resource) {
        return Json.object().put("group", resource.group()).put("kind", resource.kind()).put("version", resource.version());
    }

    /** {@code resource}: of which kind this struct is; null for one inside. */
    private static void describe(Schema.Struct struct, Resource resource, ObjectNode schemas, Set<String> described) {
        if (!described.add(struct.name())) {
            return;
        }
        ObjectNode json = schemas.putObject(struct.name()).put("type", "object").put("description", struct.name());
        ObjectNode properties = json.putObject("properties");
        if (resource != null) {
            properties.putObject("apiVersion").put("type", "string");
            properties.putObject("kind").put("type", "string");
            json.putArray("x-kubernetes-group-version-kind").add(groupVersionKind(resource));
        }
        struct.fields().values().forEach(field -> properties.set(field.name(), type(field.schema(), schemas, described)));
    }

    private static ObjectNode type(Schema schema, ObjectNode schemas, Set<String> described) {
        ObjectNode json = Json.object();
        switch (schema) {
            case Schema.Struct struct -> {
                describe(struct, null, schemas, described);
                json.putArray("allOf").addObject().put("$ref", "#/components/schemas/" + struct.name());
            }
            case Schema.Dictionary map -> {
                json.put("type", "object").set("additionalProperties", type(map.value(), schemas, described));
                if (map.atomic()) {
                    json.put("x-kubernetes-map-type", "atomic");
                }
            }
            case Schema.Listing list -> listing(list, json, schemas, described);
            case Schema.Anything _ -> json.put("type", "object");
            case Schema.Scalar scalar -> scalar(scalar, json);
        }
        return json;
    }

    private static void listing(Schema.Listing list, ObjectNode json, ObjectNode schemas, Set<String> described) {
        json.put("type", "array").set("items", type(list.item(), schemas, described));
        if (!list.mergeKey().isEmpty()) {
            json.put("x-kubernetes-patch-merge-key", list.mergeKey());
        }
        if (list.set() || !list.mergeKey().isEmpty()) {
            json.put("x-kubernetes-patch-strategy", "merge");
        }
        json.put("x-kubernetes-list-type", list.set() ? "set" : list.keys().isEmpty() ? "atomic" : "map");
        if (!list.keys().isEmpty()) {
            ArrayNode keys = json.putArray("x-kubernetes-list-map-keys");
            list.keys().forEach(keys::add);
        }
    }

    private static void scalar(Schema.Scalar scalar, ObjectNode json) {
        switch (scalar.type()) {
            case STRING -> json.put("type", "string");
            case BOOL -> json.put("type", "boolean");
            case INT32 -> json.put("type", "integer").put("format", "int32");
            case INT64 -> json.put("type", "integer").put("format", "int64");
            case TIME, MICRO_TIME -> json.put("type", "string").put("format", "date-time");
            case INT_OR_STRING -> json.put("format", "int-or-string");
            case BYTES -> json.put("type", "string").put("format", "byte");
        }
    }
}
