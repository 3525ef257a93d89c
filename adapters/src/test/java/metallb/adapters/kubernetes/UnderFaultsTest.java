package metallb.adapters.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import metallb.adapters.devcluster.fault.Call;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Fault.Break;
import metallb.adapters.devcluster.fault.Fault.BreakWatch;
import metallb.adapters.devcluster.fault.Fault.Stage;
import metallb.adapters.devcluster.fault.Refusal;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.Selection;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.WatchRequest;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.objects.Decoding;
import metallb.adapters.support.objects.EventEncoder;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Feeds and a writer while everything goes wrong that the embedded cluster can let go wrong: calls and watches that are
 * refused, cut, late, hung or lost after they landed, a history that is forgotten, a server that is away, its clock
 * stepped. When the faults are over each feed's story is what is there, and each address was written once, in order.
 */
@Timeout(120)
class UnderFaultsTest {
    private static final int SERVICES = 6;
    private static final int ADDRESSES = 12;
    private static final int EDITS = 200;
    private static final int FEEDS = 4;
    /** Created when the faults are over: who believes that it is there has heard all that came before. */
    private static final String LAST = "zz-last";

    private static final Call A_WRITE = new Call("patch", "", "services/status", "default", "s1", "");

    @TempDir
    private Path directory;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Embedded embedded;
    private KubernetesWriter writer;
    /** The addresses that each service showed, one after the other; filled within the store's lock. */
    private final Map<String, List<String>> shown = new TreeMap<>();

    @AfterEach
    void end() throws Exception {
        threads.shutdownNow();
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        embedded.close();
    }

    private <T extends AutoCloseable> T with(T resource) {
        open.add(resource);
        return resource;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyStoryIsTrueAndEveryWriteLandsOnce(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        embedded = new Embedded(directory, new ApiStore(random.split(), 100));
        for (int i = 0; i < SERVICES; i++) {
            embedded.create("s" + i);
        }
        observeAddresses();
        embedded.cluster().faults().reseed(seed);
        misfortunes().forEach(embedded.cluster().faults()::add);
        List<Reconstruction> stories = new ArrayList<>();
        for (int i = 0; i < FEEDS; i++) {
            stories.add(new Reconstruction());
            with(KubernetesFeed.open(with(embedded.access()), Set.of(Kind.SERVICE), Embedded.key("config"),
                    Embedded.key("accepted"), StubbedFeed.DECODER, stories.getLast()));
        }
        writer = with(new KubernetesWriter(with(embedded.access()), StubbedFeed.DECODER,
                new EventEncoder("metallb-controller", "c-0"), () -> Embedded.NOW));
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < SERVICES; i++) {
            tasks.add(new PersistentWriting(writer, embedded, "s" + i, ADDRESSES));
        }
        tasks.add(new Users(random.split(), stories));
        tasks.add(this::goAwayForMinutes);
        await(tasks, seed);

        embedded.cluster().clearFaults();
        String last = Embedded.version(embedded.create(LAST));
        for (Reconstruction story : stories) {
            story.await(Embedded.key(LAST), last, 20_000);
            assertEquals(fresh(), story.objects(), "seed " + seed);
        }
        assertEquals(expectedAddresses(), embedded.cluster().call(_ -> new TreeMap<>(shown)), "seed " + seed);
        long disturbances = stories.stream().mapToLong(Reconstruction::disturbances).sum();
        assertTrue(disturbances > 2 * FEEDS, "seed " + seed + " disturbed next to nothing: " + disturbances);
    }

    private static Stream<Rule> misfortunes() {
        Selection watches = Selection.of("watch", "services");
        Selection lists = Selection.of("list", "services");
        Selection writes = Selection.of("patch", "services/status");
        Selection reads = Selection.of("get", "services");
        return Stream.of(
                Rule.once(lists, new Fault.Hang(Duration.ofMinutes(10), Stage.BEFORE)),
                Rule.once(writes, new Fault.Hang(Duration.ofMinutes(10), Stage.AFTER)),
                // carried out when the writer has given up on it, and has written again
                Rule.always(writes, new Fault.Delay(Embedded.QUICK.read().plusMillis(500), Stage.BEFORE)).times(3),
                Rule.once(watches, BreakWatch.of(Break.HANG, 5)),
                sometimes(watches, BreakWatch.of(Break.CUT, 3)), sometimes(watches, BreakWatch.of(Break.DROP, 7)),
                sometimes(watches, BreakWatch.of(Break.END, 5)), sometimes(watches, BreakWatch.of(Break.EXPIRE, 9)),
                sometimes(watches, new Fault.DelayWatch(Duration.ofMillis(30))),
                sometimes(watches, new Fault.Answer(Refusal.of(410))),
                sometimes(watches, new Fault.Answer(Refusal.of(429))),
                sometimes(lists, new Fault.Answer(Refusal.of(410))), sometimes(lists, new Fault.Answer(Refusal.of(500))),
                sometimes(lists, new Fault.Answer(Refusal.of(429))), sometimes(lists, new Fault.Truncate(700)),
                sometimes(lists, new Fault.Delay(Duration.ofMillis(20), Stage.AFTER)),
                sometimes(writes, new Fault.Drop(Stage.AFTER)), sometimes(writes, new Fault.Drop(Stage.BEFORE)),
                sometimes(writes, new Fault.Truncate(100)), sometimes(writes, new Fault.Answer(Refusal.of(409))),
                sometimes(writes, new Fault.Answer(Refusal.of(429))),
                sometimes(writes, new Fault.Answer(Refusal.of(500))),
                sometimes(writes, new Fault.Answer(Refusal.storeTimedOut())),
                sometimes(writes, new Fault.Delay(Duration.ofMillis(30), Stage.BEFORE)),
                sometimes(reads, new Fault.Drop(Stage.BEFORE)), sometimes(reads, new Fault.Answer(Refusal.of(500))));
    }

    private static Rule sometimes(Selection selection, Fault fault) {
        return Rule.always(selection, fault).withProbability(fault.canBefall(A_WRITE) ? 0.1 : 0.4);
    }

    private void observeAddresses() {
        embedded.cluster().call(store -> store.watch(WatchRequest.of(Resources.SERVICES, "default"), event -> {
            JsonNode address = event.object().path("status").path("loadBalancer").path("ingress").path(0).path("ip");
            if (address.isString()) {
                List<String> before = shown.computeIfAbsent(Json.text(event.object(), "metadata", "name"),
                        _ -> new ArrayList<>());
                if (before.isEmpty() || !before.getLast().equals(address.stringValue())) {
                    before.add(address.stringValue());
                }
            }
        }));
    }

    private Map<ObjectKey, ClusterObject> fresh() {
        Map<ObjectKey, ClusterObject> fresh = new TreeMap<>();
        for (JsonNode stored : embedded.cluster().call(store -> store.list(Resources.SERVICES, "default"))) {
            ClusterObject object = ((Decoding.Decoded) StubbedFeed.DECODER.decode(Kind.SERVICE, stored)).object();
            fresh.put(object.key(), object);
        }
        return fresh;
    }

    private static Map<String, List<String>> expectedAddresses() {
        Map<String, List<String>> expected = new TreeMap<>();
        for (int i = 0; i < SERVICES; i++) {
            expected.put("s" + i, Stream.iterate(1, n -> n + 1).limit(ADDRESSES).map(PersistentWriting::address).toList());
        }
        return expected;
    }

    /** By its own clock: the connections break and are refused for a moment, and then it is five minutes later. */
    private Void goAwayForMinutes() {
        for (Duration step : List.of(Duration.ofMinutes(5), Duration.ofMinutes(-12))) {
            embedded.cluster().goAway();
            embedded.cluster().clock().step(step);
            embedded.cluster().comeBack();
        }
        return null;
    }

    private void await(List<Callable<Void>> tasks, long seed) {
        List<Future<Void>> running = tasks.stream().map(threads::submit).toList();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (Future<Void> task : running) {
            try {
                task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (Exception failed) {
                throw new AssertionError("seed " + seed + ": " + failed, failed);
            }
        }
    }

    /** Others, who label services that are written to, create others and delete them, and let the server forget its history. */
    private final class Users implements Callable<Void> {
        private final SplittableRandom random;
        private final List<Reconstruction> stories;
        private int edits;

        Users(SplittableRandom random, List<Reconstruction> stories) {
            this.random = random;
            this.stories = stories;
        }

        @Override
        public Void call() throws InterruptedException {
            for (int i = 0; i < EDITS; i++) {
                if (random.nextInt(4) == 0) {
                    edit();
                } else {
                    String name = "s" + random.nextInt(SERVICES);
                    String version = Embedded.version(embedded.label(name, Integer.toString(i)));
                    // one of the feeds may hear of it before the next edit, if it is well enough to
                    stories.get(random.nextInt(FEEDS)).await(Embedded.key(name), version, 50);
                }
                if (random.nextInt(20) == 0) {
                    embedded.cluster().call(store -> {
                        store.compact();
                        return null;
                    });
                }
            }
            return null;
        }

        private void edit() {
            if (edits % 2 == 0) {
                embedded.create("short-lived-" + edits);
            } else {
                embedded.delete("short-lived-" + (edits - 1));
            }
            edits++;
        }
    }
}
