package metallb.bootstrap.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command's exit codes, words and files. */
class ScenarioCommandTest {
    private static final String GOOD = "scenario 1\n----\n\nnodes a\n----\nnode/a created, 10.1.0.1\n";
    private static final String BAD = GOOD.replace("10.1.0.1", "10.1.0.9");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir
    private Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("x.txt");
    }

    @Test
    void aScriptThatIsMetEndsWith0() throws IOException {
        assertEquals(0, run(GOOD));
        assertEquals(file + ": as it says\n", out.toString());
    }

    @Test
    void aScriptThatIsNotMetEndsWith1AndStaysAsItIs() throws IOException {
        assertEquals(1, run(BAD));
        assertEquals(file + ":4: nodes a\n    - node/a created, 10.1.0.9\n    + node/a created, 10.1.0.1\n", out.toString());
        assertEquals(BAD, Files.readString(file));
    }

    @Test
    void rewritingMakesTheScriptSayWhatHappens() throws IOException {
        assertEquals(0, run(BAD, "--rewrite"));
        assertEquals(file + ":4: nodes a\n    - node/a created, 10.1.0.9\n    + node/a created, 10.1.0.1\n"
                + file + ": rewritten\n", out.toString());
        assertEquals(GOOD, Files.readString(file));
    }

    @Test
    void aScriptThatIsNotUnderstoodEndsWith2() throws IOException {
        assertEquals(2, run("scenario 1\n----\n\nnode\n----\n"));
        assertEquals(file + ":4: NODE is missing; usage: node NODE [label=KEY[=VALUE]] [unlabel=KEY]"
                + " [networkUnavailable=true|false] [ready=true|false]\n", err.toString());
    }

    /** A file that lost its contents must not count as one that is met. */
    @Test
    void aScriptWithoutACommandEndsWith2() throws IOException {
        assertEquals(2, run("# What must be seen: everything.\n"));
        assertEquals(2, run(""));
        assertEquals((file + ":1: a script's first command is \"scenario 1\"\n").repeat(2), err.toString());
    }

    @Test
    void aFileThatIsNotThereEndsWith2() {
        assertEquals(2, execute(file.toString()));
        assertEquals(file + ": no such file\n", err.toString());
    }

    private int run(String text, String... options) throws IOException {
        Files.writeString(file, text);
        String[] arguments = new String[options.length + 1];
        System.arraycopy(options, 0, arguments, 0, options.length);
        arguments[options.length] = file.toString();
        return execute(arguments);
    }

    private int execute(String... arguments) {
        return new CommandLine(new ScenarioCommand()).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
