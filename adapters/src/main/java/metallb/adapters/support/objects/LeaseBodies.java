package metallb.adapters.support.objects;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import metallb.domain.cluster.Lease;
import metallb.domain.cluster.LeaseRequest;
import metallb.domain.cluster.LeaseSpec;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A Lease (coordination.k8s.io/v1) as the API has it, and back. */
public final class LeaseBodies {
    /** MicroTime takes six decimals, no more and no less. */
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private LeaseBodies() {}

    /** What an object says as a Lease; a field that is missing, null or no such thing is empty. */
    public static Optional<Lease> decode(JsonNode object) {
        JsonNode spec = object.path("spec");
        return Fields.text(object, "metadata", "resourceVersion").map(version -> new Lease(new ResourceVersion(version),
                new LeaseSpec(Fields.text(spec, "holderIdentity"),
                        Duration.ofSeconds(Math.max(0, number(spec, "leaseDurationSeconds"))),
                        time(spec, "acquireTime"), time(spec, "renewTime"), number(spec, "leaseTransitions"))));
    }

    /** For {@code POST .../leases}. */
    public static ObjectNode create(ObjectKey lease, LeaseRequest.Create request) {
        ObjectNode object = JsonNodeFactory.instance.objectNode()
                .put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        object.putObject("metadata").put("namespace", lease.namespace()).put("name", lease.name());
        fill(object.putObject("spec"), request.spec());
        return object;
    }

    /** For a merge patch of it; what a lease carries besides stays. */
    public static ObjectNode replace(LeaseRequest.Replace request) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("resourceVersion", request.version().text());
        fill(patch.putObject("spec"), request.spec());
        return patch;
    }

    private static void fill(ObjectNode json, LeaseSpec spec) {
        json.put("holderIdentity", spec.holder().orElse(null));
        json.put("leaseDurationSeconds", Math.toIntExact(spec.duration().toSeconds()));
        json.put("acquireTime", spec.acquired().map(MICRO_TIME::format).orElse(null));
        json.put("renewTime", spec.renewed().map(MICRO_TIME::format).orElse(null));
        json.put("leaseTransitions", spec.transitions());
    }

    private static int number(JsonNode spec, String field) {
        JsonNode number = spec.path(field);
        return number.isIntegralNumber() && number.canConvertToInt() ? number.intValue() : 0;
    }

    private static Optional<Instant> time(JsonNode spec, String field) {
        try {
            return Fields.text(spec, field).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
