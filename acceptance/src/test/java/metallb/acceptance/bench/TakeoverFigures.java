package metallb.acceptance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Faults;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.Selection;
import metallb.domain.lease.LeaseTimings;

/**
 * Two controllers of which the one that leads is killed, and then one that is asked to end, with many services that have
 * their addresses: how long until the other leads and a service that was created at that moment has its address, beside the
 * lease's own time, and what the new leader wrote besides. {@code acceptance/bench/takeover [SERVICES [ROUNDS]]} runs it and
 * fails where a new leader wrote anything that it had no reason to.
 */
public final class TakeoverFigures implements AutoCloseable {
    private static final Duration LEASE = LeaseTimings.usual().duration();
    /** How long a new leader is watched for what it writes late. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(5);
    /** Nobody's port: no speaker runs. */
    private static final int NO_ROUTER = 1;

    private final Path directory;
    private final Estate estate = new Estate(NO_ROUTER);
    private final Sightings sightings = new Sightings(estate.cluster());
    private final Map<String, String> counted = new LinkedHashMap<>();
    private final List<MeasuredProcess> started = new ArrayList<>();
    private Candidate leader;
    private Candidate standby;
    private int services;
    private boolean isQuiet = true;

    private TakeoverFigures(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        int services = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        if (services < 1 || rounds < 1) {
            System.err.println("bench: " + services + " services, " + rounds + " rounds; expected one of each at least");
            System.exit(64);
        }
        boolean quiet;
        try (var figures = new TakeoverFigures(Files.createTempDirectory("metallb-takeover"))) {
            figures.begin(services);
            for (int round = 0; round < rounds; round++) {
                figures.takeOver("kill -9", MeasuredProcess::close);
                figures.takeOver("SIGTERM", MeasuredProcess::end);
            }
            System.out.println(figures.isQuiet ? "no new leader wrote anything else" : "a new leader wrote something else");
            quiet = figures.isQuiet;
        }
        System.exit(quiet ? 0 : 1);
    }

    /** @param instance its host name, as in a pod */
    private record Candidate(String instance, MeasuredProcess process) {}

    /** What happens to the one that leads. */
    private interface End {
        void of(MeasuredProcess process) throws IOException, InterruptedException;
    }

    private void begin(int wanted) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("kubeconfig"), estate.kubeconfig());
        estate.furnish(wanted);
        services = wanted;
        leader = start();
        Waiting.until("all have addresses", () -> sightings.addressed() == services);
        standby = start();
        awaitStandingBy();
        System.out.printf(Locale.ROOT, "%d services with addresses, a lease of %d s; one more is created as soon as the leader is gone%n",
                services, LEASE.toSeconds());
    }

    private Candidate start() throws IOException {
        String instance = "controller-" + (started.size() + 1);
        Path home = Files.createDirectory(directory.resolve(instance));
        started.add(MeasuredProcess.start(
                List.of("env", "HOSTNAME=" + instance, System.getProperty("metallb.bench.launcher")), home,
                "controller", "--kubeconfig=" + directory.resolve("kubeconfig")));
        return new Candidate(instance, started.getLast());
    }

    private void awaitStandingBy() throws IOException, InterruptedException {
        Waiting.until("the other stands by", () -> standby.process.subjectOf("standingBy").isPresent());
    }

    private void takeOver(String how, End end) throws IOException, InterruptedException {
        String late = "web-" + services;
        count(standby.instance, late);
        long renewed = sightings.renewed();
        double processor = standby.process.processorMillis();
        long start = System.nanoTime();
        end.of(leader.process);
        double gone = seconds(System.nanoTime() - start);
        estate.add(services++);
        Waiting.until("the other leads and " + late + " has an address",
                () -> sightings.leading(standby.instance).isPresent() && sightings.addressed(late).isPresent());
        processor = (standby.process.processorMillis() - processor) / 1e3;
        double leads = seconds(sightings.leading(standby.instance).orElseThrow() - start);
        double addressed = seconds(sightings.addressed(late).orElseThrow() - start);
        double expiry = seconds(renewed + LEASE.toNanos() - start);
        TimeUnit.NANOSECONDS.sleep(AFTERWARDS.toNanos());
        System.out.printf(Locale.ROOT, "%s: gone after %5.2f s, the other leads after %5.2f s, the service has its address after"
                + " %5.2f s%n         the lease alone: over after %5.2f s, ratio %.2f%n         the new leader: %.2f s of processor"
                + " time until then; calls: %s%n", how, gone, leads, addressed, expiry, addressed / expiry, processor, calls());
        leader = standby;
        standby = start();
        awaitStandingBy();
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    /** Faults that do nothing count the calls that they befall; the first that matches counts a call. */
    private void count(String instance, String late) {
        estate.cluster().clearFaults();
        counted.clear();
        String client = "metallb-controller (" + instance + ")*";
        count("status of the new service", new Selection("patch", "services/status", "default", late, client));
        count("renewals", new Selection("update", "leases", "", "", client));
        count("renewals", new Selection("patch", "leases", "", "", client));
        count("event", new Selection("create", "events", "", "", client));
        for (String verb : List.of("list", "watch", "get")) {
            count(verb, new Selection(verb, "", "", "", client));
        }
        for (String verb : List.of("patch", "create", "update", "delete")) {
            count("other writes", new Selection(verb, "", "", "", client));
        }
    }

    private void count(String what, Selection calls) {
        counted.put(estate.cluster().faults().add(Rule.always(calls, new Fault.Delay(Duration.ZERO, Fault.Stage.BEFORE)))
                .orElseThrow().id(), what);
    }

    private String calls() {
        Map<String, Integer> sums = new LinkedHashMap<>();
        for (Faults.Standing standing : estate.cluster().faults().standing()) {
            sums.merge(counted.get(standing.id()), standing.fired(), Integer::sum);
        }
        isQuiet &= sums.get("other writes") == 0 && sums.get("event") <= 1 && sums.get("status of the new service") <= 1;
        return sums.entrySet().stream().map(each -> each.getValue() + " " + each.getKey()).collect(Collectors.joining(", "));
    }

    @Override
    public void close() throws IOException {
        for (MeasuredProcess process : started) {
            process.close();
        }
        estate.close();
    }
}
