package metallb.adapters.support.apistore.access;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import metallb.adapters.support.apistore.Request;

/** What a call wants, in the words of RBAC. */
public sealed interface Action {
    String verb();

    /** What it is done to, as audits name it: {@code services/status}, {@code leases.coordination.k8s.io}, {@code /version}. */
    String subject();

    /** Something done to objects. {@code namespace}: empty for all of them; {@code name}: empty for the collection. */
    record OnResource(String verb, String group, String resource, String subresource, String namespace, String name) implements Action {
        /** {@code services/status}, as rules name it. */
        String path() {
            return subresource.isEmpty() ? resource : resource + "/" + subresource;
        }

        @Override
        public String subject() {
            return group.isEmpty() ? path() : resource + "." + group + (subresource.isEmpty() ? "" : "/" + subresource);
        }
    }

    /** Something asked that is no object; its verb is the method of the call. */
    record OnPath(String verb, String path) implements Action {
        @Override
        public String subject() {
            return path;
        }
    }

    Map<String, String> VERBS = Map.of("GET", "get", "HEAD", "get", "POST", "create", "PUT", "update", "PATCH", "patch", "DELETE", "delete");

    static Action of(Request request) {
        List<String> parts = List.of(request.path().replaceAll("^/+|/+$", "").split("/+"));
        boolean core = parts.getFirst().equals("api");
        int head = core ? 2 : 3;
        if (!core && !parts.getFirst().equals("apis") || parts.size() <= head) {
            return new OnPath(request.method().toLowerCase(Locale.ROOT), request.path());
        }
        String group = core ? "" : parts.get(1);
        List<String> rest = parts.subList(head, parts.size());
        boolean watch = rest.getFirst().equals("watch");
        rest = watch ? rest.subList(1, rest.size()) : rest;
        String namespace = "";
        if (rest.size() > 2 && rest.getFirst().equals("namespaces") && !Set.of("status", "finalize").contains(rest.get(2))) {
            namespace = rest.get(1);
            rest = rest.subList(2, rest.size());
        } else if (rest.size() > 1 && rest.getFirst().equals("namespaces")) {
            // a namespace is in itself: a role in it may grant access to it
            namespace = rest.get(1);
        }
        String name = rest.size() > 1 ? rest.get(1) : named(request);
        String verb = verb(request, watch, rest.size() > 1);
        return new OnResource(verb, group, rest.isEmpty() ? "" : rest.getFirst(), rest.size() > 2 ? rest.get(2) : "", namespace, name);
    }

    /** A list or watch of one name counts as one of that object, so that resourceNames can grant it. */
    private static String named(Request request) {
        String selector = request.query().getOrDefault("fieldSelector", "");
        return selector.matches("metadata\\.name==?[^,=!]+") ? selector.substring(selector.lastIndexOf('=') + 1) : "";
    }

    private static String verb(Request request, boolean watch, boolean single) {
        String verb = VERBS.getOrDefault(request.method(), "");
        boolean watching = watch || Set.of("true", "1").contains(request.query().getOrDefault("watch", ""));
        return switch (verb) {
            case "get" -> watching ? "watch" : single ? "get" : "list";
            case "delete" -> single ? "delete" : "deletecollection";
            default -> verb;
        };
    }
}
