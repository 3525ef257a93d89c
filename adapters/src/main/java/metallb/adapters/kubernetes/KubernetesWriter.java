package metallb.adapters.kubernetes;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import metallb.adapters.support.objects.EventEncoder;
import metallb.adapters.support.objects.ObjectDecoder;
import metallb.adapters.support.objects.PatchEncoder;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.core.MetricFamily;
import metallb.ports.cluster.ClusterWriter;
import metallb.ports.cluster.WritePermit;
import okhttp3.Call;
import okhttp3.Response;
import tools.jackson.databind.JsonNode;

/** Writes to the API, each on a virtual thread of its own; the core bounds how many are under way. */
public final class KubernetesWriter implements ClusterWriter, AutoCloseable {
    private final ClusterAccess access;
    private final Outcomes outcomes;
    /** Who writes, as managedFields show it. */
    private final Map<String, String> fieldManager;
    private final EventPublisher publisher;
    private final LongSupplier nanos;
    private volatile WritePermit permit = WritePermit.always();

    /**
     * @param reporter who reports events; its name is the field manager of writes too
     * @param clock the wall clock, for the times in events
     */
    public KubernetesWriter(ClusterAccess access, ObjectDecoder decoder, EventEncoder reporter,
            Supplier<Instant> clock) {
        this(access, decoder, reporter, clock, System::nanoTime);
    }

    KubernetesWriter(ClusterAccess access, ObjectDecoder decoder, EventEncoder reporter, Supplier<Instant> clock,
            LongSupplier nanos) {
        this.access = access;
        this.outcomes = new Outcomes(decoder);
        this.fieldManager = Map.of("fieldManager", reporter.reportingController());
        this.nanos = nanos;
        this.publisher = new EventPublisher(access, reporter, clock, nanos, this::check);
    }

    @Override
    public void permit(WritePermit newest) {
        permit = newest;
        publisher.dropOutdated();
    }

    @Override
    public void write(Write write, Consumer<WriteOutcome> told) {
        Thread.ofVirtual().name("write-" + write.id().key()).start(() -> told.accept(carryOut(write)));
    }

    @Override
    public void publish(KubernetesEvent event, long term) {
        publisher.publish(event, term);
    }

    /** What became of events, and how many wait. */
    public List<MetricFamily> metrics() {
        return publisher.metrics();
    }

    /** Sends no more events. Writes under way end with {@link ClusterAccess#close}. */
    @Override
    public void close() {
        publisher.close();
    }

    /** Whether what was decided in that term may leave now. */
    private void check(long term) throws LastCheck.TermOver {
        if (!permit.covers(term, nanos.getAsLong())) {
            throw new LastCheck.TermOver();
        }
    }

    private WriteOutcome carryOut(Write write) {
        long term = write.id().term();
        try (Response response = access.checked(call(write), () -> check(term)).execute()) {
            return outcomes.of(write, response.code(), Json.body(response), Refusal.retryAfter(response));
        } catch (LastCheck.TermOver over) {
            return new WriteOutcome.Unknown(write.id(), over.getMessage());
        } catch (IOException | RuntimeException e) {
            // the client throws unchecked too, where a token file is missing
            return new WriteOutcome.Unknown(write.id(), "no answer: " + Trouble.words(e));
        }
    }

    private Call call(Write write) throws IOException {
        String path = Paths.of(write.id().kind(), write.id().key());
        return switch (write) {
            case Write.Status status -> patch(path + "/status", PatchEncoder.status(status));
            case Write.Accept accept -> patch(path, PatchEncoder.accept(accept));
            case Write.Read _ -> access.get(path);
        };
    }

    private Call patch(String path, JsonNode body) throws IOException {
        return access.mergePatch(path, fieldManager, body);
    }
}
