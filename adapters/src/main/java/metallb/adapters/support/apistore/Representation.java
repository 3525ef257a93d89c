package metallb.adapters.support.apistore;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import metallb.adapters.support.apistore.protobuf.Envelope;
import metallb.adapters.support.apistore.schema.Json;

/** The form of answers that a client accepts: of what it lists, the first that we can write. */
record Representation(boolean yaml, Shape shape) {
    enum Shape { OBJECT, TABLE, METADATA }

    static final Representation JSON = new Representation(false, Shape.OBJECT);

    /** In the server's words, but for who asked for protobuf, which a server has and we have not: there it is not named. */
    static Status notAcceptable(String accept) {
        String protobuf = accept.contains(Envelope.MEDIA_TYPE) ? "" : ", " + Envelope.MEDIA_TYPE;
        return new Status(406, "NotAcceptable", "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml" + protobuf,
                Json.object());
    }

    static Optional<Representation> of(String accept) {
        if (accept.isBlank()) {
            return Optional.of(JSON);
        }
        for (String range : accept.split(",")) {
            List<String> parts = Arrays.stream(range.split(";")).map(String::strip).toList();
            String type = parts.getFirst();
            boolean yaml = type.equals("application/yaml");
            if (yaml || type.equals("application/json") || type.equals("*/*") || type.equals("application/*")) {
                String as = parts.stream().filter(part -> part.startsWith("as=")).findFirst().orElse("as=").substring(3);
                Optional<Shape> shape = switch (as) {
                    case "" -> Optional.of(Shape.OBJECT);
                    case "Table" -> Optional.of(Shape.TABLE);
                    case "PartialObjectMetadata", "PartialObjectMetadataList" -> Optional.of(Shape.METADATA);
                    default -> Optional.empty();
                };
                if (shape.isPresent()) {
                    return shape.map(each -> new Representation(yaml, each));
                }
            }
        }
        return Optional.empty();
    }
}
