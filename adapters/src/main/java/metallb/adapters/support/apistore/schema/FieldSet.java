package metallb.adapters.support.apistore.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A set of fields as managedFields writes it (FieldsV1). A path's elements are {@code f:name}, {@code k:{"port":80}} for an
 * item of a keyed list and {@code v:"x"} for an item of a set.
 */
public record FieldSet(Set<List<String>> paths) {
    public static final FieldSet EMPTY = new FieldSet(Set.of());
    /** A port's protocol is TCP unless it says otherwise. */
    private static final String DEFAULTED_KEY = "protocol";
    private static final JsonNode PRESENT = Json.object();

    /** Every field of the object that can have an owner, with its value. Maps and keyed lists count beside what is in them. */
    public static Map<List<String>, JsonNode> valuesIn(Schema.Struct schema, ObjectNode object) {
        Map<List<String>, JsonNode> values = new LinkedHashMap<>();
        collect(schema, object, List.of(), values);
        values.keySet().removeIf(FieldSet::isOwnedByServer);
        return values;
    }

    private static void collect(Schema schema, JsonNode value, List<String> path, Map<List<String>, JsonNode> values) {
        switch (schema) {
            case Schema.Struct struct when !struct.atomic() -> value.properties().forEach(entry -> {
                Schema.Field field = struct.fields().get(entry.getKey());
                if (field != null && !entry.getValue().isNull()) {
                    collect(field.schema(), entry.getValue(), plus(path, "f:" + entry.getKey()), values);
                }
            });
            case Schema.Dictionary dictionary when !dictionary.atomic() -> {
                values.put(path, PRESENT);
                value.properties().forEach(entry ->
                        collect(dictionary.value(), entry.getValue(), plus(path, "f:" + entry.getKey()), values));
            }
            case Schema.Listing listing when listing.set() -> {
                values.put(path, PRESENT);
                value.forEach(item -> values.put(plus(path, "v:" + item), item));
            }
            case Schema.Listing listing when !listing.keys().isEmpty() -> {
                values.put(path, PRESENT);
                value.forEach(item -> {
                    List<String> inside = plus(path, "k:" + key(listing, item));
                    values.put(inside, PRESENT);
                    collect(listing.item(), item, inside, values);
                });
            }
            case Schema.Struct _, Schema.Scalar _, Schema.Dictionary _, Schema.Listing _, Schema.Anything _ -> values.put(path, value);
        }
    }

    /** What tells an item apart, as one line of JSON: {@code {"port":80,"protocol":"TCP"}}. */
    public static String key(Schema.Listing listing, JsonNode item) {
        ObjectNode key = Json.object();
        for (String name : new TreeSet<>(listing.keys())) {
            JsonNode part = item.get(name);
            key.set(name, part != null ? part : Json.MAPPER.valueToTree(name.equals(DEFAULTED_KEY) ? "TCP" : ""));
        }
        return key.toString();
    }

    /** The first key that an item neither has nor gets by default. */
    static Optional<String> omittedKey(Schema.Listing listing, JsonNode item) {
        return listing.keys().stream().filter(name -> !item.has(name) && !name.equals(DEFAULTED_KEY)).findFirst();
    }

    /** The set in a FieldsV1 object. */
    public static FieldSet of(JsonNode fieldsV1) {
        Set<List<String>> paths = new LinkedHashSet<>();
        read(fieldsV1, List.of(), paths);
        return new FieldSet(paths);
    }

    private static void read(JsonNode node, List<String> path, Set<List<String>> paths) {
        if (node.isEmpty() && !path.isEmpty()) {
            paths.add(path);
        }
        node.properties().forEach(entry -> {
            if (entry.getKey().equals(".")) {
                paths.add(path);
            } else if (isElement(entry.getKey())) {
                // a client may write anything into managedFields: what is no path is passed over
                read(entry.getValue(), plus(path, entry.getKey()), paths);
            }
        });
    }

    public ObjectNode toJson() {
        return write(paths);
    }

    private static boolean isElement(String name) {
        return name.startsWith("f:") || name.startsWith("v:") || name.startsWith("k:{") && name.endsWith("}");
    }

    private static ObjectNode write(Set<List<String>> paths) {
        Map<String, Set<List<String>>> inside = new TreeMap<>();
        for (List<String> path : paths) {
            inside.computeIfAbsent(path.getFirst(), _ -> new LinkedHashSet<>()).add(path.subList(1, path.size()));
        }
        ObjectNode json = Json.object();
        inside.forEach((element, rest) -> {
            boolean itself = rest.remove(List.of());
            ObjectNode node = Json.object();
            if (itself && !rest.isEmpty()) {
                node.putObject(".");
            }
            write(rest).properties().forEach(entry -> node.set(entry.getKey(), entry.getValue()));
            json.set(element, node);
        });
        return json;
    }

    public boolean isEmpty() {
        return paths.isEmpty();
    }

    public FieldSet plus(Set<List<String>> more) {
        Set<List<String>> all = new LinkedHashSet<>(paths);
        all.addAll(more);
        return new FieldSet(all);
    }

    public FieldSet minus(Set<List<String>> fewer) {
        return new FieldSet(paths.stream().filter(path -> !fewer.contains(path)).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    public FieldSet within(Set<List<String>> bounds) {
        return new FieldSet(paths.stream().filter(bounds::contains).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** As the server names a field: {@code .spec.ports[port=80,protocol="TCP"].name}, {@code .spec.clusterIPs[0]} (an {@code i:0}). */
    public static String text(List<String> path) {
        StringBuilder text = new StringBuilder();
        for (String element : path) {
            String rest = element.substring(2);
            switch (element.charAt(0)) {
                case 'f' -> text.append('.').append(rest);
                case 'i' -> text.append('[').append(rest).append(']');
                case 'k' -> text.append('[').append(rest.substring(1, rest.length() - 1).replaceAll("\"(\\w+)\":", "$1=")).append(']');
                default -> text.append("[=").append(rest).append(']');
            }
        }
        return text.toString();
    }

    private static boolean isOwnedByServer(List<String> path) {
        return path.size() > 1 && path.getFirst().equals("f:metadata") && !Set.of("f:labels", "f:annotations", "f:ownerReferences",
                "f:finalizers", "f:generateName").contains(path.get(1));
    }

    static List<String> plus(List<String> path, String element) {
        List<String> longer = new ArrayList<>(path);
        longer.add(element);
        return List.copyOf(longer);
    }
}
