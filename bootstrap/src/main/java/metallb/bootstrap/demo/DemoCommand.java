package metallb.bootstrap.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code metallb demo}: the product on one machine, without a cluster, root or a network. */
@Command(name = "demo", description = "Show it all on this machine's loopback: an embedded cluster, a controller, three"
        + " speakers as three nodes, two routers. Needs no cluster and no root. Ends with 1 if a step of the story did not"
        + " come true.")
public final class DemoCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(names = "--once", description = "end after the story instead of staying up to be played with")
    private boolean once;

    @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "60",
            description = "how long a step may take before it counts as one that did not come true (default: ${DEFAULT-VALUE})")
    private int patience;

    @Override
    public Integer call() throws InterruptedException {
        Teller teller = new Teller(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        teller.title("metallb demo: an embedded cluster, a controller, three speakers and two routers, all on loopback");
        Waiting waiting = Waiting.upTo(Duration.ofSeconds(patience));
        Stage stage;
        try {
            stage = Stage.open(waiting);
        } catch (IOException e) {
            teller.failed(e.getMessage());
            return FAILED;
        }
        Ending ending = new Ending(stage, teller);
        boolean good = isSet(stage, teller) && new Story(stage, teller, waiting).tell();
        if (good && !once) {
            ending.play();
            invite(stage, teller);
            new CountDownLatch(1).await();
        }
        ending.come(good);
        return good ? 0 : FAILED;
    }

    private static boolean isSet(Stage stage, Teller teller) throws InterruptedException {
        try {
            stage.set();
        } catch (IOException e) {
            teller.failed(e.getMessage());
            return false;
        }
        for (Child child : stage.children()) {
            teller.line(String.format("%-15s process %d", child.name(), child.pid()));
        }
        teller.line("logs and kubeconfig in " + stage.directory());
        return true;
    }

    private static void invite(Stage stage, Teller teller) {
        teller.title("""

                Every step came true. It stays up until Ctrl-C. Play on:
                  export KUBECONFIG=%s
                  kubectl get services
                  kubectl describe service nginx
                  kubectl patch service nginx --type=merge -p '{"spec":{"loadBalancerIP":"192.168.10.77"}}'
                  kubectl edit configmap config -n metallb-system""".formatted(stage.kubeconfig()));
        for (RouterView router : stage.views()) {
            teller.title("  curl -s " + router.rest().base() + "/api/v1/routes      # what " + router.name() + " learned");
        }
    }
}
