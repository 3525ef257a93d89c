package metallb.adapters.kubernetes;

import io.kubernetes.client.util.KubeConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several kubeconfigs as one, as kubectl merges them: of clusters, contexts and users of one name the first counts, and
 * the first current-context that is set. Paths in a file are meant from where that file is.
 */
final class Kubeconfigs {
    private final Map<String, Map<String, Object>> clusters = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> contexts = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> users = new LinkedHashMap<>();
    private String current = "";

    void add(Path file, KubeConfig config) {
        merge(config.getClusters(), clusters);
        merge(config.getContexts(), contexts);
        merge(config.getUsers(), users);
        Path directory = file.toAbsolutePath().getParent();
        entries(config.getClusters()).forEach(entry -> resolve(body(entry, "cluster"), directory, "certificate-authority"));
        for (Map<String, Object> entry : entries(config.getUsers())) {
            Map<String, Object> user = body(entry, "user");
            resolve(user, directory, "client-certificate", "client-key", "tokenFile");
            Map<String, Object> plugin = body(user, "exec");
            // a command without a slash is looked for on the PATH
            if (String.valueOf(plugin.get("command")).contains("/")) {
                resolve(plugin, directory, "command");
            }
        }
        if (current.isEmpty() && config.getCurrentContext() != null) {
            current = config.getCurrentContext();
        }
    }

    KubeConfig merged() {
        KubeConfig config = new KubeConfig(new ArrayList<>(contexts.values()), new ArrayList<>(clusters.values()),
                new ArrayList<>(users.values()));
        config.setContext(current);
        return config;
    }

    /** Empty where none is set. */
    String currentContext() {
        return current;
    }

    /** What the client itself does not read: the proxy before the current context's cluster. */
    Optional<String> proxyUrl() {
        return Optional.ofNullable(ofContext("cluster", clusters).get("proxy-url")).map(Object::toString)
                .filter(text -> !text.isEmpty());
    }

    /** The command of the plugin that the current context's user gets his credential from. */
    Optional<String> plugin() {
        return Optional.ofNullable(body(ofContext("user", users), "exec").get("command")).map(Object::toString);
    }

    private Map<String, Object> ofContext(String key, Map<String, Map<String, Object>> named) {
        Object name = body(contexts.getOrDefault(current, Map.of()), "context").get(key);
        return body(named.getOrDefault(String.valueOf(name), Map.of()), key);
    }

    private static void merge(List<Object> from, Map<String, Map<String, Object>> into) {
        entries(from).forEach(entry -> into.putIfAbsent(String.valueOf(entry.get("name")), entry));
    }

    private static void resolve(Map<String, Object> body, Path directory, String... keys) {
        for (String key : keys) {
            if (body.get(key) instanceof String path && !path.isEmpty()) {
                body.put(key, directory.resolve(path).normalize().toString());
            }
        }
    }

    private static List<Map<String, Object>> entries(List<Object> list) {
        return list == null ? List.of() : list.stream().filter(Map.class::isInstance).map(Kubeconfigs::map).toList();
    }

    /** The map under a key; an empty one, that nothing is to be put into, where there is none. */
    private static Map<String, Object> body(Map<String, Object> entry, String key) {
        return entry.get(key) instanceof Map<?, ?> body ? map(body) : Map.of();
    }

    /** YAML has such maps only, as far as a kubeconfig goes; another key is never asked for. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }
}
