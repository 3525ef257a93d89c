package metallb.adapters.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.PatchType;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.domain.cluster.ObjectKey;
import tools.jackson.databind.node.ObjectNode;

/** An embedded cluster with services in it, that ways lead into as a user's kubeconfig would say. */
final class Embedded implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    /** A watch is short here, so that all of its ends come up in a test. */
    static final Timings QUICK = new Timings(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(3),
            Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofMillis(5),
            Duration.ofMillis(50));

    private final Path directory;
    private DevCluster cluster;

    Embedded(Path directory, ApiStore store) {
        this.directory = directory;
        this.cluster = start(0, store);
    }

    private static DevCluster start(int port, ApiStore store) {
        return DevCluster.start(InetAddress.getLoopbackAddress(), port, store, InstantSource.fixed(NOW));
    }

    DevCluster cluster() {
        return cluster;
    }

    /** Ends the server in order, and begins another one with this store on its port. */
    void replace(ApiStore store) {
        int port = cluster.address().getPort();
        cluster.close();
        cluster = start(port, store);
    }

    ClusterAccess access() throws IOException {
        return access(QUICK);
    }

    ClusterAccess access(Timings timings) throws IOException {
        Path file = Files.writeString(directory.resolve("kubeconfig"), cluster.kubeconfig());
        AccessSearch search = new AccessSearch(Optional.of(file), Map.of(), directory, "metallb-test/0", timings);
        return ((AccessSearch.Finding.Found) search.find()).access();
    }

    // ---- what users do

    static ObjectKey key(String name) {
        return new ObjectKey("default", name);
    }

    static Target service(String name) {
        return Target.object(Resources.SERVICES, "default", name);
    }

    /** The service as it is stored. */
    ObjectNode create(String name) {
        String body = "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{\"type\":\"LoadBalancer\","
                + "\"allocateLoadBalancerNodePorts\":false,\"ports\":[{\"port\":80}]}}";
        return cluster.call(store -> store.create(Resources.SERVICES, "default", body, WriteOptions.by("kubectl"), NOW)
                .orThrow());
    }

    ObjectNode label(String name, String value) {
        String patch = "{\"metadata\":{\"labels\":{\"l\":\"" + value + "\"}}}";
        return cluster.call(store -> store.patch(service(name), PatchType.MERGE, patch, WriteOptions.by("kubectl"), NOW)
                .orThrow());
    }

    void delete(String name) {
        cluster.call(store -> store.delete(service(name), NOW));
    }

    static String uid(ObjectNode stored) {
        return stored.path("metadata").path("uid").stringValue();
    }

    static String version(ObjectNode stored) {
        return stored.path("metadata").path("resourceVersion").stringValue();
    }

    /** How a feed tells of it. */
    static String observed(String name, ObjectNode stored) {
        return "observed SERVICE " + key(name) + " " + uid(stored) + " " + version(stored);
    }

    @Override
    public void close() {
        cluster.goAway();
        cluster.close();
    }
}
