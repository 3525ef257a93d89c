package metallb.acceptance.bench;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.WatchRequest;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;

/** What the embedded cluster's store has seen happen, and when, by {@link System#nanoTime}. */
final class Sightings {
    private final Map<String, Long> addressed = new ConcurrentHashMap<>();
    private volatile Lease lease = new Lease("", 0);

    /** @param holder whom the lease names; @param since when it did so for the first time; @param renewed last */
    private record Lease(String holder, long since, long renewed) {
        Lease(String holder, long now) {
            this(holder, now, now);
        }

        Lease renewedBy(String next, long now) {
            return next.equals(holder) ? new Lease(holder, since, now) : new Lease(next, now);
        }
    }

    Sightings(DevCluster cluster) {
        cluster.call(store -> store.watch(WatchRequest.of(Resources.SERVICES, "default"), event -> service(event.object())));
        cluster.call(store -> store.watch(WatchRequest.of(Resources.LEASES, Estate.SYSTEM), event -> lease =
                lease.renewedBy(Json.text(event.object(), "spec", "holderIdentity"), System.nanoTime())));
    }

    private void service(JsonNode service) {
        if (!Json.list(service, "status", "loadBalancer", "ingress").isEmpty()) {
            addressed.putIfAbsent(Json.text(service, "metadata", "name"), System.nanoTime());
        }
    }

    /** How many services have had an address. */
    int addressed() {
        return addressed.size();
    }

    /** When this one had its first. */
    OptionalLong addressed(String service) {
        Long at = addressed.get(service);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /** Since when the lease names this process; empty while it does not. */
    OptionalLong leading(String instance) {
        Lease now = lease;
        return now.holder.startsWith(instance + "_") ? OptionalLong.of(now.since) : OptionalLong.empty();
    }

    /** When whoever holds the lease wrote it last. */
    long renewed() {
        return lease.renewed;
    }
}
