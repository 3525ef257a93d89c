package metallb.bootstrap.scenario;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import metallb.bootstrap.scenario.world.Detail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs scripts and says where they differ from what happens. */
@Command(name = "scenario", description = "Run scripts against a whole installation under virtual time. Ends with 0 where"
        + " everything is as the scripts say, 1 where something is not, 2 where a script can't be read or understood.")
public final class ScenarioCommand implements Callable<Integer> {
    private static final int AS_SAID = 0;
    private static final int DIFFERENT = 1;
    private static final int NOT_UNDERSTOOD = 2;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "a script")
    private List<Path> files;

    @Option(names = "--rewrite", description = "write what happens into the scripts; read the difference before you keep it")
    private boolean rewrite;

    @Option(names = "--everything", description = "print the whole transcript with every event and effect of every core,"
            + " and compare nothing")
    private boolean everything;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        int worst = AS_SAID;
        for (Path file : files) {
            worst = Math.max(worst, run(file));
        }
        return worst;
    }

    private int run(Path file) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            err.println(file + ": " + (e instanceof NoSuchFileException ? "no such file" : "cannot be read: " + e.getMessage()));
            return NOT_UNDERSTOOD;
        }
        return switch (Script.parse(file.toString(), text)) {
            case Script.Parsed.Broken(int line, String why) -> {
                err.println(file + ":" + line + ": " + why);
                yield NOT_UNDERSTOOD;
            }
            case Script.Parsed.Whole(Script script) -> run(file, text, script);
        };
    }

    private int run(Path file, String text, Script script) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Performance performance = Performance.of(script, everything ? Detail.EVERYTHING : Detail.REPORTS);
        if (performance.stop().isPresent()) {
            spec.commandLine().getErr().println(performance.stop().get());
            return NOT_UNDERSTOOD;
        }
        if (everything) {
            out.print(performance.transcript());
            out.flush();
            return AS_SAID;
        }
        List<String> differences = performance.differences();
        if (differences.isEmpty()) {
            out.println(file + ": as it says");
            return AS_SAID;
        }
        differences.forEach(out::println);
        if (!rewrite) {
            return DIFFERENT;
        }
        String transcript = performance.transcript();
        if (!transcript.equals(text)) {
            Files.writeString(file, transcript);
        }
        out.println(file + ": rewritten");
        return AS_SAID;
    }
}
