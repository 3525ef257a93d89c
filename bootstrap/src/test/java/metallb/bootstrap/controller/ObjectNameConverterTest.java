package metallb.bootstrap.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ObjectNameConverterTest {
    private final ObjectNameConverter converter = new ObjectNameConverter();

    @ParameterizedTest
    @ValueSource(strings = {"metallb-controller", "a", "0", "lb.example-1"})
    void takesWhatTheApiTakes(String name) {
        assertEquals(name, converter.convert(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "A_B", "-a", "a-", "a..b", "a/b", "a b"})
    void saysWhatWouldBeRight(String name) {
        assertEquals("'" + name + "' is no name of an object; wanted lower-case letters, digits, - and ., something like"
                + " metallb-controller", assertThrows(TypeConversionException.class, () -> converter.convert(name)).getMessage());
    }

    @Test
    void takesAsManyLettersAsTheApi() {
        assertEquals(253, converter.convert("a".repeat(253)).length());
        assertThrows(TypeConversionException.class, () -> converter.convert("a".repeat(254)));
    }
}
