package metallb.adapters.devcluster;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import metallb.adapters.devcluster.fault.Faults;
import metallb.adapters.devcluster.fault.SteppedClock;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.adapters.support.apistore.access.BootstrapRoles;
import metallb.adapters.support.apistore.access.Gate;
import metallb.adapters.support.apistore.schema.Json;

/**
 * A Kubernetes API to develop and test against, in this process: what kubectl and the official client need to create, show,
 * change and watch services, nodes, config maps and what else {@link Resources} lists. No TLS, and no authentication unless it
 * is started guarded: bind it to loopback. Besides the namespaces default, kube-system and metallb-system it is empty; no controllers run, except that a
 * deleted namespace is emptied and goes.
 */
public final class DevCluster implements AutoCloseable {
    private static final String MANAGER = "devcluster";

    private final ApiStore store;
    private final SteppedClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Listening listening;
    private final Faults faults = new Faults(1);
    private final Holds holds = new Holds();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
            .name("devcluster-ticks").daemon().factory());
    private final WatchStreams streams = new WatchStreams();

    private final Gate gate;

    private DevCluster(ApiStore store, InstantSource clock, InetSocketAddress wish, Gate gate) throws IOException {
        this.gate = gate;
        this.store = store;
        this.clock = new SteppedClock(clock);
        this.listening = new Listening(wish, threads, this::furnish);
    }

    /** Starts one with its own store. {@code port} 0 takes a free one. */
    public static DevCluster start(InetAddress bindAddress, int port) {
        return start(bindAddress, port, new ApiStore(Instant.now().toEpochMilli()), InstantSource.system());
    }

    /** The same, but it knows callers by their tokens and lets each do what roles allow; {@link #kubeconfig} is its administrator's. */
    public static DevCluster startGuarded(InetAddress bindAddress, int port) {
        return start(bindAddress, port, new ApiStore(Instant.now().toEpochMilli()), InstantSource.system(), Gate.guarded(key()));
    }

    /** Serves this store, which from now on is used only through {@link #call}. */
    public static DevCluster start(InetAddress bindAddress, int port, ApiStore store, InstantSource clock) {
        return start(bindAddress, port, store, clock, Gate.open(key()));
    }

    private static byte[] key() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** The same behind this gate. */
    public static DevCluster start(InetAddress bindAddress, int port, ApiStore store, InstantSource clock, Gate gate) {
        try {
            var cluster = new DevCluster(store, clock, new InetSocketAddress(bindAddress, port), gate);
            cluster.begin();
            return cluster;
        } catch (IOException cannotBind) {
            throw new UncheckedIOException("cannot listen on " + bindAddress.getHostAddress() + " port " + port, cannotBind);
        }
    }

    private void begin() {
        for (String name : List.of("default", "kube-system", "metallb-system")) {
            call(objects -> objects.create(Resources.NAMESPACES, "",
                    "{\"metadata\":{\"name\":\"" + name + "\"}}", WriteOptions.by(MANAGER), clock.instant()));
        }
        if (gate.isGuarded()) {
            call(objects -> {
                BootstrapRoles.create(objects, clock.instant());
                return null;
            });
        }
        listening.begin();
        ticks.scheduleWithFixedDelay(() -> call(_ -> {
            streams.bookmarkAll();
            return null;
        }), 60, 60, TimeUnit.SECONDS);
        ticks.scheduleWithFixedDelay(this::endNamespaces, 200, 200, TimeUnit.MILLISECONDS);
    }

    private void furnish(HttpServer server) {
        server.createContext("/", new ApiHandler(this, streams, gate)).getFilters().add(new FaultFilter(faults, holds));
        server.createContext("/faults", new FaultEndpoint(this)).getFilters().add(new BesideFilter(this));
        server.createContext("/seen", new SeenEndpoint(gate)).getFilters().add(new BesideFilter(this));
    }

    /** Again and again, since a finalizer may let go of an object long after its namespace was deleted. */
    private void endNamespaces() {
        call(objects -> {
            objects.list(Resources.NAMESPACES, "").stream()
                    .filter(namespace -> !Json.text(namespace, "metadata", "deletionTimestamp").isEmpty())
                    .forEach(namespace -> new NamespaceEnd(Json.text(namespace, "metadata", "name")).carryOut(objects, clock.instant()));
            return null;
        });
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listening.address();
    }

    public String url() {
        String host = address().getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address().getPort();
    }

    /** A kubeconfig for it. Of a guarded one the token stands in the address, since kubectl sends no other over plain HTTP. */
    public String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: devcluster
                  cluster:
                    server: %s
                contexts:
                - name: devcluster
                  context:
                    cluster: devcluster
                    user: devcluster
                    namespace: default
                users:
                - name: devcluster
                  user: {}
                current-context: devcluster
                """.formatted(gate.isGuarded() ? administratorUrl() : url());
    }

    /** The address with the token of an administrator in it, who may do everything in a guarded cluster too. */
    public String administratorUrl() {
        return url().replace("://", "://admin:" + gate.administratorToken() + "@");
    }

    /** Who is known here, their tokens, and what was seen of them. */
    public Gate gate() {
        return gate;
    }

    /** Uses the store, alone. The call must not wait for anything. */
    public <T> T call(Function<ApiStore, T> use) {
        lock.lock();
        try {
            return use.apply(store);
        } finally {
            lock.unlock();
        }
    }

    public Instant now() {
        return clock.instant();
    }

    /** What goes wrong with the calls that come over HTTP; at first nothing. */
    public Faults faults() {
        return faults;
    }

    /** Takes back every fault and lets go the calls that hang because of one. */
    public void clearFaults() {
        faults.clear();
        holds.release();
    }

    /** The cluster's clock, for setting it wrong. */
    public SteppedClock clock() {
        return clock;
    }

    /** As if the server's process had died: connections break, new ones are refused. The store stays. */
    public void goAway() {
        listening.leave();
        holds.release();
        streams.closeAll();
    }

    /** Ends {@link #goAway}; it listens where it did. */
    public void comeBack() {
        try {
            listening.comeBack();
        } catch (IOException taken) {
            throw new UncheckedIOException("cannot listen on " + address() + " again", taken);
        }
    }

    /** Goes away at once, and comes back by itself. */
    public void goAwayFor(Duration time) {
        ticks.execute(this::goAway);
        ticks.schedule(this::comeBack, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends every watch and stops listening. */
    @Override
    public void close() {
        ticks.shutdownNow();
        holds.release();
        streams.closeAll();
        // a second for the answers on their way: a watch ends as a whole response, not as a broken one
        listening.close();
        threads.shutdownNow();
    }
}
