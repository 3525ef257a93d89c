package metallb.adapters.support.apistore.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Schemas;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategicMergePatchTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'ports':[{'port':80,'nodePort':30000}]}   | {'ports':[{'port':443},{'port':80,'name':'web'}]}  | {'ports':[{'port':443},{'port':80,'nodePort':30000,'name':'web'}]}
            {'ports':[{'port':443},{'port':80}]}       | {'ports':[{'port':443,'$patch':'delete'}]}         | {'ports':[{'port':80}]}
            {'ports':[{'port':443},{'port':80}]}       | {'ports':[{'port':81},{'$patch':'replace'}]}       | {'ports':[{'port':81}]}
            {'ports':[{'port':1},{'port':2}]}          | {'$setElementOrder/ports':[{'port':2},{'port':1}]} | {'ports':[{'port':2},{'port':1}]}
            {'ports':[{'port':1},{'port':2}]}          | {'ports':[{'port':3}]}                             | {'ports':[{'port':3},{'port':1},{'port':2}]}
            {'ports':[{'port':1},{'port':2}]}          | {'ports':[{'port':2,'name':'b'}]}                  | {'ports':[{'port':1},{'port':2,'name':'b'}]}
            {'externalIPs':['1.1.1.1']}                | {'externalIPs':['2.2.2.2']}                        | {'externalIPs':['2.2.2.2']}
            {'selector':{'a':'b','c':'d'}}             | {'selector':{'a':null,'e':'f'}}                    | {'selector':{'c':'d','e':'f'}}
            {'selector':{'a':'b'}}                     | {'selector':{'c':'d','$patch':'replace'}}          | {'selector':{'c':'d'}}
            {'selector':{'a':'b'},'type':'NodePort'}   | {'$retainKeys':['type'],'type':null}               | {'selector':{'a':'b'}}
            """)
    void mergesServiceSpecs(String current, String patch, String result) {
        assertEquals(result, patched("ServiceSpec", current, patch));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ObjectMeta    | {'finalizers':['a','b']}                   | {'finalizers':['c']}                            | {'finalizers':['c','a','b']}
            ObjectMeta    | {'finalizers':['a','b']}                   | {'$deleteFromPrimitiveList/finalizers':['a']}   | {'finalizers':['b']}
            ServiceStatus | {'conditions':[{'type':'A','status':'False'}]} | {'conditions':[{'type':'A','status':'True'}]} | {'conditions':[{'type':'A','status':'True'}]}
            """)
    void mergesSetsAndConditions(String schema, String current, String patch, String result) {
        assertEquals(result, patched(schema, current, patch));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'ports':[{'port':80}]} | {'ports':[{'name':'x'}]} | unmergeable: map: map[name:x] does not contain declared merge key: port
            """)
    void refusesItemsWithoutTheirKey(String current, String patch, String result) {
        assertEquals(result, patched("ServiceSpec", current, patch));
    }

    private static String patched(String schema, String current, String patch) {
        return switch (StrategicMergePatch.apply(Schemas.named(schema), Json.object(current.replace('\'', '"')),
                Json.object(patch.replace('\'', '"')))) {
            case Patched.Changed changed -> changed.document().toString().replace('"', '\'');
            case Patched.Malformed malformed -> "malformed: " + malformed.reason().replace('"', '\'');
            case Patched.Unmergeable unmergeable -> "unmergeable: " + unmergeable.reason();
            case Patched.Inapplicable inapplicable -> "inapplicable: " + inapplicable.reason();
        };
    }
}
