package metallb.adapters.devcluster.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The objects in a text: YAML with any number of documents, or JSON with any number of values; the items of a List count one
 * by one. Empty documents are passed over. A key that is written twice is an error.
 */
final class ManifestReader {
    private static final ObjectMapper YAML = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final ObjectMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final String file;
    private final List<Manifest> manifests = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private ManifestReader(String file) {
        this.file = file;
    }

    /** What was read. Where there are problems, the objects before the first are there all the same. */
    record Reading(List<Manifest> manifests, List<Problem> problems) {
        Reading {
            manifests = List.copyOf(manifests);
            problems = List.copyOf(problems);
        }
    }

    static Reading read(String file, String text) {
        if (text.stripLeading().startsWith("{")) {
            Reading reading = read(file, text, JSON);
            // YAML may begin with a bracket too
            if (reading.problems().isEmpty() || file.endsWith(".json")) {
                return reading;
            }
        }
        return read(file, text, YAML);
    }

    private static Reading read(String file, String text, ObjectMapper mapper) {
        var reader = new ManifestReader(file);
        try {
            reader.documents(mapper, text, lines(mapper, text));
        } catch (JacksonException malformed) {
            int line = malformed.getLocation() == null ? 0 : Math.max(malformed.getLocation().getLineNr(), 0);
            reader.problems.add(new Problem(file, line, inOneLine(malformed.getOriginalMessage())));
        }
        return new Reading(reader.manifests, reader.problems);
    }

    /** Without the quoted text (indented, or in brackets), since the line is told anyway. */
    private static String inOneLine(String message) {
        return message.lines().filter(line -> !line.isBlank() && !line.startsWith(" ")).collect(Collectors.joining(": "))
                .replaceFirst(" \\(start marker.*", "");
    }

    private void documents(ObjectMapper mapper, String text, List<Integer> lines) {
        int[] next = {0};
        try (var documents = mapper.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (documents.hasNextValue()) {
                JsonNode document = documents.nextValue();
                if (document instanceof ObjectNode object) {
                    add(object, lines, next);
                } else if (document != null && !document.isNull() && !document.isMissingNode()) {
                    problems.add(new Problem(file, 0, "a document is no object: " + document.getNodeType().name().toLowerCase(Locale.ROOT)));
                }
            }
        }
    }

    /** {@code next}: the place in {@code lines} of the next object at the top or in a list's items. */
    private void add(ObjectNode object, List<Integer> lines, int[] next) {
        int line = lines.get(next[0]++);
        if (!(object.get("items") instanceof JsonNode items) || !items.isArray()) {
            manifests.add(new Manifest(file, line, object));
            return;
        }
        String kind = Json.text(object, "kind");
        for (JsonNode item : items) {
            if (!(item instanceof ObjectNode one)) {
                problems.add(new Problem(file, line, kind + " has an item that is no object"));
                continue;
            }
            int at = lines.get(next[0]++);
            // in a ServiceList the items are services without saying so
            if (!kind.equals("List") && kind.endsWith("List") && !one.has("kind")) {
                one.put("kind", kind.substring(0, kind.length() - "List".length())).set("apiVersion", object.get("apiVersion"));
            }
            manifests.add(new Manifest(file, at, one));
        }
    }

    /** Where objects begin that stand at the top or as items of {@code items} at the top, in their order. */
    private static List<Integer> lines(ObjectMapper mapper, String text) {
        List<Integer> lines = new ArrayList<>();
        try (JsonParser parser = mapper.createParser(text)) {
            int depth = 0;
            boolean inItems = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    if (depth == 1) {
                        inItems = token == JsonToken.START_ARRAY && "items".equals(parser.streamReadContext().getParent().currentName());
                    }
                    if (token == JsonToken.START_OBJECT && (depth == 0 || depth == 2 && inItems)) {
                        lines.add(parser.currentTokenLocation().getLineNr());
                    }
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                }
            }
        }
        return lines;
    }
}
