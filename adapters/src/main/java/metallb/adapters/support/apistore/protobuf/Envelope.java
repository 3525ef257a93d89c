package metallb.adapters.support.apistore.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Schema;
import tools.jackson.databind.node.ObjectNode;

/** What a protobuf body is wrapped in: four bytes, then apiVersion, kind and the object's own message. */
public sealed interface Envelope {
    String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

    /** The object as the JSON that means the same, apiVersion and kind first. */
    record Opened(ObjectNode json) implements Envelope {
    }

    /** It is no envelope, or the client's kind is not known; {@code why} is what the server says of such bytes. */
    record Unrecognized(String why) implements Envelope {
    }

    /** What is inside cannot be read. */
    record Unreadable(String apiVersion, String kind, String why) implements Envelope {
    }

    byte[] MAGIC = {'k', '8', 's', 0};

    /** {@code kinds}: the shape of what is named by apiVersion and kind; empty where there is no such kind. */
    static Envelope open(byte[] content, BiFunction<String, String, Optional<Schema.Struct>> kinds) {
        if (content.length == 0) {
            return new Unrecognized("empty data");
        }
        if (content.length < MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(content, MAGIC.length))) {
            return new Unrecognized("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }
        Optional<List<Wire>> envelope = Wire.read(Arrays.copyOfRange(content, MAGIC.length, content.length));
        Optional<List<Wire>> type = envelope.flatMap(parts -> Wire.read(bytes(parts, 1)));
        if (type.isEmpty()) {
            return new Unrecognized("unexpected EOF");
        }
        String apiVersion = new String(bytes(type.get(), 1), StandardCharsets.UTF_8);
        String kind = new String(bytes(type.get(), 2), StandardCharsets.UTF_8);
        Optional<Schema.Struct> shape = kinds.apply(apiVersion, kind);
        if (shape.isEmpty()) {
            return new Unrecognized("no kind \"" + kind + "\" is registered for version \"" + apiVersion + "\"");
        }
        try {
            ObjectNode json = Json.object().put("apiVersion", apiVersion).put("kind", kind);
            json.setAll(Message.read(shape.get(), bytes(envelope.get(), 2)));
            return new Opened(json);
        } catch (Message.Unreadable unreadable) {
            return new Unreadable(apiVersion, kind, unreadable.getMessage());
        }
    }

    private static byte[] bytes(List<Wire> parts, int number) {
        for (Wire part : parts) {
            if (part instanceof Wire.Bytes(int found, byte[] content) && found == number) {
                return content;
            }
        }
        return new byte[0];
    }
}
