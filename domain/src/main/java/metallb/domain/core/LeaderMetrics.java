package metallb.domain.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import metallb.domain.core.MetricFamily.Sample;
import metallb.domain.core.MetricFamily.Type;

/** Who leads, as metrics: under MetalLB's name, and by name. */
final class LeaderMetrics {
    private LeaderMetrics() {}

    /**
     * @param isLeading whether this process leads
     * @param holder who leads, as far as this process knows
     * @param terms in how many it led so far
     */
    static List<MetricFamily> of(boolean isLeading, Optional<String> holder, long terms) {
        List<MetricFamily> families = new ArrayList<>();
        families.add(MetricFamily.single("metallb_k8s_client_leadership_bool",
                "1 if leader, 0 if not, -1 if never been a leader.", Type.GAUGE, isLeading ? 1 : terms > 0 ? 0 : -1));
        families.add(MetricFamily.single("metallb_controller_terms_total",
                "Number of terms in which this process led.", Type.COUNTER, terms));
        holder.ifPresent(who -> families.add(new MetricFamily("metallb_controller_leader_info",
                "1 for the controller that holds the lease, as this process saw it last.", Type.GAUGE,
                List.of(new Sample(Collections.singletonMap("holder", who), 1)))));
        return families;
    }
}
