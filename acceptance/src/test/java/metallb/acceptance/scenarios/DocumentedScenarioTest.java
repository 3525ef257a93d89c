package metallb.acceptance.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metallb.bootstrap.scenario.Performance;
import metallb.bootstrap.scenario.Script;
import metallb.bootstrap.scenario.world.Detail;
import org.junit.jupiter.api.Test;

/** The example in the documentation is a real one. */
class DocumentedScenarioTest {
    private static final Path DOCUMENT = Scripts.DIRECTORY.resolve("../../docs/scenarios.md").normalize();
    private static final Pattern EXAMPLE = Pattern.compile("```scenario\n(.*?)```", Pattern.DOTALL);

    @Test
    void theDocumentedScenarioHappensAsItSays() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(DOCUMENT));
        assertTrue(example.find(), "there is an example in " + DOCUMENT);
        switch (Script.parse("scenarios.md", example.group(1))) {
            case Script.Parsed.Whole(Script script) -> {
                Performance performance = Performance.of(script, Detail.REPORTS);
                assertEquals("", performance.stop().orElse(""));
                assertEquals("", String.join("\n", performance.differences()));
            }
            case Script.Parsed.Broken(int line, String why) -> throw new AssertionError(line + ": " + why);
        }
    }
}
