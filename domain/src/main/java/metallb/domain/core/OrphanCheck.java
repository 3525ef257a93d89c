package metallb.domain.core;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigText;
import metallb.domain.net.IpAddress;
import metallb.domain.pool.AddressOwners;

/**
 * Whether a configuration may come into force without taking away an address that a service uses. The services are
 * looked at in slices, and whoever gets or loses an address meanwhile at once, so the verdict is never older than what
 * is held; it stays true as long as the configuration waits.
 */
final class OrphanCheck {
    private final NavigableMap<ObjectKey, Holding> holdings;
    private final Function<Holding, List<IpAddress>> inUse;
    private final Consumer<ControllerEffect> out;
    private Optional<Candidate> candidate = Optional.empty();
    private boolean news;

    /** @param inUse the addresses of a service that must belong to a pool */
    OrphanCheck(NavigableMap<ObjectKey, Holding> holdings, Function<Holding, List<IpAddress>> inUse,
            Consumer<ControllerEffect> out) {
        this.holdings = holdings;
        this.inUse = inUse;
        this.out = out;
    }

    /** What is known of the configuration that is judged. */
    sealed interface Verdict {
        /** Not all services were looked at yet. */
        record Open() implements Verdict {}

        /** Nobody loses an address by it. */
        record Harmless() implements Verdict {}

        /** @param text who loses which; as many as an Event's note takes, the rest counted */
        record Orphaned(String text) implements Verdict {}
    }

    /** Judges that configuration from now on, in place of another. */
    void judge(ConfigText text, Config config) {
        if (candidate.filter(present -> present.text.equals(text)).isEmpty()) {
            candidate = Optional.of(new Candidate(text, new AddressOwners(config)));
            news = false;
        }
    }

    /** No configuration waits. */
    void end() {
        candidate = Optional.empty();
        news = false;
    }

    /** Other pools are in force, and with them other addresses in use: all services are looked at again. */
    void restart() {
        candidate = candidate.map(present -> new Candidate(present.text, present.owners));
    }

    Verdict verdict() {
        Candidate judged = candidate.orElseThrow();
        if (!judged.complete) {
            return new Verdict.Open();
        }
        return judged.orphans.isEmpty() ? new Verdict.Harmless() : new Verdict.Orphaned(judged.text());
    }

    /** What the service loses by the configuration that is judged, as far as is known; empty where nothing. */
    Optional<String> lossOf(ObjectKey service) {
        return candidate.map(judged -> judged.orphans.get(service)).map(lost -> sentence(service, lost));
    }

    /** Whether the verdict has become a better one, or a worse one than none, since it was last asked for. */
    boolean hasNews() {
        return news;
    }

    /** Whether it was found that nobody loses an address, and nobody asked for that verdict yet. */
    boolean isNewlyHarmless() {
        return news && verdict() instanceof Verdict.Harmless;
    }

    /** The verdict is being asked for. */
    void heard() {
        news = false;
    }

    /** Whether services are left to be looked at. */
    boolean hasWork() {
        return candidate.filter(judged -> !judged.complete).isPresent();
    }

    /** Looks at the next service. */
    void step() {
        Candidate judged = candidate.orElseThrow();
        Map.Entry<ObjectKey, Holding> next =
                judged.last.isEmpty() ? holdings.firstEntry() : holdings.higherEntry(judged.last.get());
        if (next == null) {
            judged.complete = true;
            news = true;
        } else {
            judged.last = Optional.of(next.getKey());
            look(next.getKey());
        }
    }

    /** Looks at a service that may have got an address or lost one. */
    void look(ObjectKey service) {
        candidate.ifPresent(judged -> {
            Holding holding = holdings.get(service);
            List<IpAddress> used = holding == null ? List.of() : inUse.apply(holding);
            record(judged, service, used.stream().filter(address -> judged.owners.ownerOf(address).isEmpty()).toList());
        });
    }

    private void record(Candidate judged, ObjectKey service, List<IpAddress> lost) {
        List<IpAddress> before = judged.orphans.getOrDefault(service, List.of());
        boolean wasHarmless = judged.orphans.isEmpty();
        if (lost.equals(before)) {
            return;
        }
        if (lost.isEmpty()) {
            judged.orphans.remove(service);
        } else {
            judged.orphans.put(service, lost);
            out.accept(Report.warning(service.toString(), "InvalidConfig", sentence(service, lost)));
        }
        news |= judged.complete && (wasHarmless || lost.size() < before.size());
    }

    /** {@code service "default/web" cannot own "192.168.10.0" under new config}. */
    private static String sentence(ObjectKey service, List<IpAddress> addresses) {
        StringBuilder quoted = new StringBuilder();
        addresses.forEach(address -> quoted.append(quoted.isEmpty() ? "\"" : ", \"").append(address).append('"'));
        return "service \"" + service + "\" cannot own " + quoted + " under new config";
    }

    /** A configuration that waits, and who would lose what by it. */
    private static final class Candidate {
        private final ConfigText text;
        private final AddressOwners owners;
        private final TreeMap<ObjectKey, List<IpAddress>> orphans = new TreeMap<>();
        private Optional<ObjectKey> last = Optional.empty();
        private boolean complete;

        private Candidate(ConfigText text, AddressOwners owners) {
            this.text = text;
            this.owners = owners;
        }

        private String text() {
            return Note.of("configuration rejected: new config not compatible with assigned IPs: ", orphans.entrySet().stream()
                    .map(entry -> sentence(entry.getKey(), entry.getValue()))::iterator, orphans.size());
        }
    }
}
