package metallb.adapters.support.objects;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.TrafficPolicy;
import metallb.domain.net.Family;
import tools.jackson.databind.JsonNode;

/** Reads a Service (Kubernetes API, v1). */
final class ServiceDecoder {
    private ServiceDecoder() {}

    static Service decode(ObjectMeta meta, JsonNode json) {
        JsonNode spec = json.path("spec");
        return new Service(meta,
                Fields.word(spec, "type").orElse("ClusterIP"),
                Fields.text(spec, "loadBalancerIP"),
                Fields.word(spec, "loadBalancerClass"),
                Fields.text(spec, "externalTrafficPolicy").equals(Optional.of("Local"))
                        ? TrafficPolicy.LOCAL : TrafficPolicy.CLUSTER,
                families(spec),
                ingress(json),
                statusManagers(json));
    }

    private static List<Family> families(JsonNode spec) {
        List<Family> families = new ArrayList<>();
        for (String text : Fields.texts(spec, "ipFamilies")) {
            for (Family family : Family.values()) {
                if (family.toString().equals(text)) {
                    families.add(family);
                }
            }
        }
        return families;
    }

    private static List<String> ingress(JsonNode json) {
        List<String> ingress = new ArrayList<>();
        for (JsonNode item : Fields.items(json, "status", "loadBalancer", "ingress")) {
            Fields.text(item, "ip").ifPresent(ingress::add);
        }
        return ingress;
    }

    /** Who wrote the status subresource, the latest last, each once. */
    private static List<String> statusManagers(JsonNode json) {
        record Entry(String manager, String time) {}

        List<Entry> entries = new ArrayList<>();
        for (JsonNode item : Fields.items(json, "metadata", "managedFields")) {
            Optional<String> manager = Fields.word(item, "manager");
            if (manager.isPresent() && Fields.text(item, "subresource").equals(Optional.of("status"))) {
                // RFC 3339 in UTC with whole seconds: their order is the order of the texts
                entries.add(new Entry(manager.get(), Fields.text(item, "time").orElse(Instant.EPOCH.toString())));
            }
        }
        entries.sort(Comparator.comparing(Entry::time));
        LinkedHashSet<String> latestFirst = new LinkedHashSet<>();
        entries.reversed().forEach(entry -> latestFirst.add(entry.manager()));
        return new ArrayList<>(latestFirst).reversed();
    }
}
