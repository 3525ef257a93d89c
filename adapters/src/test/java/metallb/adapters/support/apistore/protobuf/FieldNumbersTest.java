package metallb.adapters.support.apistore.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.schema.Schema;
import metallb.adapters.support.apistore.schema.Schemas;
import org.junit.jupiter.api.Test;

class FieldNumbersTest {
    /** Fields that protobuf does not have under any number in 1.33. */
    private static final List<String> JSON_ONLY = List.of("Condition.lastHeartbeatTime", "NodeStatus.declaredFeatures");

    @Test
    void everyFieldOfEveryKindHasANumberAndEveryNumberAField() {
        Set<Schema.Struct> structs = new LinkedHashSet<>();
        Resources.ALL.stream().map(Resource::schema).forEach(struct -> collect(struct, structs));
        List.of("DeleteOptions", "Scale", "TokenRequest").forEach(name -> collect(Schemas.named(name), structs));
        Set<String> numberless = new TreeSet<>();
        List<String> shapeless = new ArrayList<>();
        for (Schema.Struct struct : structs) {
            Set<String> numbered = new TreeSet<>();
            numbered(struct.name(), numbered);
            struct.fields().keySet().stream().filter(field -> !numbered.contains(field))
                    .forEach(field -> numberless.add(struct.name() + "." + field));
            numbered.stream().filter(field -> !struct.fields().containsKey(field))
                    .forEach(field -> shapeless.add(struct.name() + "." + field));
        }
        assertEquals(JSON_ONLY, List.copyOf(numberless));
        assertEquals(List.of(), shapeless);
    }

    private static void numbered(String name, Set<String> fields) {
        for (FieldNumbers.Slot slot : FieldNumbers.of(name).values()) {
            switch (slot) {
                case FieldNumbers.Slot.Plain(String field) -> fields.add(field);
                case FieldNumbers.Slot.Quantity(String field) -> fields.add(field);
                case FieldNumbers.Slot.RawJson(String field) -> fields.add(field);
                case FieldNumbers.Slot.Inline(String more) -> numbered(more, fields);
            }
        }
    }

    private static void collect(Schema schema, Set<Schema.Struct> structs) {
        switch (schema) {
            case Schema.Struct struct -> {
                if (structs.add(struct)) {
                    struct.fields().values().forEach(field -> collect(field.schema(), structs));
                }
            }
            case Schema.Listing list -> collect(list.item(), structs);
            case Schema.Dictionary map -> collect(map.value(), structs);
            case Schema.Scalar _, Schema.Anything _ -> { }
        }
    }
}
