package metallb.adapters.support.apistore;

import tools.jackson.databind.node.ObjectNode;

/**
 * One step of the history of one object.
 *
 * @param before null at creation
 * @param after null at deletion
 */
record Change(long revision, String storage, String key, ObjectNode before, ObjectNode after) {
}
