package metallb.acceptance.blackbox;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what the roles of a cluster grant the service accounts of deploy/metallb.yaml. */
record Roles(Administrator administrator) {
    /** One right for each verb, resource and name of each rule that is bound to this account, wherever. */
    TreeSet<Access> granted(String account) {
        TreeSet<Access> granted = new TreeSet<>();
        for (Resource bindings : List.of(Resources.CLUSTER_ROLE_BINDINGS, Resources.ROLE_BINDINGS)) {
            for (ObjectNode binding : administrator.list(bindings, "")) {
                if (Json.list(binding, "subjects").valueStream().anyMatch(subject -> isMeant(subject, account))) {
                    String namespace = Json.text(binding, "metadata", "namespace");
                    rules(binding, namespace).forEach(rule -> granted.addAll(granted(rule, namespace)));
                }
            }
        }
        return granted;
    }

    private static boolean isMeant(JsonNode subject, String account) {
        return Json.text(subject, "kind").equals("ServiceAccount") && Json.text(subject, "name").equals(account)
                && Json.text(subject, "namespace").equals(Administrator.NAMESPACE);
    }

    private JsonNode rules(ObjectNode binding, String namespace) {
        String name = Json.text(binding, "roleRef", "name");
        Target role = Json.text(binding, "roleRef", "kind").equals("ClusterRole") ? Target.object(Resources.CLUSTER_ROLES, "", name)
                : Target.object(Resources.ROLES, namespace, name);
        return Json.list(administrator.get(role).orElseThrow(), "rules");
    }

    private static List<Access> granted(JsonNode rule, String namespace) {
        List<Access> granted = new ArrayList<>();
        List<String> names = texts(rule, "resourceNames");
        for (String group : texts(rule, "apiGroups")) {
            for (String resource : texts(rule, "resources")) {
                for (String verb : texts(rule, "verbs")) {
                    for (String name : names.isEmpty() ? List.of("") : names) {
                        granted.add(new Access(verb, resource + (group.isEmpty() ? "" : "." + group), namespace, name));
                    }
                }
            }
        }
        return granted;
    }

    private static List<String> texts(JsonNode rule, String field) {
        return Json.list(rule, field).valueStream().map(JsonNode::stringValue).toList();
    }
}
