package metallb.adapters.support.objects;

import metallb.domain.cluster.ConfigSource;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteId;
import metallb.domain.net.IpAddress;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bodies of JSON merge patches (RFC 7396), each with the resourceVersion that it was decided on, so that the server
 * answers 409 where the object has changed since. They name nothing but what is to change.
 */
public final class PatchEncoder {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PatchEncoder() {}

    /** For {@code PATCH .../services/NAME/status}. The list is atomic in the API: what is given replaces the whole. */
    public static ObjectNode status(Write.Status write) {
        ObjectNode patch = decidedOn(write.id());
        write.annotation().ifPresent(change -> ((ObjectNode) patch.get("metadata")).putObject("annotations")
                .put(change.name(), change.value().orElse(null)));
        ObjectNode loadBalancer = patch.putObject("status").putObject("loadBalancer");
        if (write.ingress().isEmpty()) {
            loadBalancer.putNull("ingress");
        } else {
            ArrayNode ingress = loadBalancer.putArray("ingress");
            for (IpAddress address : write.ingress()) {
                ingress.addObject().put("ip", address.toString());
            }
        }
        return patch;
    }

    /** For {@code PATCH .../configmaps/NAME}. Holds the text in clear: never to be printed or logged. */
    public static ObjectNode accept(Write.Accept write) {
        ObjectNode patch = decidedOn(write.id());
        ((ObjectNode) patch.get("metadata")).putObject("annotations")
                .put(ConfigSource.SOURCE_VERSION, write.source().text())
                .put(ConfigSource.HASH, write.text().hash());
        patch.putObject("data").put(ObjectDecoder.DATA_KEY, write.text().reveal());
        return patch;
    }

    private static ObjectNode decidedOn(WriteId id) {
        ObjectNode patch = JSON.objectNode();
        patch.putObject("metadata").put("resourceVersion", id.version().text());
        return patch;
    }
}
