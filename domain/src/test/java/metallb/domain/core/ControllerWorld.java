package metallb.domain.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import metallb.domain.announce.SampleObjects;
import metallb.domain.cluster.AnnotationChange;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.ConfigSource;
import metallb.domain.cluster.EndpointSlice;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.cluster.PasswordSecret;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.TrafficPolicy;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigText;
import metallb.domain.config.Judgement;
import metallb.domain.config.PoolConfig;
import metallb.domain.config.Problem;
import metallb.domain.config.Reading;
import metallb.domain.config.Tree;
import metallb.domain.config.Where;
import metallb.domain.net.AddressRange;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Now;
import metallb.domain.net.Prefix;

/** An API server of the simplest kind, a core, and virtual time. Nothing happens but what a test asks for. */
final class ControllerWorld {
    static final ControllerSettings SETTINGS =
            new ControllerSettings("metallb-system", "config", Optional.empty(), 42);
    static final ObjectKey CONFIG = SETTINGS.config();
    static final ObjectKey COPY = SETTINGS.acceptedConfig();
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final Map<ApiWrites.Target, ClusterObject> objects = new TreeMap<>();
    /** Writes that were sent and not answered yet, in the order sent. */
    final List<Write> unanswered = new ArrayList<>();
    /** Texts of events, {@code Reason object: note}, in the order published. */
    final List<String> events = new ArrayList<>();
    final List<Report> reports = new ArrayList<>();
    /** Who is told of every change of an object. */
    Consumer<ClusterObject> watcher = object -> {};
    boolean stopped;
    int drains;
    private ControllerCore core;
    private long nanos = 1;
    private long versions = 100;
    private long uids;

    ControllerWorld() {
        start();
    }

    /** A new process: knows nothing, and nobody answers the old one's writes. */
    void start() {
        core = new ControllerCore(SETTINGS, ControllerWorld::judge, 0);
        unanswered.clear();
        stopped = false;
    }

    Now now() {
        return new Now(nanos, START.plusNanos(nanos));
    }

    void pass(long seconds) {
        nanos += seconds * 1_000_000_000L;
    }

    ControllerCore core() {
        return core;
    }

    void on(ControllerEvent event) {
        core.on(now(), event);
    }

    /** Shows all objects of a kind, and that these are all. */
    void list(Kind kind) {
        Map<ObjectKey, Uid> all = new LinkedHashMap<>();
        for (ClusterObject object : List.copyOf(objects.values())) {
            if (object.kind() == kind) {
                on(new ClusterEvent.Observed(object));
                all.put(object.key(), object.uid());
            }
        }
        on(new ClusterEvent.Listed(kind, all));
    }

    void listAll() {
        List.of(Kind.SERVICE, Kind.CONFIG, Kind.ACCEPTED_CONFIG).forEach(this::list);
    }

    /** One drain; writes wait in {@link #unanswered}. */
    void drain() {
        drains++;
        for (ControllerEffect effect : core.drain(now())) {
            switch (effect) {
                case ApiWrite write -> unanswered.add(write.write());
                case Publish publish -> events.add(publish.event().reason() + " " + publish.event().regarding().key()
                        + ": " + publish.event().note());
                case Report report -> reports.add(report);
                case Stopped end -> stopped = true;
            }
        }
    }

    /** Drains and answers every write truthfully until nothing is due any more; waits for no timer. */
    void run() {
        OptionalLong due;
        do {
            drain();
            while (!unanswered.isEmpty()) {
                on(new Written(carryOut(unanswered.removeFirst())));
            }
            due = core.nextDeadline();
        } while (due.isPresent() && due.getAsLong() <= nanos);
    }

    /** The same, and moves the clock to each timer, for so long. */
    void runFor(long seconds) {
        long end = nanos + seconds * 1_000_000_000L;
        run();
        while (core.nextDeadline().isPresent() && core.nextDeadline().getAsLong() <= end) {
            nanos = Math.max(nanos, core.nextDeadline().getAsLong());
            run();
        }
        nanos = end;
    }

    /** What an API server makes of a write. */
    WriteOutcome carryOut(Write write) {
        ClusterObject present = objects.get(ApiWrites.Target.of(write.id()));
        if (write instanceof Write.Read) {
            return new WriteOutcome.ReadBack(write.id(), Optional.ofNullable(present));
        }
        if (present == null) {
            return new WriteOutcome.Gone(write.id());
        }
        if (!present.meta().version().equals(write.id().version())) {
            return new WriteOutcome.Conflict(write.id());
        }
        return switch (write) {
            case Write.Status status -> new WriteOutcome.Done(write.id(), put(annotated(withIngress((Service) present,
                    status.ingress().stream().map(IpAddress::toString).toList()), status.annotation())));
            case Write.Accept accept -> new WriteOutcome.Done(write.id(), put(new ConfigSource(
                    SampleObjects.vouched(present.meta(), accept.text(), accept.source()), Kind.ACCEPTED_CONFIG,
                    Optional.of(reading(present.key(), accept.text().reveal())))));
            case Write.Read read -> throw new IllegalStateException("handled above");
        };
    }

    /** Stores an object under a new version; the core is not told. */
    ClusterObject put(ClusterObject object) {
        ObjectMeta old = object.meta();
        ObjectMeta meta = new ObjectMeta(old.key(), old.uid(), new ResourceVersion(Long.toString(++versions)),
                old.created(), old.labels(), old.annotations());
        ClusterObject stored = switch (object) {
            case Service s -> new Service(meta, s.type(), s.loadBalancerIp(), s.loadBalancerClass(),
                    s.trafficPolicy(), s.families(), s.ingress(), s.statusManagers());
            case ConfigSource source -> new ConfigSource(meta, source.kind(), source.reading());
            case EndpointSlice slice -> throw new IllegalArgumentException("not watched");
            case Node node -> throw new IllegalArgumentException("not watched");
            case PasswordSecret secret -> throw new IllegalArgumentException("not watched");
        };
        objects.put(new ApiWrites.Target(stored.kind(), stored.key()), stored);
        watcher.accept(stored);
        return stored;
    }

    /** Stores an object and shows it to the core. */
    void apply(ClusterObject object) {
        on(new ClusterEvent.Observed(put(object)));
    }

    /** Deletes an object and tells the core. */
    void delete(Kind kind, ObjectKey key) {
        ClusterObject object = objects.remove(new ApiWrites.Target(kind, key));
        on(new ClusterEvent.Vanished(kind, key, object.uid()));
    }

    Service service(String name) {
        return (Service) objects.get(new ApiWrites.Target(Kind.SERVICE, key(name)));
    }

    List<String> ingress(String name) {
        return service(name).ingress();
    }

    String outcome(String name) {
        Answer.Services answer = (Answer.Services) core.answer(now(), new Query.Services(Optional.empty(), 1_000));
        return answer.rows().stream().filter(row -> row.service().equals(key(name))).findFirst().orElseThrow()
                .outcome();
    }

    /** A new service of type LoadBalancer, created so many seconds after the start. */
    Service newService(String name, int created) {
        ObjectMeta meta = new ObjectMeta(key(name), new Uid("uid" + ++uids), new ResourceVersion("0"),
                START.plusSeconds(created), new LinkedHashMap<>(), new LinkedHashMap<>());
        return new Service(meta, "LoadBalancer", Optional.empty(), Optional.empty(), TrafficPolicy.CLUSTER, List.of(),
                List.of(), List.of());
    }

    /** A ConfigMap with that text, the accepted copy as a controller writes it. */
    ConfigSource config(Kind kind, String text) {
        ConfigSource plain = plain(kind, text);
        return kind == Kind.CONFIG || text.isEmpty() ? plain : new ConfigSource(SampleObjects.vouched(plain.meta(),
                ConfigText.of(text), new ResourceVersion("7")), kind, plain.reading());
    }

    /** The accepted copy with another text than the one that its annotations, if it has any, are about. */
    ConfigSource altered(String text) {
        ConfigSource present = (ConfigSource) objects.get(new ApiWrites.Target(Kind.ACCEPTED_CONFIG, COPY));
        return present == null ? plain(Kind.ACCEPTED_CONFIG, text)
                : new ConfigSource(present.meta(), Kind.ACCEPTED_CONFIG, Optional.of(reading(COPY, text)));
    }

    private ConfigSource plain(Kind kind, String text) {
        ObjectKey key = kind == Kind.CONFIG ? CONFIG : COPY;
        ClusterObject present = objects.get(new ApiWrites.Target(kind, key));
        Uid uid = present == null ? new Uid("uid" + ++uids) : present.uid();
        ObjectMeta meta = new ObjectMeta(key, uid, new ResourceVersion("0"), START, new LinkedHashMap<>(),
                new LinkedHashMap<>());
        return new ConfigSource(meta, kind, text.isEmpty() ? Optional.empty() : Optional.of(reading(key, text)));
    }

    String copyText() {
        ConfigSource copy = (ConfigSource) objects.get(new ApiWrites.Target(Kind.ACCEPTED_CONFIG, COPY));
        return copy.reading().map(reading -> reading.text().reveal()).orElse("");
    }

    /** Starts with that text accepted, and lets everything settle. */
    void begin(String pools) {
        put(config(Kind.CONFIG, pools));
        put(config(Kind.ACCEPTED_CONFIG, pools));
        listAll();
        run();
    }

    Answer.Health health() {
        return (Answer.Health) core.answer(now(), new Query.Health());
    }

    double metric(String name) {
        return family(name).samples().getFirst().value();
    }

    List<Double> inUse() {
        return family("metallb_allocator_addresses_in_use_total").samples().stream().map(MetricFamily.Sample::value)
                .toList();
    }

    MetricFamily family(String name) {
        var metrics = (Answer.Metrics) core.answer(now(), new Query.Metrics());
        return metrics.families().stream().filter(family -> family.name().equals(name)).findFirst().orElseThrow();
    }

    static ObjectKey key(String name) {
        return new ObjectKey("default", name);
    }

    static Service withIngress(Service s, List<String> ingress) {
        return new Service(s.meta(), s.type(), s.loadBalancerIp(), s.loadBalancerClass(), s.trafficPolicy(),
                s.families(), ingress, List.of("someone"));
    }

    private static Service annotated(Service s, Optional<AnnotationChange> change) {
        Map<String, String> annotations = new LinkedHashMap<>(s.meta().annotations());
        change.ifPresent(it -> {
            annotations.remove(it.name());
            it.value().ifPresent(value -> annotations.put(it.name(), value));
        });
        return withAnnotations(s, annotations);
    }

    static Service withIp(Service s, String ip) {
        return new Service(s.meta(), s.type(), Optional.of(ip).filter(text -> !text.isEmpty()), s.loadBalancerClass(),
                s.trafficPolicy(), s.families(), s.ingress(), s.statusManagers());
    }

    static Service withType(Service s, String type) {
        return new Service(s.meta(), type, s.loadBalancerIp(), s.loadBalancerClass(), s.trafficPolicy(), s.families(),
                s.ingress(), s.statusManagers());
    }

    static Service withPool(Service s, String pool) {
        Map<String, String> annotations = new LinkedHashMap<>(s.meta().annotations());
        annotations.remove("metallb.universe.tf/address-pool");
        if (!pool.isEmpty()) {
            annotations.put("metallb.universe.tf/address-pool", pool);
        }
        return withAnnotations(s, annotations);
    }

    static Service withAnnotations(Service s, Map<String, String> annotations) {
        ObjectMeta old = s.meta();
        ObjectMeta meta = new ObjectMeta(old.key(), old.uid(), old.version(), old.created(), old.labels(), annotations);
        return new Service(meta, s.type(), s.loadBalancerIp(), s.loadBalancerClass(), s.trafficPolicy(), s.families(),
                s.ingress(), s.statusManagers());
    }

    static Reading reading(ObjectKey source, String text) {
        return new Reading.Document(ConfigText.of(text), new Tree.Nothing(new Where(source.toString(), "", 1, 1)));
    }

    /**
     * The test's own grammar: a line a pool, {@code NAME PREFIX... [manual]}; a line that starts with ! is an error, one
     * that starts with ? a warning.
     */
    static Judgement judge(Reading reading) {
        List<PoolConfig> pools = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        String source = ((Reading.Document) reading).root().where().source();
        for (String line : reading.text().reveal().split("\n")) {
            if (line.startsWith("!")) {
                problems.add(new Problem(new Where(source, line, 1, 1), "wrong", "right"));
                continue;
            }
            if (line.startsWith("?")) {
                warnings.add(new Problem(new Where(source, line, 1, 1), "odd", "even"));
                continue;
            }
            List<String> words = Arrays.asList(line.split(" "));
            boolean manual = words.getLast().equals("manual");
            List<AddressRange> ranges = words.subList(1, words.size() - (manual ? 1 : 0)).stream().map(Prefix::of)
                    .map(AddressRange::of).toList();
            pools.add(new PoolConfig(words.getFirst(), new Where("test", "", 1, 1), ranges, false, !manual));
        }
        return problems.isEmpty()
                ? new Judgement.Acceptable(new Config(List.of(), pools, List.of(), new LinkedHashMap<>()), warnings)
                : new Judgement.Refused(problems);
    }
}
