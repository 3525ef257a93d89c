package metallb.adapters.devcluster;

import java.time.Instant;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/** What a cluster's namespace controller does for a namespace that is being deleted: empty it, then let it go. */
record NamespaceEnd(String namespace) {
    /** Objects that finalizers hold stay, and the namespace with them. */
    void carryOut(ApiStore store, Instant now) {
        boolean empty = true;
        for (Resource resource : Resources.ALL) {
            if (resource.namespaced() && resource.owner() == resource) {
                for (ObjectNode object : store.list(resource, namespace)) {
                    Target target = Target.object(resource, namespace, Json.text(object, "metadata", "name"));
                    store.delete(target, now);
                    empty &= store.get(target).isEmpty();
                }
            }
        }
        if (empty) {
            finish(store, now);
        }
    }

    private void finish(ApiStore store, Instant now) {
        Target target = new Target(Resources.NAMESPACES, "", namespace, "finalize");
        String released = Json.object().put("kind", "Namespace").set("metadata", Json.object().put("name", namespace)).toString();
        store.update(target, released, WriteOptions.by("namespace-controller"), now).orThrow();
    }
}
