package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import metallb.adapters.support.apistore.Columns.Column;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The columns of pods, of what makes them, and of roles, as {@code kubectl get} shows them. */
final class WorkloadColumns {
    private static final String NONE = "<none>";

    private WorkloadColumns() {
    }

    /** Those between the name and the age. */
    static List<Column> beforeAge(String storage) {
        return switch (storage) {
            case "pods" -> List.of(new Column("Ready", 0, "How many of its containers are ready.", (pod, _) -> ready(pod)),
                    text("Status", "What it does.", "status", "phase"),
                    new Column("Restarts", 0, "How often its containers began again.", (pod, _) -> Long.toString(restarts(pod))));
            case "deployments" -> List.of(new Column("Ready", 0, "Pods that are ready, of those wanted.", (workload, _) ->
                            Json.number(workload, "status", "readyReplicas") + "/" + Json.number(workload, "spec", "replicas")),
                    number("Up-to-date", "Pods of the newest template.", "status", "updatedReplicas"),
                    number("Available", "Pods that have been ready for long enough.", "status", "availableReplicas"));
            case "daemonsets" -> List.of(number("Desired", "Nodes that should run it.", "status", "desiredNumberScheduled"),
                    number("Current", "Nodes that run it.", "status", "currentNumberScheduled"),
                    number("Ready", "Nodes where it is ready.", "status", "numberReady"),
                    number("Up-to-date", "Nodes that run the newest template.", "status", "updatedNumberScheduled"),
                    number("Available", "Nodes where it has been ready for long enough.", "status", "numberAvailable"),
                    new Column("Node Selector", 0, "Which nodes run it.", (workload, _) ->
                            labels(Json.child(workload, "spec", "template", "spec", "nodeSelector"))));
            case "rolebindings", "clusterrolebindings" -> List.of(new Column("Role", 0, "What it grants.", (binding, _) ->
                    Json.text(binding, "roleRef", "kind") + "/" + Json.text(binding, "roleRef", "name")));
            case "networkpolicies" -> List.of(new Column("Pod-Selector", 0, "Which pods it protects.", (policy, _) ->
                    selector(Json.child(policy, "spec", "podSelector"))));
            case "poddisruptionbudgets" -> List.of(bound("Min Available", "minAvailable"), bound("Max Unavailable", "maxUnavailable"),
                    number("Allowed Disruptions", "How many pods may go now.", "status", "disruptionsAllowed"));
            case "priorityclasses" -> List.of(number("Value", "The higher, the sooner.", "value"),
                    new Column("Global-Default", 0, "Whether pods without a class get it.", (each, _) ->
                            each.path("globalDefault").asBoolean(false)));
            default -> List.of();
        };
    }

    /** Those behind the age; {@code -o wide} shows most of them. */
    static List<Column> afterAge(String storage) {
        return switch (storage) {
            case "pods" -> List.of(wide("IP", "Its address.", (pod, _) -> Columns.or(Json.text(pod, "status", "podIP"), NONE)),
                    wide("Node", "Where it runs.", (pod, _) -> Columns.or(Json.text(pod, "spec", "nodeName"), NONE)));
            case "deployments", "daemonsets" -> List.of(wide("Containers", "Their names.", (workload, _) -> containers(workload, "name")),
                    wide("Images", "Their images.", (workload, _) -> containers(workload, "image")),
                    wide("Selector", "Which pods are its own.", (workload, _) -> selector(Json.child(workload, "spec", "selector"))));
            case "rolebindings", "clusterrolebindings" -> List.of(wide("Users", "To whom.", (binding, _) -> subjects(binding, "User")),
                    wide("Groups", "To which groups.", (binding, _) -> subjects(binding, "Group")),
                    wide("ServiceAccounts", "To which accounts.", (binding, _) -> subjects(binding, "ServiceAccount")));
            case "priorityclasses" -> List.of(new Column("PreemptionPolicy", 0, "Whether it displaces others.", (each, _) ->
                    Json.text(each, "preemptionPolicy")));
            default -> List.of();
        };
    }

    /** Roles show the moment instead of the age. */
    static boolean showsCreation(String storage) {
        return storage.equals("roles") || storage.equals("clusterroles");
    }

    private static Column text(String name, String description, String... path) {
        return new Column(name, 0, description, (object, _) -> Json.text(object, path));
    }

    private static Column number(String name, String description, String... path) {
        return new Column(name, 0, description, (object, _) -> Json.number(object, path));
    }

    private static Column wide(String name, String description, Columns.Cell cell) {
        return new Column(name, 1, description, cell);
    }

    private static Column bound(String name, String field) {
        return new Column(name, 0, "As a number or a share.", (budget, _) -> {
            JsonNode bound = Json.at(budget, "spec", field);
            return bound == null ? "N/A" : bound.isString() ? bound.stringValue() : bound.toString();
        });
    }

    private static String ready(ObjectNode pod) {
        long ready = 0;
        for (JsonNode status : Json.list(pod, "status", "containerStatuses")) {
            ready += status.path("ready").asBoolean(false) ? 1 : 0;
        }
        return ready + "/" + Json.list(pod, "spec", "containers").size();
    }

    private static long restarts(ObjectNode pod) {
        long restarts = 0;
        for (JsonNode status : Json.list(pod, "status", "containerStatuses")) {
            restarts += Json.number(status, "restartCount");
        }
        return restarts;
    }

    private static String containers(ObjectNode workload, String field) {
        List<String> names = new ArrayList<>();
        Json.list(workload, "spec", "template", "spec", "containers").forEach(container -> names.add(Json.text(container, field)));
        return String.join(",", names);
    }

    private static String subjects(ObjectNode binding, String kind) {
        List<String> names = new ArrayList<>();
        for (JsonNode subject : Json.list(binding, "subjects")) {
            if (Json.text(subject, "kind").equals(kind)) {
                String namespace = Json.text(subject, "namespace");
                names.add(namespace.isEmpty() ? Json.text(subject, "name") : namespace + "/" + Json.text(subject, "name"));
            }
        }
        return String.join(", ", names);
    }

    private static String selector(ObjectNode selector) {
        return labels(Json.child(selector, "matchLabels"));
    }

    private static String labels(ObjectNode labels) {
        return Columns.or(labels.properties().stream().map(Map.Entry::getKey).map(key -> key + "=" + Json.text(labels, key))
                .collect(Collectors.joining(",")), NONE);
    }
}
