package metallb.acceptance.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.time.Instant;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.core.ApiWrite;
import metallb.domain.core.ClusterEvent;
import metallb.domain.core.ControllerCore;
import metallb.domain.core.ControllerEffect;
import metallb.domain.core.ControllerEvent;
import metallb.domain.core.ControllerSettings;
import metallb.domain.core.Written;
import metallb.domain.net.Now;

/** A controller's core whose writes are all carried out at once. */
final class ControllerRun {
    /** Far more than any run takes: a core that has work left then makes no progress. */
    private static final int MOST_TURNS = 100_000;
    private static final Now NOW = new Now(0, Instant.EPOCH);
    private static final ControllerSettings SETTINGS =
            new ControllerSettings("metallb-system", "config", Optional.empty(), 1);

    private final ControllerCore core = new ControllerCore(SETTINGS, 0);
    private final Deque<ControllerEvent> inbox = new ArrayDeque<>();
    private long version = 1_000_000;
    private int assigned;

    /** So many services without an address; those that begin with none are listed. */
    void begin(int services) {
        inbox.addAll(Objects.list(Kind.CONFIG, List.of(Objects.config(Kind.CONFIG, SETTINGS.config(), 1))));
        inbox.addAll(Objects.list(Kind.ACCEPTED_CONFIG, List.of(Objects.emptyConfig(Kind.ACCEPTED_CONFIG, SETTINGS.acceptedConfig()))));
        inbox.addAll(Objects.list(Kind.SERVICE, IntStream.range(0, services)
                .<ClusterObject>mapToObj(i -> Objects.service(i, 1, List.of())).toList()));
    }

    void add(int service) {
        inbox.add(new ClusterEvent.Observed(Objects.service(service, ++version, List.of())));
    }

    void remove(int service) {
        ObjectKey key = Objects.name(service);
        inbox.add(new ClusterEvent.Vanished(Kind.SERVICE, key, new Uid("uid-" + key)));
    }

    /** Until there is nothing left to do; how many addresses were written so far. */
    int settle() {
        boolean more = true;
        for (int turns = 0; more; turns++) {
            assertTrue(turns < MOST_TURNS, "the core has work left after " + turns + " turns");
            for (int i = 0; i < 256 && !inbox.isEmpty(); i++) {
                core.on(NOW, inbox.remove());
            }
            for (ControllerEffect effect : core.drain(NOW)) {
                if (effect instanceof ApiWrite(Write write)) {
                    inbox.add(new Written(carryOut(write)));
                }
            }
            more = !inbox.isEmpty() || core.nextDeadline().isPresent() && core.nextDeadline().getAsLong() <= NOW.nanos();
        }
        return assigned;
    }

    private WriteOutcome carryOut(Write write) {
        version++;
        return new WriteOutcome.Done(write.id(), switch (write) {
            case Write.Status status -> {
                assigned++;
                int number = Integer.parseInt(write.id().key().name().substring("service-".length()));
                yield Objects.service(number, version, status.ingress().stream().map(Object::toString).toList());
            }
            case Write.Accept _ -> Objects.config(Kind.ACCEPTED_CONFIG, SETTINGS.acceptedConfig(), version);
            case Write.Read _ -> throw new IllegalStateException("nothing was in conflict");
        });
    }
}
