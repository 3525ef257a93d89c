package metallb.domain.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metallb.domain.net.Prefix;

/**
 * The cluster and network that a configuration is for, as far as somebody told. Nothing is concluded from what is empty.
 *
 * @param taken ranges that are in use already, by what they are for: {@code node}, {@code service}, {@code pod}
 * @param nodes the labels of each node by its name
 */
public record Surroundings(Map<String, List<Prefix>> taken, Map<String, Map<String, String>> nodes) {
    public static final Surroundings UNKNOWN = new Surroundings(Collections.emptyMap(), Collections.emptyMap());

    public Surroundings {
        taken = Collections.unmodifiableMap(new LinkedHashMap<>(taken));
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }
}
