package metallb.bootstrap.cluster;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a running cluster forget its history. */
@Command(name = "compact", mixinStandardHelpOptions = true, description = "Make a running cluster forget its history: watches that begin"
        + " before now are told 410.")
final class CompactCommand implements Callable<Integer> {
    @Mixin
    private RunningCluster cluster;

    @Override
    public Integer call() throws IOException, InterruptedException {
        cluster.send("POST", "/faults/compact", "");
        return 0;
    }
}
