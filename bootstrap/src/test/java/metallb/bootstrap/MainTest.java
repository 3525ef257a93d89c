package metallb.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MainTest {
    @ParameterizedTest
    @MethodSource("failures")
    void saysEachThingOnce(Throwable failure, String words) {
        assertEquals(words, Main.inWords(failure));
    }

    static Stream<Arguments> failures() {
        BindException inUse = new BindException("Address already in use");
        return Stream.of(
                Arguments.of(inUse, "Address already in use"),
                Arguments.of(new IOException(inUse), "Address already in use"),
                Arguments.of(new IOException("cannot serve HTTP on 127.0.0.1:80: Address already in use; choose another"
                        + " --port", inUse), "cannot serve HTTP on 127.0.0.1:80: Address already in use; choose another"
                        + " --port"),
                Arguments.of(new UncheckedIOException("cannot listen on 127.0.0.1 port 80", inUse),
                        "cannot listen on 127.0.0.1 port 80: Address already in use"),
                Arguments.of(new IllegalStateException(), "java.lang.IllegalStateException"));
    }
}
