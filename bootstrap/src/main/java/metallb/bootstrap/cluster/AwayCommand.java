package metallb.bootstrap.cluster;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a running cluster's server away for some time. */
@Command(name = "away", mixinStandardHelpOptions = true, description = "Make a running cluster's server go away: connections break, new"
        + " ones are refused. It comes back by itself, with everything that it knew.")
final class AwayCommand implements Callable<Integer> {
    @Mixin
    private RunningCluster cluster;

    @Parameters(paramLabel = "SECONDS", description = "for how long")
    private double seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        cluster.send("POST", "/faults/away", "{\"seconds\":" + seconds + "}");
        return 0;
    }
}
