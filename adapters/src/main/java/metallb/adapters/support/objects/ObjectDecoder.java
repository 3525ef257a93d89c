package metallb.adapters.support.objects;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.ConfigSource;
import metallb.domain.cluster.Endpoint;
import metallb.domain.cluster.EndpointSlice;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.cluster.PasswordSecret;
import metallb.domain.net.Bytes;
import metallb.ports.config.TextReader;
import tools.jackson.databind.JsonNode;

/**
 * Decodes objects as the API server sends them, in lists, watches and answers alike; items of a list need neither
 * {@code kind} nor {@code apiVersion}. Fields that are absent, null or of a wrong type have the API's default, fields
 * that we do not know are passed over. Never throws.
 */
public final class ObjectDecoder {
    /** The data key of a ConfigMap that the configuration stands under. */
    public static final String DATA_KEY = "config";

    private static final String SERVICE_NAME_LABEL = "kubernetes.io/service-name";
    private static final String OUT_OF_SERVICE_TAINT = "node.kubernetes.io/out-of-service";

    private final TextReader reader;

    /**
     * @param reader reads the texts of ConfigMaps, their source named {@code namespace/name}
     */
    public ObjectDecoder(TextReader reader) {
        this.reader = Objects.requireNonNull(reader, "reader");
    }

    /** Decodes an object of which the caller knows the kind, since it asked for it. */
    public Decoding decode(Kind kind, JsonNode json) {
        Optional<String> missing = MetaDecoder.missing(kind, json);
        if (missing.isPresent()) {
            return new Decoding.Unusable(missing.get(), MetaDecoder.which(kind, json));
        }
        return new Decoding.Decoded(decode(kind, MetaDecoder.decode(kind, json), json));
    }

    private ClusterObject decode(Kind kind, ObjectMeta meta, JsonNode json) {
        return switch (kind) {
            case SERVICE -> ServiceDecoder.decode(meta, json);
            case ENDPOINT_SLICE -> endpointSlice(meta, json);
            case NODE -> node(meta, json);
            case CONFIG, ACCEPTED_CONFIG -> configSource(kind, meta, json);
            case SECRET -> passwordSecret(meta, json);
        };
    }

    private static EndpointSlice endpointSlice(ObjectMeta meta, JsonNode json) {
        Optional<ObjectKey> service = Fields.text(json, "metadata", "labels", SERVICE_NAME_LABEL)
                .map(name -> new ObjectKey(meta.key().namespace(), name));
        List<Endpoint> endpoints = new ArrayList<>();
        for (JsonNode item : Fields.items(json, "endpoints")) {
            Fields.texts(item, "addresses").stream().findFirst()
                    .ifPresent(address -> endpoints.add(endpoint(address, item)));
        }
        return new EndpointSlice(meta, service, endpoints);
    }

    /** Absent conditions: ready means yes, serving means as ready, terminating means no (discovery.k8s.io/v1). */
    private static Endpoint endpoint(String address, JsonNode item) {
        boolean ready = Fields.bool(item, "conditions", "ready").orElse(true);
        return new Endpoint(address,
                Fields.text(item, "nodeName"),
                ready,
                Fields.bool(item, "conditions", "serving").orElse(ready),
                Fields.bool(item, "conditions", "terminating").orElse(false));
    }

    private static Node node(ObjectMeta meta, JsonNode json) {
        boolean outOfService = Fields.items(json, "spec", "taints").stream()
                .anyMatch(taint -> Fields.text(taint, "key").equals(Optional.of(OUT_OF_SERVICE_TAINT)));
        return new Node(meta,
                isTrue(json, "Ready"),
                isTrue(json, "NetworkUnavailable"),
                Fields.bool(json, "spec", "unschedulable").orElse(false),
                outOfService);
    }

    private static boolean isTrue(JsonNode node, String condition) {
        return Fields.items(node, "status", "conditions").stream()
                .filter(item -> Fields.text(item, "type").equals(Optional.of(condition)))
                .anyMatch(item -> Fields.text(item, "status").equals(Optional.of("True")));
    }

    /** Nothing but a password is taken out of it. */
    private static PasswordSecret passwordSecret(ObjectMeta meta, JsonNode json) {
        JsonNode password = json.path("data").path(PasswordSecret.KEY);
        return new PasswordSecret(meta, PasswordSecret.Content.of(Fields.text(json, "type").orElse(""),
                password.isString() ? decoded(password.stringValue()) : Optional.empty()));
    }

    /** What a server never sends counts as absent. */
    private static Optional<Bytes> decoded(String base64) {
        try {
            return Optional.of(Bytes.copyOf(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private ConfigSource configSource(Kind kind, ObjectMeta meta, JsonNode json) {
        return new ConfigSource(meta, kind,
                Fields.text(json, "data", DATA_KEY).map(text -> reader.read(meta.key().toString(), text)));
    }
}
