package metallb.adapters.support.apistore.access;

import java.time.Instant;
import java.util.List;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.WriteOptions;

/** The roles and bindings that a guarded cluster has from the start: whoever is known may ask what there is and what it may. */
public final class BootstrapRoles {
    private static final List<String> ROLES = List.of("""
            {"metadata":{"name":"cluster-admin"},"rules":[{"verbs":["*"],"apiGroups":["*"],"resources":["*"]},\
            {"verbs":["*"],"nonResourceURLs":["*"]}]}""", """
            {"metadata":{"name":"system:basic-user"},"rules":[{"verbs":["create"],"apiGroups":["authorization.k8s.io"],\
            "resources":["selfsubjectaccessreviews","selfsubjectrulesreviews"]},{"verbs":["create"],\
            "apiGroups":["authentication.k8s.io"],"resources":["selfsubjectreviews"]}]}""", """
            {"metadata":{"name":"system:discovery"},"rules":[{"verbs":["get"],"nonResourceURLs":["/api","/api/*","/apis","/apis/*",\
            "/healthz","/livez","/openapi","/openapi/*","/readyz","/version","/version/"]}]}""", """
            {"metadata":{"name":"system:public-info-viewer"},"rules":[{"verbs":["get"],"nonResourceURLs":["/healthz","/livez",\
            "/readyz","/version","/version/"]}]}""");

    private BootstrapRoles() {
    }

    public static void create(ApiStore store, Instant now) {
        ROLES.forEach(role -> create(store, Resources.CLUSTER_ROLES, role, now));
        bind(store, "cluster-admin", Account.MASTERS, now);
        bind(store, "system:basic-user", Account.AUTHENTICATED, now);
        bind(store, "system:discovery", Account.AUTHENTICATED, now);
        bind(store, "system:public-info-viewer", "system:unauthenticated", now);
    }

    private static void bind(ApiStore store, String role, String group, Instant now) {
        create(store, Resources.CLUSTER_ROLE_BINDINGS, """
                {"metadata":{"name":"%s"},"roleRef":{"kind":"ClusterRole","name":"%s"},"subjects":[{"kind":"Group","name":"%s"}]}"""
                .formatted(role, role, group), now);
    }

    /** What is there already stays as it is. */
    private static void create(ApiStore store, Resource resource, String json, Instant now) {
        store.create(resource, "", json, WriteOptions.by("bootstrap"), now);
    }
}
