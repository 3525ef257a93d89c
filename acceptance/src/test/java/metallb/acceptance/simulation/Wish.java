package metallb.acceptance.simulation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a service asks for.
 *
 * @param family the only one that it takes
 * @param address exactly that one
 * @param pool one of that pool
 * @param contradicts itself, so that nothing would do
 */
record Wish(String family, Optional<String> address, Optional<String> pool, boolean contradicts) {
    static Wish of(ObjectNode service) {
        List<String> pools = annotations(service, "address-pool");
        List<String> addresses = annotations(service, "loadBalancerIPs");
        String field = Json.text(service, "spec", "loadBalancerIP");
        boolean contradicts = pools.size() > 1 || addresses.size() > 1 || !addresses.isEmpty() && !field.isEmpty();
        return new Wish(service.at("/spec/ipFamilies/0").asString(),
                addresses.stream().findFirst().or(() -> Optional.of(field).filter(text -> !text.isEmpty())),
                pools.stream().findFirst(), contradicts);
    }

    /** The different texts of an annotation under both its names; an empty one says nothing. */
    private static List<String> annotations(ObjectNode service, String name) {
        return Stream.of("metallb.universe.tf/", "metallb.io/")
                .map(prefix -> Json.text(service, "metadata", "annotations", prefix + name))
                .filter(text -> !text.isEmpty()).distinct().toList();
    }

    /** Whether an address that the service has already is no reason to give it another. */
    boolean isMetBy(String held, Text text) {
        String owner = text.poolOf(held).map(Text.Pool::name).orElse("nobody");
        return !contradicts && Place.familyOf(held).equals(family) && address.filter(wanted -> !wanted.equals(held)).isEmpty()
                && pool.filter(wanted -> !wanted.equals(owner)).isEmpty();
    }

    /** Whether the service may be given that address. */
    boolean mayGet(String free, Text text) {
        boolean isThere = text.poolOf(free).filter(owner -> owner.autoAssign() || address.isPresent() || pool.isPresent())
                .isPresent();
        return isThere && isMetBy(free, text);
    }
}
