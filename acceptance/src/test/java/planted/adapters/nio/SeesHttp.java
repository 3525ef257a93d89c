package planted.adapters.nio;

/** Breaks: adapters do not depend on each other; the client, Prometheus, Logback and foreign memory in their places. */
public class SeesHttp {
    planted.adapters.http.SeesBootstrap other;
    io.kubernetes.client.openapi.ApiClient client;
    io.prometheus.metrics.model.snapshots.Labels labels;
    ch.qos.logback.classic.Logger logger;
    java.lang.foreign.Arena arena;
}
