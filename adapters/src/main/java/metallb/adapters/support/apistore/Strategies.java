package metallb.adapters.support.apistore;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which strategy each kind has, and the small ones of them. */
final class Strategies {
    private static final int MOST_DATA = 1024 * 1024;

    private final Map<String, Strategy> byStorage;

    Strategies(Identities identities) {
        byStorage = Map.ofEntries(of(Resources.SERVICES, new ServiceStrategy(new ServiceAllocation(identities))),
                of(Resources.NAMESPACES, NAMESPACE), of(Resources.CONFIG_MAPS, CONFIG_MAP), of(Resources.CORE_EVENTS, new EventStrategy()),
                of(Resources.ENDPOINT_SLICES, ENDPOINT_SLICE), of(Resources.SECRETS, SECRET), of(Resources.PODS, WorkloadStrategies.POD),
                of(Resources.DEPLOYMENTS, WorkloadStrategies.DEPLOYMENT), of(Resources.DAEMON_SETS, WorkloadStrategies.DAEMON_SET),
                of(Resources.PRIORITY_CLASSES, WorkloadStrategies.PRIORITY_CLASS),
                of(Resources.NETWORK_POLICIES, AccessStrategies.NETWORK_POLICY), of(Resources.ROLE_BINDINGS, AccessStrategies.BINDING),
                of(Resources.CLUSTER_ROLE_BINDINGS, AccessStrategies.BINDING));
    }

    private static Map.Entry<String, Strategy> of(Resource resource, Strategy strategy) {
        return Map.entry(resource.storage(), strategy);
    }

    Strategy of(Resource resource) {
        return byStorage.getOrDefault(resource.storage(), Strategy.PLAIN);
    }

    private static final Strategy NAMESPACE = new Strategy() {
        @Override
        public void prepare(ObjectNode fresh, ObjectNode old) {
            if (old == null) {
                Json.within(fresh, "spec").putArray("finalizers").add("kubernetes");
                fresh.putObject("status").put("phase", "Active");
            } else {
                fresh.set("spec", old.get("spec").deepCopy());
            }
            String name = Json.text(fresh, "metadata", "name");
            Json.within(Registry.metadata(fresh), "labels").put("kubernetes.io/metadata.name", name);
        }
    };

    private static final Strategy CONFIG_MAP = new Strategy() {
        @Override
        public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
            long size = 0;
            for (String part : List.of("data", "binaryData")) {
                for (JsonNode value : Json.child(fresh, part)) {
                    size += value.stringValue().getBytes(StandardCharsets.UTF_8).length;
                }
            }
            if (size > MOST_DATA) {
                return List.of(FieldError.tooLong("[]", "may not be more than " + MOST_DATA + " bytes"));
            }
            boolean frozen = old != null && old.path("immutable").asBoolean(false);
            return frozen && !Json.child(fresh, "data").equals(Json.child(old, "data"))
                    ? List.of(FieldError.forbidden("data", "field is immutable when `immutable` is set")) : List.of();
        }
    };

    private static final Strategy SECRET = new Strategy() {
        @Override
        public void prepare(ObjectNode fresh, ObjectNode old) {
            // stringData is for writing only: it lands in data, encoded
            if (fresh.remove("stringData") instanceof ObjectNode plain) {
                plain.properties().forEach(entry -> Json.within(fresh, "data").put(entry.getKey(), Base64.getEncoder()
                        .encodeToString(entry.getValue().stringValue().getBytes(StandardCharsets.UTF_8))));
            }
            if (Json.text(fresh, "type").isEmpty()) {
                fresh.put("type", "Opaque");
            }
        }
    };

    private static final Strategy ENDPOINT_SLICE = new Strategy() {
        @Override
        public void prepare(ObjectNode fresh, ObjectNode old) {
            for (JsonNode port : Json.list(fresh, "ports")) {
                ObjectNode each = (ObjectNode) port;
                if (!each.has("name")) {
                    each.put("name", "");
                }
                if (!each.has("protocol")) {
                    each.put("protocol", "TCP");
                }
            }
        }

        @Override
        public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
            String type = Json.text(fresh, "addressType");
            List<String> supported = List.of("FQDN", "IPv4", "IPv6");
            if (type.isEmpty()) {
                return List.of(FieldError.required("addressType", ""));
            }
            if (!supported.contains(type)) {
                return List.of(FieldError.unsupported("addressType", type, supported));
            }
            return old != null && !type.equals(Json.text(old, "addressType"))
                    ? List.of(FieldError.invalid("addressType", type, "field is immutable")) : List.of();
        }
    };
}
