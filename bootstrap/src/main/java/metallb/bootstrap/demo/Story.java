package metallb.bootstrap.demo;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What happens in the demo, step by step. Every step asks the API or the routers, never our own processes' opinion, and
 * comes true or does not; what builds on one that did not is not told any more.
 */
final class Story {
    private final Stage stage;
    private final Teller teller;
    private final Waiting waiting;
    private Described described;

    Story(Stage stage, Teller teller, Waiting waiting) {
        this.stage = stage;
        this.teller = teller;
        this.waiting = waiting;
    }

    /** Tells it all; whether every step came true. */
    boolean tell() throws InterruptedException {
        try {
            described = Described.by(stage);
            configuration();
            addresses();
            sessions();
            routes();
            anEndpointMoves();
            aServiceGoes();
            return true;
        } catch (NotTrue e) {
            return false;
        } catch (IOException e) {
            teller.failed(stage.loss().orElse(e.getMessage()));
            return false;
        }
    }

    private void configuration() throws IOException, InterruptedException, NotTrue {
        teller.chapter("The usage page's first sample is applied, its peers replaced by the two routers");
        Sample sample = Sample.with(stage.routers());
        sample.removed().forEach(line -> teller.line("-" + line));
        sample.added().forEach(line -> teller.line("+" + line));
        stage.api().configure(sample.manifest());
        step("the controller accepted it and wrote it to metallb-system/config-accepted",
                stage.api()::accepted, accepted -> sample.manifest().contains(indented(accepted)));
    }

    private static String indented(String text) {
        return "  config: |\n    " + text.strip().replace("\n", "\n    ");
    }

    private void addresses() throws IOException, InterruptedException, NotTrue {
        teller.chapter("Two services of type LoadBalancer appear: nginx (Cluster) and nginx-local (Local)");
        stage.api().service("nginx", "Cluster");
        stage.api().endpoints("nginx", List.of("node-a", "node-b"));
        stage.api().service("nginx-local", "Local");
        stage.api().endpoints("nginx-local", List.of("node-b"));
        step("nginx has the address 192.168.10.0", () -> stage.api().addressOf("nginx"), "192.168.10.0"::equals);
        step("nginx-local has the address 192.168.10.1", () -> stage.api().addressOf("nginx-local"), "192.168.10.1"::equals);
        told("it", "Assigned IP \"192.168.10.0\"");
    }

    private void sessions() throws NotTrue {
        teller.chapter("Every speaker holds a session with every router");
        for (RouterView router : stage.views()) {
            step(router.name() + " has three sessions established", router::established,
                    established -> established.size() == 3);
        }
    }

    private void routes() throws NotTrue {
        teller.chapter("The routers know the way");
        both("a Cluster service comes from every node", "192.168.10.0/32", List.of("node-a", "node-b", "node-c"));
        both("a Local service from the node with its endpoint", "192.168.10.1/32", List.of("node-b"));
        for (RouterView router : stage.views()) {
            teller.line(router.name());
            teller.lines(seen(router.name() + " shows its table", router::table, _ -> true).value());
        }
        told("from where", "announcing from node \"node-a\" with protocol \"bgp\"");
    }

    private void anEndpointMoves() throws IOException, InterruptedException, NotTrue {
        teller.chapter("The endpoint of nginx-local moves from node-b to node-c");
        stage.api().endpoints("nginx-local", List.of("node-c"));
        both("its route follows", "192.168.10.1/32", List.of("node-c"));
    }

    private void aServiceGoes() throws IOException, InterruptedException, NotTrue {
        teller.chapter("nginx-local is deleted");
        stage.api().delete("nginx-local");
        both("its route is withdrawn", "192.168.10.1/32", List.of());
        both("nginx is not touched", "192.168.10.0/32", List.of("node-a", "node-b", "node-c"));
    }

    /** The events of nginx, which are shown, have one with this message. */
    private void told(String what, String message) throws NotTrue {
        List<String> events = step(described.teller("nginx") + " " + what, () -> described.eventsOf("nginx"),
                lines -> lines.stream().anyMatch(line -> line.contains(message)));
        teller.lines(events);
    }

    /** Both routers have the prefix over exactly these nodes. */
    private void both(String text, String prefix, List<String> nodes) throws NotTrue {
        for (RouterView router : stage.views()) {
            step(text + ": " + router.name() + " has " + prefix
                    + (nodes.isEmpty() ? " no more" : " over " + String.join(", ", nodes)),
                    () -> router.nodesOf(prefix), new TreeSet<>(nodes)::equals);
        }
    }

    private <T> T step(String text, Waiting.Question<T> question, Predicate<T> wanted) throws NotTrue {
        Waiting.Outcome.CameTrue<T> came = seen(text, question, wanted);
        teller.cameTrue(text, came.after());
        return came.value();
    }

    /** Says something only where it does not come true. */
    private <T> Waiting.Outcome.CameTrue<T> seen(String text, Waiting.Question<T> question, Predicate<T> wanted) throws NotTrue {
        switch (waiting.until(question, wanted, stage::loss)) {
            case Waiting.Outcome.CameTrue<T> came -> {
                return came;
            }
            case Waiting.Outcome.Missed<T> missed -> teller.missed(text, missed.after(), missed.seen());
            case Waiting.Outcome.Hopeless<T> hopeless -> teller.failed(text + ": not any more: " + hopeless.why());
        }
        throw new NotTrue();
    }

    /** A step did not come true, which was told. */
    private static final class NotTrue extends Exception {
        private static final long serialVersionUID = 1;
    }
}
