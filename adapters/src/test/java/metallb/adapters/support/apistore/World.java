package metallb.adapters.support.apistore;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/** A store with namespace "rec" at a fixed moment, and short words for calls on it. */
final class World {
    static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    static final String SERVICES = "/api/v1/namespaces/rec/services";
    static final String CONFIG_MAPS = "/api/v1/namespaces/rec/configmaps";

    final ApiStore store;

    World() {
        this(ApiStore.HISTORY);
    }

    World(int history) {
        store = new ApiStore(new SplittableRandom(1), history);
        post("/api/v1/namespaces", "{'metadata':{'name':'rec'}}");
    }

    Response post(String path, String body) {
        return call("POST", path, "application/json", body);
    }

    Response put(String path, String body) {
        return call("PUT", path, "application/json", body);
    }

    Response get(String path) {
        return call("GET", path, "", "");
    }

    Response delete(String path) {
        return call("DELETE", path, "", "");
    }

    Response merge(String path, String body) {
        return call("PATCH", path, "application/merge-patch+json", body);
    }

    Response strategic(String path, String body) {
        return call("PATCH", path, "application/strategic-merge-patch+json", body);
    }

    Response apply(String path, String body) {
        return call("PATCH", path, "application/apply-patch+yaml", body);
    }

    Response call(String method, String path, String contentType, String body) {
        return store.handle(request(method, path, contentType, "application/json", body));
    }

    Response table(String path, Instant now) {
        var request = request("GET", path, "", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json", "");
        return store.handle(new Request("GET", request.path(), request.query(), "", request.accept(), new byte[0], now, ""));
    }

    /** Single quotes in bodies stand for double ones. */
    static Request request(String method, String path, String contentType, String accept, String body) {
        Map<String, String> query = new LinkedHashMap<>();
        int mark = path.indexOf('?');
        if (mark >= 0) {
            for (String pair : path.substring(mark + 1).split("&")) {
                query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }
        byte[] content = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new Request(method, mark < 0 ? path : path.substring(0, mark), query, contentType, accept, content, NOW, "test/1.0");
    }

    List<WatchEvent> watch(String path) {
        List<WatchEvent> events = new ArrayList<>();
        store.open(request("GET", path, "", "application/json", ""), events::add);
        return events;
    }

    /** Type, name and version of each event. */
    static List<String> briefly(List<WatchEvent> events) {
        return events.stream().map(event -> event.type() + " " + Json.text(event.object(), "metadata", "name") + "@"
                + Json.text(event.object(), "metadata", "resourceVersion")).toList();
    }

    static ObjectNode body(Response response) {
        return Json.object(response.body());
    }

    static String message(Response response) {
        return response.code() + " " + Json.text(body(response), "message");
    }

    static String version(Response response) {
        return Json.text(body(response), "metadata", "resourceVersion");
    }

    static String service(String name, String spec) {
        return "{'metadata':{'name':'" + name + "'},'spec':{'ports':[{'port':80}]" + spec + "}}";
    }

    static String configMap(String name) {
        return "{'metadata':{'name':'" + name + "'},'data':{'k':'v'}}";
    }
}
