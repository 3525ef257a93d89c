package metallb.domain.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.core.MetricFamily.Sample;
import metallb.domain.core.MetricFamily.Type;
import metallb.domain.pool.PoolUse;

/** What the controller says to questions; changes nothing. */
final class ControllerAnswers {
    /** Rows of one page at most, whatever was asked for. */
    private static final int LONGEST_PAGE = 1_000;

    private final ClusterWatch watch;
    private final ControllerConfig config;
    private final Assignments assignments;

    ControllerAnswers(ClusterWatch watch, ControllerConfig config, Assignments assignments) {
        this.watch = watch;
        this.config = config;
        this.assignments = assignments;
    }

    /** Ready once everything is listed, unless this version refuses the text that was accepted. */
    Answer.Health health() {
        List<String> reasons = new ArrayList<>(watch.missingLists());
        config.refusedCopy().ifPresent(reasons::add);
        return new Answer.Health(reasons.isEmpty(), reasons);
    }

    Answer.Metrics metrics(long errors) {
        return new Answer.Metrics(List.of(
                perPool("metallb_allocator_addresses_total", "Number of usable IP addresses, per pool",
                        use -> use.capacity().doubleValue()),
                perPool("metallb_allocator_addresses_in_use_total", "Number of IP addresses in use, per pool",
                        PoolUse::inUse),
                OutcomeMetric.of("metallb_controller_services", "Services, by what became of them.",
                        assignments.holdings().values().stream().map(holding -> holding.outcome.word())),
                MetricFamily.single("metallb_controller_duplicate_addresses_total",
                        "Number of statuses that came to show an address of another service, and were put right.",
                        Type.COUNTER, assignments.duplicates()),
                MetricFamily.single("metallb_k8s_client_updates_total",
                        "Number of k8s object updates that have been processed.", Type.COUNTER, watch.updates()),
                MetricFamily.single("metallb_k8s_client_update_errors_total",
                        "Number of k8s object updates that failed for some reason.", Type.COUNTER, errors),
                MetricFamily.single("metallb_k8s_client_config_loaded_bool",
                        "1 if the MetalLB configuration was successfully loaded at least once.", Type.GAUGE,
                        config.isLoaded() ? 1 : 0),
                MetricFamily.single("metallb_k8s_client_config_stale_bool",
                        "1 if running on a stale configuration, because the latest config failed to load.", Type.GAUGE,
                        config.isStale() ? 1 : 0)));
    }

    /** In order of the keys. */
    Answer.Services services(Query.Services query) {
        int limit = Math.clamp(query.limit(), 0, LONGEST_PAGE);
        Map<ObjectKey, Holding> rest = query.after().map(key -> assignments.holdings().tailMap(key, false))
                .orElse(assignments.holdings());
        List<Answer.ServiceRow> rows = rest.values().stream().limit(limit)
                .map(this::row).toList();
        boolean more = rest.values().stream().skip(limit).findFirst().isPresent();
        return new Answer.Services(rows, more);
    }

    /** What stands in the way of a refused configuration says so: an event names only as many as it has room for. */
    private Answer.ServiceRow row(Holding holding) {
        Answer.ServiceRow row = holding.row();
        return assignments.orphans().lossOf(holding.key()).map(loss -> new Answer.ServiceRow(row.service(),
                row.addresses(), row.outcome(), row.text() + "; configuration rejected: " + loss)).orElse(row);
    }

    private MetricFamily perPool(String name, String help, ToDoubleFunction<PoolUse> value) {
        List<Sample> samples = new ArrayList<>();
        for (PoolUse use : assignments.poolUse()) {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("pool", use.pool());
            samples.add(new Sample(labels, value.applyAsDouble(use)));
        }
        return new MetricFamily(name, help, Type.GAUGE, samples);
    }
}
