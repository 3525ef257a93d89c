package metallb.ports.cluster;

import java.util.function.Consumer;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteOutcome;

/** Writes to the API. Every call returns at once. */
public interface ClusterWriter {
    /**
     * From now on only these writes may be begun. What is under way ends by itself; a write that may not leave is
     * Unknown to who asked for it, an event that may not is dropped and counted.
     */
    void permit(WritePermit permit);

    /** Carries a write out; {@code told} hears exactly one outcome with the write's id, on some other thread. */
    void write(Write write, Consumer<WriteOutcome> told);

    /**
     * Sends an event and forgets it: bounded, dropped where the API does not keep up, and where the term ends before.
     *
     * <p>In the first minutes of a term it may be told again what an earlier core has told already, in this process or in
     * another. Such events count as known where the API has them.
     *
     * @param term in which it is told; 0 for who contends with nobody
     */
    void publish(KubernetesEvent event, long term);
}
