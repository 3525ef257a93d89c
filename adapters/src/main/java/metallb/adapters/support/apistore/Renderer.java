package metallb.adapters.support.apistore;

import java.time.Instant;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects as clients ask to see them: themselves, their metadata alone, or rows of a table. */
final class Renderer {
    private final Resource resource;
    private final Representation representation;
    private final String include;
    private final Instant now;

    /** {@code include}: what rows carry of their object: Metadata (also when empty), Object or None. */
    Renderer(Resource resource, Representation representation, String include, Instant now) {
        this.resource = resource;
        this.representation = representation;
        this.include = include;
        this.now = now;
    }

    /** Only rows of a table include anything; elsewhere the server does not look at this parameter. */
    static boolean canInclude(String include, Representation form) {
        return form.shape() != Representation.Shape.TABLE || List.of("", "Metadata", "None", "Object").contains(include);
    }

    static Status refusedInclusion(String include) {
        return Status.badRequest("Unable to convert to Table as requested: "
                + FieldError.invalid("includeObject", include, "must be 'Metadata', 'Object', 'None', or empty").text());
    }

    /** One object, given whole in the form of the resource. */
    ObjectNode object(ObjectNode whole) {
        return switch (representation.shape()) {
            case OBJECT -> whole;
            case METADATA -> metadata(whole);
            case TABLE -> table(List.of(whole), version(whole), true);
        };
    }

    /** One event of a watch; the columns are told once, with the first. */
    WatchEvent event(WatchEvent event, boolean first) {
        return switch (event.type()) {
            case ERROR -> event;
            case BOOKMARK -> representation.shape() == Representation.Shape.TABLE
                    ? new WatchEvent(event.type(), bookmark(event.object(), first)) : new WatchEvent(event.type(),
                            representation.shape() == Representation.Shape.METADATA ? metadata(event.object()) : event.object());
            case ADDED, MODIFIED, DELETED -> switch (representation.shape()) {
                case OBJECT -> event;
                case METADATA -> new WatchEvent(event.type(), metadata(event.object()));
                case TABLE -> new WatchEvent(event.type(), table(List.of(event.object()), version(event.object()), first));
            };
        };
    }

    ObjectNode list(Reader.Listed.Page page) {
        ObjectNode metadata = Json.object().put("resourceVersion", Long.toString(page.revision()));
        if (!page.next().isEmpty()) {
            metadata.put("continue", page.next());
            if (page.remaining() >= 0) {
                metadata.put("remainingItemCount", page.remaining());
            }
        }
        if (representation.shape() == Representation.Shape.TABLE) {
            return table(page.objects().stream().map(kept -> Forms.view(resource, kept)).toList(), metadata, true);
        }
        boolean partial = representation.shape() == Representation.Shape.METADATA;
        ObjectNode list = Json.object().put("kind", partial ? "PartialObjectMetadataList" : resource.kind() + "List")
                .put("apiVersion", partial ? "meta.k8s.io/v1" : resource.apiVersion());
        list.set("metadata", metadata);
        ArrayNode items = list.putArray("items");
        boolean asKept = resource.owner() == resource;
        page.objects().forEach(kept -> items.add(partial ? metadata(kept) : asKept ? kept : Forms.shown(resource, kept)));
        return list;
    }

    private static ObjectNode version(ObjectNode whole) {
        ObjectNode metadata = Json.object();
        String version = Json.text(whole, "metadata", "resourceVersion");
        return version.isEmpty() ? metadata : metadata.put("resourceVersion", version);
    }

    private ObjectNode table(List<ObjectNode> wholes, ObjectNode metadata, boolean withColumns) {
        List<Columns.Column> columns = Columns.of(resource);
        ObjectNode table = head(metadata, columns, withColumns);
        ArrayNode rows = table.putArray("rows");
        for (ObjectNode whole : wholes) {
            ObjectNode row = rows.addObject();
            ArrayNode cells = row.putArray("cells");
            ObjectNode kept = Forms.kept(resource, whole);
            columns.forEach(column -> cells.add(Json.MAPPER.<JsonNode>valueToTree(column.cell().of(kept, now))));
            switch (include) {
                case "Object" -> row.set("object", whole);
                case "None" -> row.putNull("object");
                default -> row.set("object", metadata(whole));
            }
        }
        return table;
    }

    private ObjectNode bookmark(ObjectNode bookmark, boolean withColumns) {
        ObjectNode table = head(version(bookmark), Columns.of(resource), withColumns);
        ObjectNode row = table.putArray("rows").addObject();
        row.putArray("cells");
        row.set("object", metadata(bookmark));
        return table;
    }

    private static ObjectNode head(ObjectNode metadata, List<Columns.Column> columns, boolean withColumns) {
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.set("metadata", metadata);
        ArrayNode definitions = table.putArray("columnDefinitions");
        if (withColumns) {
            columns.forEach(column -> definitions.addObject().put("name", column.name()).put("type", type(column))
                    .put("format", column.name().equals("Name") ? "name" : "").put("description", column.description())
                    .put("priority", column.priority()));
        }
        return table;
    }

    private static String type(Columns.Column column) {
        return switch (column.name()) {
            case "Count", "Desired", "Current", "Value", "Allowed Disruptions" -> "integer";
            case "Global-Default" -> "boolean";
            default -> "string";
        };
    }

    private static ObjectNode metadata(ObjectNode object) {
        ObjectNode partial = Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.get("metadata").deepCopy());
        return partial;
    }
}
