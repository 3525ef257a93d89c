package metallb.adapters.support.apistore;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Times;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The cells of each kind as {@code kubectl get} shows them. Objects are in the form in which they are kept. */
final class Columns {
    private static final String NONE = "<none>";
    private static final String UNKNOWN = "<unknown>";

    private Columns() {
    }

    /** What one cell says of an object at a moment: a string or a number. */
    interface Cell {
        Object of(ObjectNode object, Instant now);
    }

    /** A column. {@code priority} 1: only {@code -o wide} shows it. */
    record Column(String name, int priority, String description, Cell cell) {
    }

    static List<Column> of(Resource resource) {
        List<Column> columns = new ArrayList<>();
        Column name = new Column("Name", 0, "Name must be unique within a namespace.", (object, _) ->
                Json.text(object, "metadata", "name"));
        Column age = new Column("Age", 0, "Time since creation.", (object, now) ->
                age(Json.text(object, "metadata", "creationTimestamp"), now));
        if (!resource.storage().equals(Resources.CORE_EVENTS.storage())) {
            columns.add(name);
        }
        switch (resource.storage()) {
            case "services" -> columns.addAll(ServiceColumns.beforeAge());
            case "nodes" -> nodes(columns);
            case "configmaps" -> columns.add(new Column("Data", 0, "How many keys it has.", (object, _) ->
                    Json.child(object, "data").size() + Json.child(object, "binaryData").size()));
            case "secrets" -> {
                columns.add(text("Type", 0, "What the secret is for.", "type"));
                columns.add(new Column("Data", 0, "How many keys it has.", (object, _) -> Json.child(object, "data").size()));
            }
            case "namespaces" -> columns.add(text("Status", 0, "The status of the namespace", "status", "phase"));
            case "leases" -> columns.add(text("Holder", 0, "Who holds the lease.", "spec", "holderIdentity"));
            case "endpointslices" -> endpointSlices(columns);
            case "events" -> events(columns, name);
            default -> columns.addAll(WorkloadColumns.beforeAge(resource.storage()));
        }
        if (WorkloadColumns.showsCreation(resource.storage())) {
            columns.add(text("Created At", 0, "When it was created.", "metadata", "creationTimestamp"));
        } else if (!resource.storage().equals(Resources.CORE_EVENTS.storage())) {
            columns.add(age);
        }
        switch (resource.storage()) {
            case "services" -> columns.add(ServiceColumns.SELECTOR);
            case "nodes" -> wideNodes(columns);
            default -> columns.addAll(WorkloadColumns.afterAge(resource.storage()));
        }
        return columns;
    }

    private static Column text(String name, int priority, String description, String... path) {
        return new Column(name, priority, description, (object, _) -> Json.text(object, path));
    }

    private static void nodes(List<Column> columns) {
        columns.add(new Column("Status", 0, "The status of the node", (node, _) -> nodeStatus(node)));
        columns.add(new Column("Roles", 0, "The roles of the node", (node, _) -> roles(node)));
    }

    private static void wideNodes(List<Column> columns) {
        columns.add(text("Version", 0, "Kubelet Version reported by the node.", "status", "nodeInfo", "kubeletVersion"));
        columns.add(new Column("Internal-IP", 1, "The node's address inside.", (node, _) -> nodeAddress(node, "InternalIP")));
        columns.add(new Column("External-IP", 1, "The node's address outside.", (node, _) -> nodeAddress(node, "ExternalIP")));
        for (var info : List.of(List.of("OS-Image", "osImage"), List.of("Kernel-Version", "kernelVersion"),
                List.of("Container-Runtime", "containerRuntimeVersion"))) {
            columns.add(new Column(info.getFirst(), 1, "Reported by the node.", (node, _) ->
                    or(Json.text(node, "status", "nodeInfo", info.getLast()), UNKNOWN)));
        }
    }

    private static String nodeStatus(ObjectNode node) {
        String ready = "Unknown";
        for (JsonNode condition : Json.list(node, "status", "conditions")) {
            if (Json.text(condition, "type").equals("Ready")) {
                ready = Json.text(condition, "status").equals("True") ? "Ready" : "NotReady";
            }
        }
        return node.path("spec").path("unschedulable").asBoolean(false) ? ready + ",SchedulingDisabled" : ready;
    }

    private static String roles(ObjectNode node) {
        TreeSet<String> roles = new TreeSet<>();
        String prefix = "node-role.kubernetes.io/";
        Json.child(node, "metadata", "labels").properties().forEach(label -> {
            if (label.getKey().startsWith(prefix) && label.getKey().length() > prefix.length()) {
                roles.add(label.getKey().substring(prefix.length()));
            } else if (label.getKey().equals("kubernetes.io/role")) {
                roles.add(label.getValue().stringValue());
            }
        });
        return or(String.join(",", roles), NONE);
    }

    private static String nodeAddress(ObjectNode node, String type) {
        for (JsonNode address : Json.list(node, "status", "addresses")) {
            if (Json.text(address, "type").equals(type)) {
                return Json.text(address, "address");
            }
        }
        return NONE;
    }

    private static void endpointSlices(List<Column> columns) {
        columns.add(text("AddressType", 0, "The family of the addresses.", "addressType"));
        columns.add(new Column("Ports", 0, "The ports of each endpoint.", (slice, _) -> {
            List<String> ports = new ArrayList<>();
            Json.list(slice, "ports").forEach(port -> ports.add(port.has("port") ? port.get("port").toString() : "*"));
            return firstThree(ports);
        }));
        columns.add(new Column("Endpoints", 0, "The addresses.", (slice, _) -> {
            List<String> addresses = new ArrayList<>();
            Json.list(slice, "endpoints").forEach(endpoint ->
                    Json.list(endpoint, "addresses").forEach(address -> addresses.add(address.stringValue())));
            return firstThree(addresses);
        }));
    }

    private static String firstThree(List<String> all) {
        String shown = all.stream().limit(3).collect(Collectors.joining(","));
        return all.isEmpty() ? "<unset>" : all.size() > 3 ? shown + " + " + (all.size() - 3) + " more..." : shown;
    }

    private static void events(List<Column> columns, Column name) {
        columns.add(new Column("Last Seen", 0, "When it was seen last.", (event, now) -> age(lastSeen(event), now)));
        columns.add(text("Type", 0, "Normal or Warning.", "type"));
        columns.add(text("Reason", 0, "Why, in one word.", "reason"));
        columns.add(new Column("Object", 0, "What it is about.", (event, _) -> {
            String kind = Json.text(event, "involvedObject", "kind").toLowerCase(Locale.ROOT);
            String about = Json.text(event, "involvedObject", "name");
            return about.isEmpty() ? kind : kind + "/" + about;
        }));
        columns.add(text("Subobject", 1, "What part of it.", "involvedObject", "fieldPath"));
        columns.add(new Column("Source", 1, "Who says so.", (event, _) -> {
            String component = or(Json.text(event, "source", "component"), Json.text(event, "reportingComponent"));
            String instance = or(Json.text(event, "source", "host"), Json.text(event, "reportingInstance"));
            return instance.isEmpty() ? component : component + ", " + instance;
        }));
        columns.add(new Column("Message", 0, "Why, for people.", (event, _) -> Json.text(event, "message").strip()));
        columns.add(new Column("First Seen", 1, "When it was seen first.", (event, now) -> age(firstSeen(event), now)));
        columns.add(new Column("Count", 1, "How often.", (event, _) -> Math.max(1,
                Json.at(event, "series") == null ? Json.number(event, "count") : Json.number(event, "series", "count"))));
        columns.add(new Column("Name", 1, name.description(), name.cell()));
    }

    private static String firstSeen(ObjectNode event) {
        return or(Json.text(event, "firstTimestamp"), Json.text(event, "eventTime"));
    }

    private static String lastSeen(ObjectNode event) {
        return or(Json.text(event, "series", "lastObservedTime"), or(Json.text(event, "lastTimestamp"), firstSeen(event)));
    }

    static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    /** How long ago, as kubectl says it: two units while small, one when large. */
    static String age(String since, Instant now) {
        return Times.read(since).map(moment -> age(Duration.between(moment, now))).orElse(UNKNOWN);
    }

    static String age(Duration duration) {
        long seconds = duration.toSeconds();
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        if (seconds < -1) {
            return "<invalid>";
        }
        if (seconds < 120) {
            return Math.max(0, seconds) + "s";
        }
        if (minutes < 10) {
            return two(minutes, "m", seconds % 60, "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        if (hours < 8) {
            return two(hours, "h", minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        if (hours < 192) {
            return two(days, "d", hours % 24, "h");
        }
        if (days < 730) {
            return days + "d";
        }
        return days < 2920 ? two(days / 365, "y", days % 365, "d") : days / 365 + "y";
    }

    private static String two(long large, String unit, long small, String smallUnit) {
        return small == 0 ? large + unit : large + unit + small + smallUnit;
    }
}
