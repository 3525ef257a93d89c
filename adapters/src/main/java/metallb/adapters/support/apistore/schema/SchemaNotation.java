package metallb.adapters.support.apistore.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the notation of {@link Schemas}. The text is ours: a mistake in it throws at once. */
final class SchemaNotation {
    private static final Map<String, Schema.Type> SCALARS = Map.of("string", Schema.Type.STRING, "int32", Schema.Type.INT32,
            "int64", Schema.Type.INT64, "bool", Schema.Type.BOOL, "time", Schema.Type.TIME, "microTime", Schema.Type.MICRO_TIME,
            "intOrString", Schema.Type.INT_OR_STRING, "bytes", Schema.Type.BYTES);

    private final Map<String, Map<String, Schema.Field>> fields = new LinkedHashMap<>();
    private final Map<String, Schema.Struct> structs = new LinkedHashMap<>();

    private SchemaNotation() {
    }

    static Map<String, Schema.Struct> parse(String text) {
        var notation = new SchemaNotation();
        List<String> lines = text.lines().toList();
        lines.stream().filter(line -> !line.startsWith(" ")).forEach(notation::declare);
        String struct = "";
        for (String line : lines) {
            if (line.startsWith(" ")) {
                notation.add(struct, line.strip().split(" +"));
            } else {
                struct = line.split(" ")[0];
            }
        }
        return Collections.unmodifiableMap(notation.structs);
    }

    private void declare(String line) {
        String name = line.split(" ")[0];
        Map<String, Schema.Field> own = new LinkedHashMap<>();
        fields.put(name, own);
        structs.put(name, new Schema.Struct(name, Collections.unmodifiableMap(own), line.endsWith(" atomic")));
    }

    private void add(String struct, String[] words) {
        List<String> marks = List.of(words).subList(2, words.length);
        var field = new Schema.Field(words[0], shape(words[1], marks), marks.contains("!"));
        fields.get(struct).put(field.name(), field);
    }

    private Schema shape(String type, List<String> marks) {
        if (type.startsWith("[]")) {
            String keys = mark(marks, "key=");
            return new Schema.Listing(shape(type.substring(2), List.of()), keys.isEmpty() ? List.of() : List.of(keys.split(",")),
                    mark(marks, "merge="), marks.contains("set"));
        }
        if (type.startsWith("map[")) {
            return new Schema.Dictionary(shape(type.substring(4, type.length() - 1), List.of("?")), marks.contains("atomic"));
        }
        if (type.equals("any")) {
            return new Schema.Anything();
        }
        Schema.Type scalar = SCALARS.get(type);
        if (scalar != null) {
            return new Schema.Scalar(scalar, marks.contains("?"));
        }
        Schema.Struct struct = structs.get(type);
        if (struct == null) {
            throw new IllegalStateException("the schema text uses " + type + " and does not describe it");
        }
        return struct;
    }

    private static String mark(List<String> marks, String prefix) {
        return marks.stream().filter(each -> each.startsWith(prefix)).map(each -> each.substring(prefix.length()))
                .findFirst().orElse("");
    }
}
