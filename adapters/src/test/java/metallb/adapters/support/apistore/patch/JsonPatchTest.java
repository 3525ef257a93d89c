package metallb.adapters.support.apistore.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

class JsonPatchTest {
    private static String patched(String document, String operations) {
        return switch (JsonPatch.apply(Json.MAPPER.readTree(document.replace('\'', '"')),
                Json.MAPPER.readTree(operations.replace('\'', '"')))) {
            case Patched.Changed changed -> changed.document().toString().replace('"', '\'');
            case Patched.Malformed malformed -> "malformed: " + malformed.reason();
            case Patched.Unmergeable unmergeable -> "unmergeable: " + unmergeable.reason();
            case Patched.Inapplicable inapplicable -> "inapplicable: " + inapplicable.reason();
        };
    }

    /** RFC 6902, appendix A, as far as the names of its examples go. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'foo':'bar'}              | [{'op':'add','path':'/baz','value':'qux'}]                          | {'foo':'bar','baz':'qux'}
            {'foo':['bar','baz']}      | [{'op':'add','path':'/foo/1','value':'qux'}]                        | {'foo':['bar','qux','baz']}
            {'foo':['bar']}            | [{'op':'add','path':'/foo/-','value':['abc']}]                      | {'foo':['bar',['abc']]}
            {'baz':'qux','foo':'bar'}  | [{'op':'remove','path':'/baz'}]                                     | {'foo':'bar'}
            {'foo':['a','b','c']}      | [{'op':'remove','path':'/foo/1'}]                                   | {'foo':['a','c']}
            {'baz':'qux'}              | [{'op':'replace','path':'/baz','value':'boo'}]                      | {'baz':'boo'}
            {'a':{'b':1},'c':{}}       | [{'op':'move','from':'/a/b','path':'/c/b'}]                         | {'a':{},'c':{'b':1}}
            {'foo':['a','b','c','d']}  | [{'op':'move','from':'/foo/1','path':'/foo/3'}]                     | {'foo':['a','c','d','b']}
            {'a':{'b':1}}              | [{'op':'copy','from':'/a','path':'/c'}]                             | {'a':{'b':1},'c':{'b':1}}
            {'foo':1}                  | [{'op':'test','path':'/foo','value':1.0}]                           | {'foo':1}
            {'a':{'x':1,'y':2}}        | [{'op':'test','path':'/a','value':{'y':2,'x':1}}]                   | {'a':{'x':1,'y':2}}
            {'/':9,'~1':10}            | [{'op':'replace','path':'/~01','value':11}]                         | {'/':9,'~1':11}
            {'foo':null}               | [{'op':'test','path':'/foo','value':null}]                          | {'foo':null}
            {'foo':1}                  | [{'op':'replace','path':'','value':{'bar':2}}]                      | {'bar':2}
            """)
    void appliesEveryOperation(String document, String operations, String result) {
        assertEquals(result, patched(document, operations));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'foo':1}     | [{'op':'test','path':'/foo','value':1e999}]          | inapplicable: testing value [foo] failed
            {'foo':1}     | [{'op':'test','path':'/foo','value':'1'}]            | inapplicable: testing value [foo] failed
            {'foo':1}     | [{'op':'remove','path':'/bar'}]                      | inapplicable: nothing to remove at [bar]
            {'foo':1}     | [{'op':'replace','path':'/bar','value':1}]           | inapplicable: nothing to replace at [bar]
            {'foo':[1]}   | [{'op':'add','path':'/foo/2','value':1}]             | inapplicable: index out of range: 2
            {'foo':[1]}   | [{'op':'add','path':'/foo/01','value':1}]            | inapplicable: index out of range: 01
            {'foo':1}     | [{'op':'add','path':'/a/b','value':1}]               | inapplicable: the place to add to does not exist: [a, b]
            {'a':{'b':1}} | [{'op':'move','from':'/a','path':'/a/b'}]            | inapplicable: a value cannot move into itself
            {'foo':1}     | [{'op':'spin','path':'/foo'}]                        | inapplicable: unexpected kind of operation: spin
            {'foo':1}     | [{'op':'add','path':'/b'}]                           | inapplicable: add without a value
            {'foo':1}     | [{'op':'remove','path':'foo'}]                       | inapplicable: operation remove has no JSON pointer as its path
            """)
    void saysWhyAPatchDoesNotFit(String document, String operations, String result) {
        assertEquals(result, patched(document, operations));
    }

    @Test
    void stopsCopiesThatGrowWithoutEnd() {
        String doubling = "{'op':'copy','from':'','path':'/x'},{'op':'copy','from':'','path':'/y'}";
        assertEquals("inapplicable: the copies of this patch take more than 3145728 characters",
                patched("{}", "[" + (doubling + ",").repeat(40) + doubling + "]"));
    }

    @Test
    void leavesTheDocumentAloneWhenALaterOperationFails() {
        var document = Json.object("{\"foo\":[1]}");
        var operations = Json.MAPPER.readTree("[{\"op\":\"add\",\"path\":\"/foo/-\",\"value\":2},{\"op\":\"remove\",\"path\":\"/x\"}]");
        assertInstanceOf(Patched.Inapplicable.class, JsonPatch.apply(document, operations));
        assertEquals("{\"foo\":[1]}", document.toString());
    }
}
