package metallb.adapters.support.apistore.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** RBAC over the roles and bindings of a store: what no rule allows is refused. */
public record Authorizer(ApiStore store) {
    /** Why: the binding that grants it, or the roles that bindings name and that are not there. */
    public record Decision(boolean allowed, String reason) {
    }

    /** Rules by what grants them. */
    private record Grant(String binding, List<Rule> rules) {
    }

    public Decision decide(Account account, Action action) {
        if (account.groups().contains(Account.MASTERS)) {
            return new Decision(true, "");
        }
        TreeSet<String> missing = new TreeSet<>();
        String namespace = action instanceof Action.OnResource on ? on.namespace() : "";
        for (Grant grant : grants(account, namespace, missing)) {
            if (grant.rules().stream().anyMatch(rule -> rule.allows(action))) {
                return new Decision(true, "RBAC: allowed by " + grant.binding());
            }
        }
        return new Decision(false, missing.isEmpty() ? "" : "RBAC: " + (missing.size() == 1 ? missing.first() : missing.toString()));
    }

    /** All rules that hold for this account in this namespace. */
    List<Rule> rules(Account account, String namespace) {
        return grants(account, namespace, new TreeSet<>()).stream().flatMap(grant -> grant.rules().stream()).toList();
    }

    private List<Grant> grants(Account account, String namespace, TreeSet<String> missing) {
        List<Grant> grants = new ArrayList<>();
        for (ObjectNode binding : store.list(Resources.CLUSTER_ROLE_BINDINGS, "")) {
            grant(account, "", binding, missing).ifPresent(grants::add);
        }
        if (!namespace.isEmpty()) {
            for (ObjectNode binding : store.list(Resources.ROLE_BINDINGS, namespace)) {
                grant(account, namespace, binding, missing).ifPresent(grants::add);
            }
        }
        return grants;
    }

    private Optional<Grant> grant(Account account, String namespace, ObjectNode binding, TreeSet<String> missing) {
        for (JsonNode subject : Json.list(binding, "subjects")) {
            if (isMeant(subject, account, namespace)) {
                String kind = Json.text(binding, "roleRef", "kind");
                String name = Json.text(binding, "roleRef", "name");
                Resource roles = kind.equals("Role") ? Resources.ROLES : Resources.CLUSTER_ROLES;
                Optional<ObjectNode> role = store.get(Target.object(roles, kind.equals("Role") ? namespace : "", name));
                if (role.isEmpty()) {
                    missing.add(kind.toLowerCase(Locale.ROOT) + ".rbac.authorization.k8s.io \"" + name + "\" not found");
                    return Optional.empty();
                }
                List<Rule> rules = new ArrayList<>();
                Json.list(role.get(), "rules").forEach(rule -> rules.add(Rule.of(rule)));
                return Optional.of(new Grant(title(binding, namespace) + " of " + kind + " \"" + name + "\" to " + title(subject, namespace),
                        rules));
            }
        }
        return Optional.empty();
    }

    private static boolean isMeant(JsonNode subject, Account account, String namespace) {
        String name = Json.text(subject, "name");
        String home = Json.text(subject, "namespace");
        return switch (Json.text(subject, "kind")) {
            case "User" -> account.name().equals(name);
            case "Group" -> account.groups().contains(name);
            case "ServiceAccount" -> account.isServiceAccount(home.isEmpty() ? namespace : home, name);
            default -> false;
        };
    }

    private static String title(ObjectNode binding, String namespace) {
        String name = Json.text(binding, "metadata", "name");
        return namespace.isEmpty() ? "ClusterRoleBinding \"" + name + "\"" : "RoleBinding \"" + name + "/" + namespace + "\"";
    }

    private static String title(JsonNode subject, String namespace) {
        String kind = Json.text(subject, "kind");
        String home = Json.text(subject, "namespace");
        String name = Json.text(subject, "name");
        return kind + " \"" + (kind.equals("ServiceAccount") ? name + "/" + (home.isEmpty() ? namespace : home) : name) + "\"";
    }
}
