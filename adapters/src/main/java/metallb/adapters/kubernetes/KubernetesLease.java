package metallb.adapters.kubernetes;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import metallb.adapters.support.objects.LeaseBodies;
import metallb.domain.cluster.Lease;
import metallb.domain.cluster.LeaseOutcome;
import metallb.domain.cluster.LeaseRequest;
import metallb.domain.cluster.ObjectKey;
import metallb.ports.cluster.Leases;
import okhttp3.Call;
import okhttp3.Response;

/**
 * Asks the API for the lease, over connections of its own and with a time-out of its own: a renewal must not wait behind
 * what hangs elsewhere.
 */
public final class KubernetesLease implements Leases, AutoCloseable {
    /** Of the 10 s that a leader acts on a renewal there is room for three calls that hang. */
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);

    private final ClusterAccess access;
    private final ObjectKey lease;
    private final Map<String, String> fieldManager;

    /**
     * @param component who writes, as managedFields show it
     * @param margin what lies between the end of a leader's term and the beginning of the next one's
     * @throws IllegalArgumentException where a call to the cluster may take so long that a write that a leader began at the
     *     very end of its term may land when the next one acts
     */
    public KubernetesLease(ClusterAccess access, ObjectKey lease, String component, Duration margin) {
        this(access, lease, component, margin, CALL_TIMEOUT);
    }

    KubernetesLease(ClusterAccess access, ObjectKey lease, String component, Duration margin, Duration timeout) {
        Duration call = access.timings().call();
        if (call.compareTo(margin) >= 0) {
            throw new IllegalArgumentException("a write may take " + call + ", and the next leader acts " + margin
                    + " after the last one's term: wanted less");
        }
        this.access = access.apart(timeout);
        this.lease = lease;
        this.fieldManager = Map.of("fieldManager", component);
    }

    @Override
    public void ask(LeaseRequest request, Consumer<LeaseOutcome> told) {
        Thread.ofVirtual().name("lease-" + request.number()).start(() -> told.accept(carryOut(request)));
    }

    @Override
    public void close() {
        access.close();
    }

    private LeaseOutcome carryOut(LeaseRequest request) {
        try (Response response = call(request).execute()) {
            return outcome(request, response.code(), Json.body(response));
        } catch (IOException | RuntimeException e) {
            // the client throws unchecked too, where a token file is missing
            return new LeaseOutcome.Failed(request.number(), "no answer: " + Trouble.words(e));
        }
    }

    private Call call(LeaseRequest request) throws IOException {
        String all = Paths.leases(lease.namespace());
        return switch (request) {
            case LeaseRequest.Read _ -> access.get(all + "/" + lease.name());
            case LeaseRequest.Create create -> access.post(all, fieldManager, LeaseBodies.create(lease, create));
            case LeaseRequest.Replace replace ->
                    access.mergePatch(all + "/" + lease.name(), fieldManager, LeaseBodies.replace(replace));
        };
    }

    private static LeaseOutcome outcome(LeaseRequest request, int status, String body) {
        long number = request.number();
        return switch (status) {
            case 200, 201 -> {
                Optional<Lease> found = Json.tree(body).flatMap(LeaseBodies::decode);
                yield found.<LeaseOutcome>map(lease -> new LeaseOutcome.Found(number, lease))
                        .orElseGet(() -> new LeaseOutcome.Failed(number, "the answer is no Lease"));
            }
            case 404 -> new LeaseOutcome.Absent(number);
            case 409 -> new LeaseOutcome.Conflict(number);
            default -> new LeaseOutcome.Failed(number, "HTTP " + status + ": " + Json.message(status, body));
        };
    }
}
