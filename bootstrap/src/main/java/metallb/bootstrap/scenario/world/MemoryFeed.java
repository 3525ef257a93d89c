package metallb.bootstrap.scenario.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Watch;
import metallb.adapters.support.apistore.WatchEvent;
import metallb.adapters.support.apistore.WatchRequest;
import metallb.adapters.support.objects.Decoding;
import metallb.adapters.support.objects.ObjectDecoder;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;
import metallb.ports.cluster.ClusterFeed;
import tools.jackson.databind.node.ObjectNode;

/** Lists and watches the store; what it says arrives after the latency of the API. */
final class MemoryFeed implements ClusterFeed {
    private final ApiStore store;
    private final Agenda agenda;
    private final ObjectDecoder decoder;
    private final Listener listener;
    private final Set<Kind> kinds;
    private final List<Watch> watches = new ArrayList<>();
    /** Counts outages: what was on its way before one never arrives. */
    private int outages;
    private boolean closed;

    private MemoryFeed(ApiStore store, Agenda agenda, ObjectDecoder decoder, Set<Kind> kinds, Listener listener) {
        this.store = store;
        this.agenda = agenda;
        this.decoder = decoder;
        this.kinds = kinds;
        this.listener = listener;
    }

    /** Starts at once; each ConfigMap is watched by its name alone, Secrets in its namespace. */
    static MemoryFeed open(ApiStore store, Agenda agenda, ObjectDecoder decoder, Set<Kind> kinds, Listener listener) {
        MemoryFeed feed = new MemoryFeed(store, agenda, decoder, kinds, listener);
        feed.listAndWatchAll();
        return feed;
    }

    /** Every watch breaks, and what is on its way is lost; after that time it lists and watches again. */
    void outage(Duration duration) {
        watches.forEach(Watch::close);
        watches.clear();
        outages++;
        int during = outages;
        agenda.after(duration, () -> {
            if (!closed && outages == during) {
                listAndWatchAll();
            }
        });
    }

    /** What was planned tells nothing once it is closed. */
    @Override
    public void awaitEnd() {}

    @Override
    public void close() {
        closed = true;
        watches.forEach(Watch::close);
    }

    private void listAndWatchAll() {
        kinds.forEach(this::listAndWatch);
    }

    private void listAndWatch(Kind kind) {
        Optional<ObjectKey> only = only(kind);
        Resource resource = resource(kind);
        String namespace = kind == Kind.SECRET ? Cluster.CONFIG.namespace()
                : only.map(ObjectKey::namespace).orElse("");
        List<ObjectNode> objects = store.list(resource, namespace).stream()
                .filter(json -> isWanted(only, json)).toList();
        later(() -> list(kind, objects));
        WatchRequest request = WatchRequest.of(resource, namespace).after(store.resourceVersion());
        watches.add(store.watch(request, event -> {
            if (isWanted(only, event.object())) {
                later(() -> changed(kind, event));
            }
        }));
    }

    private void list(Kind kind, List<ObjectNode> objects) {
        Map<ObjectKey, Uid> all = new LinkedHashMap<>();
        for (ObjectNode json : objects) {
            decode(kind, json).ifPresent(object -> {
                all.put(object.key(), object.uid());
                listener.observed(object);
            });
        }
        listener.listed(kind, all);
    }

    private void changed(Kind kind, WatchEvent event) {
        switch (event.type()) {
            case ADDED, MODIFIED -> decode(kind, event.object()).ifPresent(listener::observed);
            case DELETED -> decode(kind, event.object())
                    .ifPresent(object -> listener.vanished(kind, object.key(), object.uid()));
            case BOOKMARK, ERROR -> throw new IllegalStateException("a watch from right now on said " + event);
        }
    }

    private Optional<ClusterObject> decode(Kind kind, ObjectNode json) {
        return switch (decoder.decode(kind, json)) {
            case Decoding.Decoded(ClusterObject object) -> Optional.of(object);
            case Decoding.Unusable(String why, var _) -> {
                listener.disturbed(kind, why);
                yield Optional.empty();
            }
        };
    }

    private void later(Runnable deed) {
        int before = outages;
        agenda.afterLatency(() -> {
            if (!closed && outages == before) {
                deed.run();
            }
        });
    }

    private static boolean isWanted(Optional<ObjectKey> only, ObjectNode json) {
        return only.map(ObjectKey::name).filter(name -> !name.equals(json.at("/metadata/name").asString())).isEmpty();
    }

    private static Optional<ObjectKey> only(Kind kind) {
        return switch (kind) {
            case SERVICE, ENDPOINT_SLICE, NODE, SECRET -> Optional.empty();
            case CONFIG -> Optional.of(Cluster.CONFIG);
            case ACCEPTED_CONFIG -> Optional.of(Cluster.ACCEPTED_CONFIG);
        };
    }

    static Resource resource(Kind kind) {
        return switch (kind) {
            case SERVICE -> Resources.SERVICES;
            case ENDPOINT_SLICE -> Resources.ENDPOINT_SLICES;
            case NODE -> Resources.NODES;
            case CONFIG, ACCEPTED_CONFIG -> Resources.CONFIG_MAPS;
            case SECRET -> Resources.SECRETS;
        };
    }
}
