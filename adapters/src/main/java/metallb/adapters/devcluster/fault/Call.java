package metallb.adapters.devcluster.fault;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import metallb.adapters.support.apistore.Request;

/**
 * A call as rules see it.
 *
 * @param verb as in RBAC: get, list, watch, create, update, patch, delete, deletecollection
 * @param group of the API; empty for the core group
 * @param resource the plural, with its subresource where there is one: {@code services/status}; empty for a path that is
 *         about no object
 * @param namespace empty for all namespaces and for objects of the cluster
 * @param name empty for a collection; the path itself where it is about no object
 * @param client the User-Agent
 */
public record Call(String verb, String group, String resource, String namespace, String name, String client) {
    /** The call that the embedded API is asked to answer. */
    public static Call of(Request request) {
        return of(request.method(), request.path(), request.query(), request.user());
    }

    public static Call of(String method, String path, Map<String, String> query, String client) {
        List<String> parts = List.of(path.replaceAll("^/+|/+$", "").split("/"));
        int head = parts.getFirst().equals("api") ? 2 : parts.getFirst().equals("apis") ? 3 : Integer.MAX_VALUE;
        if (parts.size() <= head) {
            return new Call(verb(method, false, false), "", "", "", path, client);
        }
        List<String> rest = parts.subList(head, parts.size());
        boolean deprecatedWatch = rest.getFirst().equals("watch") && rest.size() > 1;
        rest = deprecatedWatch ? rest.subList(1, rest.size()) : rest;
        // a namespace's own subresources are no collections in it
        boolean inside = rest.size() > 2 && rest.getFirst().equals("namespaces")
                && !List.of("status", "finalize").contains(rest.get(2));
        List<String> tail = inside ? rest.subList(2, rest.size()) : rest;
        String name = tail.size() > 1 ? tail.get(1) : "";
        String resource = tail.getFirst() + (tail.size() > 2 ? "/" + tail.get(2) : "");
        boolean watch = deprecatedWatch || List.of("true", "1").contains(query.getOrDefault("watch", ""));
        return new Call(verb(method, name.isEmpty(), watch), head == 2 ? "" : parts.get(1), resource, inside ? rest.get(1) : "", name, client);
    }

    public boolean isWatch() {
        return verb.equals("watch");
    }

    private static String verb(String method, boolean collection, boolean watch) {
        return switch (method) {
            case "GET", "HEAD" -> watch ? "watch" : collection ? "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> collection ? "deletecollection" : "delete";
            default -> method.toLowerCase(Locale.ROOT);
        };
    }
}
