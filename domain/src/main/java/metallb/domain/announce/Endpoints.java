package metallb.domain.announce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import metallb.domain.cluster.Endpoint;
import metallb.domain.cluster.EndpointSlice;
import metallb.domain.cluster.ObjectKey;

/**
 * The endpoints of every service, merged over all its slices. Keeps counts only, a few numbers a slice; a slice that
 * changes costs its own length and touches only its service.
 *
 * <p>An endpoint that is ready can serve. One that terminates but still serves can serve only while the service has no
 * ready endpoint on any node, so that traffic moves to a ready one wherever it is. An endpoint that several slices
 * name, as happens while it moves between them, can serve where one of them says so (Kubernetes API, EndpointSlices).
 */
public final class Endpoints {
    private final String nodeName;
    private final TreeMap<ObjectKey, Slice> slices = new TreeMap<>();
    private final TreeMap<ObjectKey, Counts> services = new TreeMap<>();

    /** @param nodeName the node that counts as here */
    public Endpoints(String nodeName) {
        this.nodeName = nodeName;
    }

    public Availability of(ObjectKey service) {
        return services.getOrDefault(service, Counts.ZERO).availability();
    }

    /** Takes the newest state of a slice; the services whose availability it changed. */
    public List<ObjectKey> put(EndpointSlice slice) {
        return replace(slice.key(), slice.service().map(service -> new Slice(service, count(slice.endpoints()))));
    }

    /** Forgets a slice; the service whose availability that changed, if any. */
    public List<ObjectKey> remove(ObjectKey slice) {
        return replace(slice, Optional.empty());
    }

    private List<ObjectKey> replace(ObjectKey key, Optional<Slice> next) {
        List<ObjectKey> changed = new ArrayList<>(2);
        Slice last = slices.remove(key);
        next.ifPresent(slice -> slices.put(key, slice));
        if (last != null && next.isPresent() && last.service().equals(next.get().service())) {
            add(last.service(), next.get().counts().minus(last.counts()), changed);
            return changed;
        }
        if (last != null) {
            add(last.service(), Counts.ZERO.minus(last.counts()), changed);
        }
        next.ifPresent(slice -> add(slice.service(), slice.counts(), changed));
        return changed;
    }

    private void add(ObjectKey service, Counts difference, List<ObjectKey> changed) {
        Counts before = services.getOrDefault(service, Counts.ZERO);
        Counts after = before.plus(difference);
        if (after.equals(Counts.ZERO)) {
            services.remove(service);
        } else {
            services.put(service, after);
        }
        if (!before.availability().equals(after.availability())) {
            changed.add(service);
        }
    }

    private Counts count(List<Endpoint> endpoints) {
        int ready = 0;
        int readyHere = 0;
        int ending = 0;
        int endingHere = 0;
        for (Endpoint endpoint : endpoints) {
            int here = endpoint.nodeName().filter(nodeName::equals).isPresent() ? 1 : 0;
            // Ready is asked first: publishNotReadyAddresses makes even terminating endpoints ready.
            if (endpoint.ready()) {
                ready++;
                readyHere += here;
            } else if (endpoint.serving() && endpoint.terminating()) {
                ending++;
                endingHere += here;
            }
        }
        return new Counts(ready, readyHere, ending, endingHere);
    }

    private record Slice(ObjectKey service, Counts counts) {}

    /** How many endpoints are ready, and how many serve while they terminate; of each, how many here. */
    private record Counts(int ready, int readyHere, int ending, int endingHere) {
        static final Counts ZERO = new Counts(0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(ready + other.ready, readyHere + other.readyHere, ending + other.ending,
                    endingHere + other.endingHere);
        }

        Counts minus(Counts other) {
            return new Counts(ready - other.ready, readyHere - other.readyHere, ending - other.ending,
                    endingHere - other.endingHere);
        }

        Availability availability() {
            return ready > 0 ? new Availability(true, readyHere > 0) : new Availability(ending > 0, endingHere > 0);
        }
    }
}
