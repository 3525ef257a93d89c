package metallb.adapters.devcluster;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The bodies that kubectl from 1.32 on sends only as protobuf, as JSON: those of {@code auth can-i}, {@code create token} and
 * {@code create} of namespaces, config maps, secrets, accounts, roles and bindings. Others are refused with 415, as before.
 * Field numbers: the published generated.proto files of the Kubernetes API.
 */
final class ProtobufBody {
    static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";
    private static final byte[] MAGIC = {'k', '8', 's', 0};
    /** A message and its fields: number, name and type; {@code *} repeated, {@code map} of texts, {@code bytes} a map of bytes. */
    private static final Map<String, Map<Integer, Field>> MESSAGES = parse("""
            Unknown 1:typeMeta:TypeMeta 2:raw:raw
            TypeMeta 1:apiVersion:text 2:kind:text
            ObjectMeta 1:name:text 2:generateName:text 3:namespace:text 5:uid:text 6:resourceVersion:text 11:labels:map 12:annotations:map 14:finalizers:text*
            Namespace 1:metadata:ObjectMeta
            ConfigMap 1:metadata:ObjectMeta 2:data:map 3:binaryData:bytes 4:immutable:flag
            Secret 1:metadata:ObjectMeta 2:data:bytes 3:type:text 4:stringData:map 5:immutable:flag
            ServiceAccount 1:metadata:ObjectMeta 4:automountServiceAccountToken:flag
            Role 1:metadata:ObjectMeta 2:rules:PolicyRule*
            ClusterRole 1:metadata:ObjectMeta 2:rules:PolicyRule*
            PolicyRule 1:verbs:text* 2:apiGroups:text* 3:resources:text* 4:resourceNames:text* 5:nonResourceURLs:text*
            RoleBinding 1:metadata:ObjectMeta 2:subjects:Subject* 3:roleRef:RoleRef
            ClusterRoleBinding 1:metadata:ObjectMeta 2:subjects:Subject* 3:roleRef:RoleRef
            Subject 1:kind:text 2:apiGroup:text 3:name:text 4:namespace:text
            RoleRef 1:apiGroup:text 2:kind:text 3:name:text
            SelfSubjectReview 1:metadata:ObjectMeta
            SelfSubjectRulesReview 1:metadata:ObjectMeta 2:spec:RulesSpec
            RulesSpec 1:namespace:text
            SelfSubjectAccessReview 1:metadata:ObjectMeta 2:spec:AccessSpec
            AccessSpec 1:resourceAttributes:ResourceAttributes 2:nonResourceAttributes:NonResourceAttributes
            ResourceAttributes 1:namespace:text 2:verb:text 3:group:text 4:version:text 5:resource:text 6:subresource:text 7:name:text
            NonResourceAttributes 1:path:text 2:verb:text
            TokenRequest 1:metadata:ObjectMeta 2:spec:TokenRequestSpec
            TokenRequestSpec 1:audiences:text* 4:expirationSeconds:number
            """);

    private final byte[] bytes;
    private int at;

    private ProtobufBody(byte[] bytes) {
        this.bytes = bytes;
    }

    private record Field(String name, String type, boolean repeated) {
    }

    /** Thrown to leave the recursion where the bytes are no message; never leaves this class. */
    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The JSON of a body in the server's envelope; empty where it is none or of a kind that is not known here. */
    static Optional<byte[]> json(byte[] content) {
        if (content.length < MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(content, MAGIC.length))) {
            return Optional.empty();
        }
        try {
            ObjectNode envelope = new ProtobufBody(Arrays.copyOfRange(content, MAGIC.length, content.length)).message("Unknown");
            ObjectNode json = Json.child(envelope, "typeMeta").deepCopy();
            String kind = Json.text(json, "kind");
            if (!MESSAGES.containsKey(kind) || !json.has("apiVersion")) {
                return Optional.empty();
            }
            ObjectNode object = new ProtobufBody(Base64.getDecoder().decode(Json.text(envelope, "raw"))).message(kind);
            object.properties().forEach(entry -> json.set(entry.getKey(), entry.getValue()));
            return Optional.of(json.toString().getBytes(StandardCharsets.UTF_8));
        } catch (Malformed malformed) {
            return Optional.empty();
        }
    }

    private ObjectNode message(String name) {
        Map<Integer, Field> fields = MESSAGES.get(name);
        ObjectNode object = Json.object();
        while (at < bytes.length) {
            long tag = varint();
            Field field = fields.get((int) (tag >>> 3));
            switch ((int) tag & 7) {
                case 0 -> number(object, field, varint());
                case 1 -> skip(8);
                case 2 -> content(object, field, slice(varint()));
                case 5 -> skip(4);
                default -> throw new Malformed();
            }
        }
        return object;
    }

    private static void number(ObjectNode object, Field field, long value) {
        if (field != null && field.type().equals("flag")) {
            object.put(field.name(), value != 0);
        } else if (field != null && field.type().equals("number")) {
            object.put(field.name(), value);
        }
    }

    private static void content(ObjectNode object, Field field, byte[] content) {
        if (field == null) {
            return;
        }
        switch (field.type()) {
            case "map", "bytes" -> new ProtobufBody(content).entry(Json.within(object, field.name()), field.type().equals("bytes"));
            case "raw" -> object.put(field.name(), Base64.getEncoder().encodeToString(content));
            case "text" -> put(object, field, StringNode.valueOf(new String(content, StandardCharsets.UTF_8)));
            case "flag", "number" -> throw new Malformed();
            default -> put(object, field, new ProtobufBody(content).message(field.type()));
        }
    }

    /** Go writes empty texts where nothing was said. */
    private static void put(ObjectNode object, Field field, JsonNode value) {
        if (field.repeated()) {
            (object.has(field.name()) ? Json.list(object, field.name()) : object.putArray(field.name())).add(value);
        } else if (!value.isString() || !value.stringValue().isEmpty()) {
            object.set(field.name(), value);
        }
    }

    private void entry(ObjectNode map, boolean binary) {
        String key = "";
        byte[] value = new byte[0];
        while (at < bytes.length) {
            long tag = varint();
            byte[] content = slice(varint());
            if (tag == (1 << 3 | 2)) {
                key = new String(content, StandardCharsets.UTF_8);
            } else {
                value = content;
            }
        }
        map.put(key, binary ? Base64.getEncoder().encodeToString(value) : new String(value, StandardCharsets.UTF_8));
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= bytes.length) {
                throw new Malformed();
            }
            byte next = bytes[at++];
            value |= (long) (next & 127) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new Malformed();
    }

    private byte[] slice(long length) {
        int from = at;
        skip(length);
        return Arrays.copyOfRange(bytes, from, at);
    }

    private void skip(long length) {
        if (length < 0 || length > bytes.length - at) {
            throw new Malformed();
        }
        at += (int) length;
    }

    private static Map<String, Map<Integer, Field>> parse(String text) {
        Map<String, Map<Integer, Field>> messages = new HashMap<>();
        text.lines().forEach(line -> {
            String[] words = line.split(" ");
            Map<Integer, Field> fields = new HashMap<>();
            for (String word : Arrays.asList(words).subList(1, words.length)) {
                String[] parts = word.split(":");
                fields.put(Integer.parseInt(parts[0]), new Field(parts[1], parts[2].replace("*", ""), parts[2].endsWith("*")));
            }
            messages.put(words[0], fields);
        });
        return messages;
    }
}
