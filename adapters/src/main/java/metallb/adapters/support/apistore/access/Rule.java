package metallb.adapters.support.apistore.access;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;

/** One rule of a role. An empty list of names means any name. */
record Rule(List<String> verbs, List<String> groups, List<String> resources, List<String> names, List<String> paths) {
    static Rule of(JsonNode json) {
        return new Rule(texts(json, "verbs"), texts(json, "apiGroups"), texts(json, "resources"), texts(json, "resourceNames"),
                texts(json, "nonResourceURLs"));
    }

    boolean allows(Action action) {
        if (!verbs.contains("*") && !verbs.contains(action.verb())) {
            return false;
        }
        return switch (action) {
            case Action.OnResource on -> (groups.contains("*") || groups.contains(on.group())) && covers(on)
                    && (names.isEmpty() || names.contains(on.name()));
            // a path ends in a star or is meant exactly
            case Action.OnPath on -> paths.stream().anyMatch(path -> path.equals("*") || path.equals(on.path())
                    || path.endsWith("*") && on.path().startsWith(path.substring(0, path.length() - 1)));
        };
    }

    private boolean covers(Action.OnResource on) {
        return resources.contains("*") || resources.contains(on.path())
                || !on.subresource().isEmpty() && resources.contains("*/" + on.subresource());
    }

    private static List<String> texts(JsonNode json, String field) {
        List<String> texts = new ArrayList<>();
        Json.list(json, field).forEach(each -> texts.add(each.stringValue()));
        return List.copyOf(texts);
    }
}
