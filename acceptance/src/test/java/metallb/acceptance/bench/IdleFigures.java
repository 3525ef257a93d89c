package metallb.acceptance.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Faults;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.Selection;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a controller and a speaker with a router cost while nothing happens: their calls to the API, by verb and resource, and
 * their processor time. {@code acceptance/bench/idle [SERVICES [MINUTES]]} runs it. Nothing is asserted.
 */
public final class IdleFigures {
    private static final WriteOptions BY = WriteOptions.by("kubectl");
    private static final List<String> CLIENTS = List.of("metallb-controller", "metallb-speaker");
    private static final Map<String, List<String>> CALLS = Map.of("list", List.of(""), "watch", List.of(""), "get", List.of(""),
            "create", List.of(""), "patch", List.of("leases", ""), "update", List.of(""), "delete", List.of(""));
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final int services;
    private final Path directory;
    private final DevCluster cluster = DevCluster.start(InetAddress.getLoopbackAddress(), 0);
    private final Map<String, String> rules = new LinkedHashMap<>();

    private IdleFigures(int services, Path directory) {
        this.services = services;
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        int services = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        Duration time = Duration.ofMinutes(arguments.length > 1 ? Long.parseLong(arguments[1]) : 10);
        new IdleFigures(services, Files.createTempDirectory("metallb-idle")).run(time);
        System.exit(0);
    }

    private void run(Duration time) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("kubeconfig"), cluster.kubeconfig());
        Process router = daemon("router", "--asn=64501", "--listen=127.0.0.1:0");
        Process controller = null;
        Process speaker = null;
        try {
            fill(awaitLog("router", "bgpListening", "\"subject\":\"127.0.0.1:([0-9]+)\""));
            controller = daemon("controller", "--kubeconfig=" + directory.resolve("kubeconfig"));
            speaker = daemon("speaker", "--kubeconfig=" + directory.resolve("kubeconfig"), "--node-name=node-1");
            awaitLog("router", "endOfRib", "(.*)");
            // events leave at a pace of their own: nothing is idle before the last of them
            System.out.printf(Locale.ROOT, "%d services are announced; waiting until the events about them are written%n", services);
            awaitQuiet();
            watchCalls();
            Duration controllerBefore = processor(controller);
            Duration speakerBefore = processor(speaker);
            LockSupport.parkNanos(time.toNanos());
            print(time, processor(controller).minus(controllerBefore), processor(speaker).minus(speakerBefore));
        } finally {
            for (Process process : new Process[] {speaker, controller, router}) {
                if (process != null) {
                    process.destroyForcibly().waitFor();
                }
            }
            cluster.close();
        }
    }

    private void print(Duration time, Duration controller, Duration speaker) {
        Map<String, Integer> fired = new LinkedHashMap<>();
        for (Faults.Standing standing : cluster.faults().standing()) {
            if (standing.fired() > 0) {
                fired.put(rules.get(standing.id()), standing.fired());
            }
        }
        System.out.printf(Locale.ROOT, "%d minutes with %d services and nothing to do:%n", time.toMinutes(), services);
        fired.forEach((what, count) -> System.out.printf(Locale.ROOT, "  %-40s %6d calls%n", what, count));
        System.out.printf(Locale.ROOT, "  controller %.2f s, speaker %.2f s of processor time%n", controller.toMillis() / 1e3,
                speaker.toMillis() / 1e3);
    }

    /** A fault that does nothing counts the calls that it befalls. */
    private void watchCalls() {
        for (String client : CLIENTS) {
            CALLS.forEach((verb, resources) -> resources.forEach(resource -> {
                Rule rule = Rule.always(new Selection(verb, resource, "", "", client + "*"),
                        new Fault.Delay(Duration.ZERO, Fault.Stage.BEFORE));
                rules.put(cluster.faults().add(rule).orElseThrow().id(),
                        client + ": " + verb + " " + (resource.isEmpty() ? "anything" + (verb.equals("patch") ? " else" : "") : resource));
            }));
        }
    }

    private static Duration processor(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private Process daemon(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("metallb.bench.launcher")));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--port=0", "--log-format=json"));
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve(arguments[0] + ".log").toFile()).start();
    }

    private String awaitLog(String daemon, String event, String pattern) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            for (String line : Files.readAllLines(directory.resolve(daemon + ".log"))) {
                Matcher found = Pattern.compile(pattern).matcher(line);
                if (line.contains("\"" + event + "\"") && found.find()) {
                    return found.group(1);
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new IOException("no " + event + " of the " + daemon + ":\n" + Files.readString(directory.resolve(daemon + ".log")));
    }

    /** Until no event was written for 20 s. */
    private void awaitQuiet() {
        int before = -1;
        int events = events();
        while (events != before) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(20));
            before = events;
            events = events();
        }
    }

    private int events() {
        return cluster.call(store -> store.list(Resources.EVENTS, "")).size();
    }

    private void fill(String port) {
        create(Resources.NODES, "", "{\"metadata\":{\"name\":\"node-1\"}}");
        create(Resources.CONFIG_MAPS, "metallb-system", "{\"metadata\":{\"name\":\"config-accepted\"}}");
        create(Resources.CONFIG_MAPS, "metallb-system", Json.object().<ObjectNode>set("metadata",
                Json.object().put("name", "config")).set("data", Json.object().put("config", """
                peers: [{peer-address: 127.0.0.1, peer-port: %s, peer-asn: 64501, my-asn: 64500}]
                address-pools: [{name: default, protocol: bgp, addresses: [10.0.0.0/16]}]
                """.formatted(port))).toString());
        for (int i = 0; i < services; i++) {
            String name = "svc-" + i;
            create(Resources.SERVICES, "default", "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{\"type\":\"LoadBalancer\","
                    + "\"allocateLoadBalancerNodePorts\":false,\"selector\":{\"app\":\"" + name + "\"},\"ports\":[{\"port\":80}]}}");
            create(Resources.ENDPOINT_SLICES, "default", "{\"metadata\":{\"name\":\"" + name + "\",\"labels\":{"
                    + "\"kubernetes.io/service-name\":\"" + name + "\"}},\"addressType\":\"IPv4\",\"ports\":[{\"port\":80}],\"endpoints\":["
                    + "{\"addresses\":[\"10.244.0.1\"],\"nodeName\":\"node-1\",\"conditions\":{\"ready\":true}}]}");
        }
    }

    private void create(Resource resource, String namespace, String body) {
        cluster.call(store -> store.create(resource, namespace, body, BY, Instant.now()).orThrow());
    }
}
