package metallb.adapters.support.apistore;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import metallb.adapters.support.apistore.schema.Json;

/** The form of answers that a client accepts: of what it lists, the first that we can write. */
record Representation(boolean yaml, Shape shape) {
    enum Shape { OBJECT, TABLE, METADATA }

    static final Representation JSON = new Representation(false, Shape.OBJECT);
    static final Status NOT_ACCEPTABLE = new Status(406, "NotAcceptable", "406: Not Acceptable\n\nAvailable representations: "
            + "application/json, application/yaml, application/vnd.kubernetes.protobuf",
            Json.object());

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
