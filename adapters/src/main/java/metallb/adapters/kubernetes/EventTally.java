package metallb.adapters.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import metallb.domain.core.MetricFamily;
import metallb.domain.core.MetricFamily.Sample;
import metallb.domain.core.MetricFamily.Type;

/** What became of events, counted by the thread that sends them, and shown as metrics. */
final class EventTally {
    /** What may become of an event. */
    enum Fate {
        /** Written as a new one. */
        CREATED,
        /** Written as a series: it happened again. */
        REPEATED,
        /** Not written: the API had it, from an earlier process or from an attempt without an answer. */
        KNOWN,
        /** Not taken by the API, or not answered in a minute. */
        REFUSED,
        /** Found no room in the backlog, or had to give it away. */
        DROPPED,
        /** Not sent, since the term is over in which it was told. */
        ENDED
    }

    private final AtomicLongArray counts = new AtomicLongArray(Fate.values().length);

    void count(Fate fate) {
        count(fate, 1);
    }

    void count(Fate fate, int events) {
        counts.addAndGet(fate.ordinal(), events);
    }

    /**
     * Families in the order that they are to be shown.
     *
     * @param waiting how many events wait to be sent
     */
    List<MetricFamily> families(int waiting) {
        List<Sample> samples = new ArrayList<>();
        for (Fate fate : Fate.values()) {
            samples.add(new Sample(new LinkedHashMap<>(Map.of("outcome", fate.name().toLowerCase(Locale.ROOT))),
                    counts.get(fate.ordinal())));
        }
        return List.of(
                new MetricFamily("metallb_k8s_client_events_total",
                        "Events for the Kubernetes API, by what became of them.", Type.COUNTER, samples),
                MetricFamily.single("metallb_k8s_client_events_waiting",
                        "Events that wait to be sent to the Kubernetes API.", Type.GAUGE, waiting));
    }
}
