package metallb.adapters.support.apistore;

import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/** A pod's defaults. Nothing here runs it: its status stays as written. */
final class PodStrategy implements Strategy {
    @Override
    public void prepare(ObjectNode fresh, ObjectNode old) {
        PodDefaults.fill(Json.within(fresh, "spec"));
        if (old == null && Json.text(fresh, "status", "phase").isEmpty()) {
            Json.within(fresh, "status").put("phase", "Pending");
        }
    }
}
