package metallb.adapters.devcluster.load;

import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * One object of a file, not yet judged.
 *
 * @param file as the user named it
 * @param line where the object begins, from 1
 */
record Manifest(String file, int line, ObjectNode object) {
    String apiVersion() {
        return Json.text(object, "apiVersion");
    }

    String kind() {
        return Json.text(object, "kind");
    }

    String name() {
        return Json.text(object, "metadata", "name");
    }

    String namespace() {
        return Json.text(object, "metadata", "namespace");
    }

    Problem problem(String what) {
        return new Problem(file, line, what);
    }
}
