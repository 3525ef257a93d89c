package metallb.bootstrap.demo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code metallb demo}: the product on one machine, without a cluster, root or a network. */
@Command(name = "demo", description = "Show it all on this machine's loopback: an embedded cluster, a controller, three"
        + " speakers as three nodes, two routers. Needs no cluster and no root. Ends with 1 if a step of the story did not"
        + " come true.")
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--once", description = "end after the story instead of staying up to be played with")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("metallb demo: an embedded cluster, a controller, three speakers and two routers, all on loopback");
        try (Stage stage = Stage.open()) {
            Thread goodbye = new Thread(stage::close, "goodbye");
            Runtime.getRuntime().addShutdownHook(goodbye);
            introduce(stage, out);
            boolean allTrue = new Story(stage, new Teller(out)).tell();
            out.println();
            out.println(allTrue ? "Every step came true." : "NOT every step came true; the logs are in " + stage.directory());
            if (!once) {
                invite(stage, out);
                new CountDownLatch(1).await();
            }
            Runtime.getRuntime().removeShutdownHook(goodbye);
            return allTrue ? 0 : 1;
        }
    }

    private static void introduce(Stage stage, PrintStream out) {
        for (Child child : stage.children()) {
            out.printf("     %-15s process %d%n", child.name(), child.pid());
        }
        out.println("     logs and kubeconfig in " + stage.directory());
    }

    private static void invite(Stage stage, PrintStream out) {
        out.println("""

                It stays up until Ctrl-C. Play on:
                  export KUBECONFIG=%s
                  kubectl get services
                  kubectl describe service nginx
                  kubectl patch service nginx --type=merge -p '{"spec":{"loadBalancerIP":"192.168.10.77"}}'
                  kubectl edit configmap config -n metallb-system""".formatted(stage.kubeconfig()));
        for (int i = 0; i < stage.routers().size(); i++) {
            out.println("  curl -s " + stage.router(i).base() + "/api/v1/routes      # what router-" + (i + 1) + " learned");
        }
    }
}
