package metallb.acceptance.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import metallb.bootstrap.scenario.Performance;
import metallb.bootstrap.scenario.Script;
import metallb.bootstrap.scenario.world.Detail;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Everything happens as the scripts say. With {@code -Drewrite} they are made to say what happens: read the difference
 * before you commit it.
 */
class ScenariosTest {
    @TestFactory
    Stream<DynamicTest> everythingHappensAsTheScriptSays() throws IOException {
        List<Path> files = Scripts.all();
        if (files.isEmpty()) {
            fail("no scripts in " + Scripts.DIRECTORY);
        }
        return files.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), file.toUri(),
                () -> perform(file)));
    }

    private static void perform(Path file) throws IOException {
        Script script = Scripts.read(file);
        Performance performance = Performance.of(script, Detail.REPORTS);
        assertEquals("", performance.stop().orElse(""));
        if (System.getProperty("rewrite") != null) {
            Files.writeString(file, performance.transcript());
        } else {
            assertEquals("", String.join("\n", performance.differences()));
        }
    }
}
