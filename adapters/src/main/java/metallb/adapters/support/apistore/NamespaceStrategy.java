package metallb.adapters.support.apistore;

import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/** What the server fills into a namespace; its finalizers are written by a subresource only. */
final class NamespaceStrategy implements Strategy {
    @Override
    public void prepare(ObjectNode fresh, ObjectNode old) {
        if (old == null) {
            Json.within(fresh, "spec").putArray("finalizers").add("kubernetes");
            fresh.putObject("status").put("phase", "Active");
        } else {
            fresh.set("spec", old.get("spec").deepCopy());
        }
        String name = Json.text(fresh, "metadata", "name");
        Json.within(Registry.metadata(fresh), "labels").put("kubernetes.io/metadata.name", name);
    }
}
