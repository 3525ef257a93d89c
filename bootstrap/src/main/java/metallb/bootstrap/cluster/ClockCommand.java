package metallb.bootstrap.cluster;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Sets a running cluster's clock wrong. */
@Command(name = "clock", mixinStandardHelpOptions = true, description = "Set a running cluster's clock wrong: times in objects and the"
        + " ends of tokens follow it.")
final class ClockCommand implements Callable<Integer> {
    @Mixin
    private RunningCluster cluster;

    @ArgGroup(multiplicity = "1")
    private Change change;

    @Spec
    private CommandSpec spec;

    /** One of the two. */
    static final class Change {
        @Option(names = "--step", paramLabel = "SECONDS", description = "forward from where it is; back with a minus")
        private Double step;

        @Option(names = "--offset", paramLabel = "SECONDS", description = "so far ahead of the right time; 0 sets it right")
        private Double offset;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode state = cluster.send("POST", "/faults/clock",
                change.step != null ? "{\"step\":" + change.step + "}" : "{\"offset\":" + change.offset + "}");
        spec.commandLine().getOut().println("the clock is " + state.path("clockOffsetSeconds").asDouble() + " s ahead");
        spec.commandLine().getOut().flush();
        return 0;
    }
}
