package metallb.domain.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import metallb.domain.announce.Decision;
import metallb.domain.bgp.session.Counters;
import metallb.domain.bgp.session.NotificationCounts;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.config.PeerConfig;
import metallb.domain.net.IpAddress;

/** A speaker's metrics, under the names, labels and helps that MetalLB's dashboards and alerts know. */
final class SpeakerMetrics {
    private final String nodeName;
    private final ClusterWatch watch;
    private final SpeakerConfig config;
    private final SpeakerServices services;
    private final SpeakerSessions sessions;

    SpeakerMetrics(String nodeName, ClusterWatch watch, SpeakerConfig config, SpeakerServices services,
            SpeakerSessions sessions) {
        this.nodeName = nodeName;
        this.watch = watch;
        this.config = config;
        this.services = services;
        this.sessions = sessions;
    }

    Answer.Metrics answer() {
        return new Answer.Metrics(List.of(
                up(),
                perPeer("metallb_bgp_updates_total", "Number of BGP UPDATE messages sent", MetricFamily.Type.COUNTER,
                        session -> session.peer().counters().updatesSent()),
                perPeer("metallb_bgp_announced_prefixes_total",
                        "Number of prefixes currently being advertised on the BGP session", MetricFamily.Type.GAUGE,
                        session -> session.peer().counters().announced()),
                perPeer("metallb_bgp_pending_prefixes_total",
                        "Number of prefixes that should be advertised on the BGP session", MetricFamily.Type.GAUGE,
                        session -> session.config().families().stream().mapToInt(services.routes()::size).sum()),
                perPeer("metallb_bgp_received_prefixes_total",
                        "Number of prefixes announced by the router; none is kept", MetricFamily.Type.COUNTER,
                        session -> session.peer().counters().prefixesReceived()),
                perPeer("metallb_bgp_received_withdrawals_total", "Number of prefixes withdrawn by the router",
                        MetricFamily.Type.COUNTER, session -> session.peer().counters().prefixesWithdrawn()),
                malformedUpdates(),
                announced(),
                OutcomeMetric.of("metallb_speaker_services", "Services, by what this node makes of them.",
                        services.standings().values().stream().flatMap(standing -> standing.story().stream())
                                .map(chapter -> chapter.decision().word())),
                MetricFamily.single("metallb_k8s_client_updates_total",
                        "Number of k8s object updates that have been processed.", MetricFamily.Type.COUNTER,
                        watch.updates()),
                MetricFamily.single("metallb_k8s_client_update_errors_total",
                        "Number of k8s object updates that failed for some reason.", MetricFamily.Type.COUNTER,
                        config.refusals() + services.faults()),
                MetricFamily.single("metallb_k8s_client_config_loaded_bool",
                        "1 if the MetalLB configuration was successfully loaded at least once.",
                        MetricFamily.Type.GAUGE, config.inForce().isPresent() ? 1 : 0),
                MetricFamily.single("metallb_k8s_client_config_stale_bool",
                        "1 if running on a stale configuration, because the latest config failed to load.",
                        MetricFamily.Type.GAUGE, config.refused().isPresent() ? 1 : 0),
                resting(),
                notifications()));
    }

    /** A session that only the lack of a password keeps from being is down, which nobody chose. */
    private MetricFamily up() {
        MetricFamily running = perPeer("metallb_bgp_session_up", "BGP session state (1 is up, 0 is down)",
                MetricFamily.Type.GAUGE, session -> session.terms().isPresent() ? 1 : 0);
        List<MetricFamily.Sample> samples = new ArrayList<>(running.samples());
        sessions.resting().stream().filter(PeerSelection.Resting::lacksPassword)
                .map(resting -> labels(resting.peer())).distinct().filter(peer -> samples.stream().noneMatch(
                        sample -> sample.labels().equals(peer))).toList()
                .forEach(peer -> samples.add(new MetricFamily.Sample(peer, 0)));
        return new MetricFamily(running.name(), running.help(), running.type(), samples);
    }

    /**
     * What tells this peer's series from all others: MetalLB's {@code peer}, and {@code source} beside it where a
     * source address is configured, since several sessions with one router differ by that alone.
     */
    private static Map<String, String> labels(PeerConfig peer) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("peer", peer.remote().toString());
        peer.link().source().ifPresent(source -> labels.put("source", source.toString()));
        return labels;
    }

    private MetricFamily perPeer(String name, String help, MetricFamily.Type type,
            ToDoubleFunction<SpeakerSession> value) {
        List<MetricFamily.Sample> samples = new ArrayList<>();
        for (SpeakerSession session : sessions.running()) {
            samples.add(new MetricFamily.Sample(labels(session.config()), value.applyAsDouble(session)));
        }
        return new MetricFamily(name, help, type, samples);
    }

    /** The kinds in words: a number alone tells nobody what is wrong. */
    private MetricFamily notifications() {
        List<MetricFamily.Sample> samples = new ArrayList<>();
        for (SpeakerSession session : sessions.running()) {
            NotificationCounts counts = session.peer().notifications();
            counts.sent().forEach((kind, count) -> samples.add(sample(session, "sent", kind, count)));
            counts.received().forEach((kind, count) -> samples.add(sample(session, "received", kind, count)));
        }
        return new MetricFamily("metallb_bgp_notifications_total",
                "Number of BGP notification messages, by direction and by what they say", MetricFamily.Type.COUNTER, samples);
    }

    /** By what RFC 7606 makes of them; those that it makes nothing of end the session. */
    private MetricFamily malformedUpdates() {
        List<MetricFamily.Sample> samples = new ArrayList<>();
        for (SpeakerSession session : sessions.running()) {
            Counters counters = session.peer().counters();
            samples.add(malformed(session, "treatedAsWithdraw", counters.updatesTreatedAsWithdraw()));
            samples.add(malformed(session, "partlyDiscarded", counters.updatesPartlyDiscarded()));
        }
        return new MetricFamily("metallb_bgp_malformed_updates_total",
                "Number of malformed BGP UPDATE messages received that left the session up, by what was done with them",
                MetricFamily.Type.COUNTER, samples);
    }

    private static MetricFamily.Sample malformed(SpeakerSession session, String handling, long count) {
        Map<String, String> labels = labels(session.config());
        labels.put("handling", handling);
        return new MetricFamily.Sample(labels, count);
    }

    /** Who does not run here, and the reason in a word and in the sentence that log and views have. */
    private MetricFamily resting() {
        List<MetricFamily.Sample> samples = new ArrayList<>();
        for (PeerSelection.Resting resting : sessions.resting()) {
            Map<String, String> labels = labels(resting.peer());
            labels.put("reason", resting.why().word());
            labels.put("text", resting.text());
            samples.add(new MetricFamily.Sample(labels, 1));
        }
        return new MetricFamily("metallb_bgp_peer_resting", "Configured peers that do not run on this node, by why not",
                MetricFamily.Type.GAUGE, samples);
    }

    private static MetricFamily.Sample sample(SpeakerSession session, String direction, String kind, long count) {
        Map<String, String> labels = labels(session.config());
        labels.put("direction", direction);
        labels.put("notification", kind);
        return new MetricFamily.Sample(labels, count);
    }

    private MetricFamily announced() {
        List<Announced> announced = new ArrayList<>();
        services.standings().forEach((key, standing) -> standing.story().ifPresent(chapter -> {
            if (chapter.decision() instanceof Decision.Announce announce) {
                announce.addresses().forEach(address -> announced.add(new Announced(key, address)));
            }
        }));
        return MetricFamily.ofRows("metallb_speaker_announced", "Services being announced from this node. This is desired "
                + "state, it does not guarantee that the routing protocols have converged.", MetricFamily.Type.GAUGE,
                announced, row -> row.sample(nodeName));
    }

    /** A service's address that this node announces. */
    private record Announced(ObjectKey service, IpAddress address) {
        MetricFamily.Sample sample(String nodeName) {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("service", service.toString());
            labels.put("protocol", "bgp");
            labels.put("node", nodeName);
            labels.put("ip", address.toString());
            return new MetricFamily.Sample(labels, 1);
        }
    }
}
