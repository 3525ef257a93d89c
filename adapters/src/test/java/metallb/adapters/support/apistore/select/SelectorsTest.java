package metallb.adapters.support.apistore.select;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorsTest {
    private static final LabelSyntax ANYTHING = new LabelSyntax() {
        @Override
        public List<String> keyProblems(String key) {
            return List.of();
        }

        @Override
        public List<String> valueProblems(String value) {
            return List.of();
        }
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            app=a               | {'app':'a'}           | true
            app==a              | {'app':'b'}           | false
            app!=a              | {'app':'b'}           | true
            app!=a              | {}                    | true
            app in (a, b)       | {'app':'b'}           | true
            app in (a,b)        | {}                    | false
            app notin (a,b)     | {}                    | true
            app notin (a)       | {'app':'a'}           | false
            app                 | {'app':''}            | true
            !app                | {'app':''}            | false
            !app                | {}                    | true
            app=                | {'app':''}            | true
            app=a,tier in (x)   | {'app':'a'}           | false
            x.io/y=z , app      | {'x.io/y':'z','app':'1'} | true
            app in ()           | {'app':''}            | true
            app>3               | {'app':'4'}           | true
            app>3               | {'app':'3'}           | false
            app > 3             | {'app':'many'}        | false
            app>3               | {}                    | false
            app<3               | {'app':'2'}           | true
            app<3,app>1         | {'app':'3'}           | false
            app<3               | {'app':'10'}          | false
            """)
    void comparesLabels(String selector, String labels, boolean matches) {
        assertEquals(matches, switch (LabelSelector.parse(selector, ANYTHING)) {
            case Parsed.Selector<LabelSelector> parsed -> parsed.value().matches(Json.object(labels.replace('\'', '"')));
            case Parsed.Refused<LabelSelector> refused -> throw new AssertionError(refused.reason());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a===b     | unable to parse requirement: found '=', expected: identifier
            a in b    | unable to parse requirement: found 'b' expected: '('
            a in (b   | unable to parse requirement: found '', expected: ',' or ')'
            a b       | unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt
            a,        | found '', expected: identifier after ','
            a,=       | found '=', expected: identifier after ','
            =a        | found '=', expected: !, identifier, or 'end of string'
            !a=b      | found '=', expected: ',' or 'end of string'
            !=a       | found '!=', expected: !, identifier, or 'end of string'
            a=b c     | found 'c', expected: ',' or 'end of string'
            a>        | unable to parse requirement: values[0]: Invalid value: "": for 'Gt', 'Lt' operators, the value must be an integer
            a<b       | unable to parse requirement: values[0]: Invalid value: "b": for 'Gt', 'Lt' operators, the value must be an integer
            """)
    void saysWhatItCannotRead(String selector, String reason) {
        assertEquals(new Parsed.Refused<LabelSelector>(reason), LabelSelector.parse(selector, ANYTHING));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            metadata.name=a          | true
            metadata.name==a         | true
            metadata.name!=a         | false
            metadata.name=a,type=X   | false
            unschedulable=false      | true
            type=                    | true
            source=kubelet           | true
            source=                  | false
            """)
    void comparesFields(String selector, boolean matches) {
        assertEquals(matches, switch (FieldSelector.parse(selector, Set.of("metadata.name", "type", "unschedulable", "source"))) {
            case Parsed.Selector<FieldSelector> parsed -> parsed.value().matches(Json.object("{\"metadata\":{\"name\":\"a\"},\"source\":{\"component\":\"kubelet\"}}"));
            case Parsed.Refused<FieldSelector> refused -> throw new AssertionError(refused.reason());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            spec.foo=a | field label not supported: spec.foo
            name       | invalid selector: 'name'; can't understand 'name'
            """)
    void refusesFieldsThatCannotBeSelected(String selector, String reason) {
        assertEquals(new Parsed.Refused<FieldSelector>(reason), FieldSelector.parse(selector, Set.of("metadata.name")));
    }
}
