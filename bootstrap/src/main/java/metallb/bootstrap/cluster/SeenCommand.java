package metallb.bootstrap.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Tells who did what in a running cluster, and what was refused. */
@Command(name = "seen", mixinStandardHelpOptions = true, description = "Print every account, verb and resource that a running cluster has"
        + " seen together, each once; behind what it did not allow stands refused. What it did allow is what a role must allow.")
final class SeenCommand implements Callable<Integer> {
    @Mixin
    private RunningCluster cluster;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        for (JsonNode each : cluster.send("GET", "/seen", "").path("seen")) {
            out.printf("%s %s %s%s%n", each.path("account").asString(), each.path("verb").asString(), each.path("resource").asString(),
                    each.path("allowed").asBoolean() ? "" : " refused");
        }
        out.flush();
        return 0;
    }
}
