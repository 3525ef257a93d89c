package metallb.adapters.support.apistore.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
    /** RFC 7396, appendix A. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'a':'b'}           | {'a':'c'}              | {'a':'c'}
            {'a':'b'}           | {'b':'c'}              | {'a':'b','b':'c'}
            {'a':'b'}           | {'a':null}             | {}
            {'a':'b','b':'c'}   | {'a':null}             | {'b':'c'}
            {'a':['b']}         | {'a':'c'}              | {'a':'c'}
            {'a':'c'}           | {'a':['b']}            | {'a':['b']}
            {'a':{'b':'c'}}     | {'a':{'b':'d','c':null}} | {'a':{'b':'d'}}
            {'a':[{'b':'c'}]}   | {'a':[1]}              | {'a':[1]}
            ['a','b']           | ['c','d']              | ['c','d']
            {'a':'b'}           | ['c']                  | ['c']
            {'a':'foo'}         | null                   | null
            {'e':null}          | {'a':1}                | {'e':null,'a':1}
            [1,2]               | {'a':'b','c':null}     | {'a':'b'}
            {}                  | {'a':{'bb':{'ccc':null}}} | {'a':{'bb':{}}}
            """)
    void mergesAsTheStandardSays(String target, String patch, String result) {
        var merged = MergePatch.apply(Json.MAPPER.readTree(target.replace('\'', '"')), Json.MAPPER.readTree(patch.replace('\'', '"')));
        assertEquals(result, merged.toString().replace('"', '\''));
    }
}
