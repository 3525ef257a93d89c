package metallb.adapters.support.apistore;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a path means. */
sealed interface Route {
    /** A resource. {@code watch}: by the deprecated form with {@code /watch/} in it. */
    record Found(Target target, boolean watch) implements Route {
    }

    /** The group and version are served, such a resource is not. */
    record NoSuchResource() implements Route {
    }

    /** Nothing of ours. */
    record Elsewhere() implements Route {
    }

    static Route of(String path) {
        List<String> parts = List.of(path.substring(path.startsWith("/") ? 1 : 0).split("/"));
        if (parts.isEmpty()) {
            return new Elsewhere();   // nothing but slashes
        }
        boolean core = parts.getFirst().equals("api");
        int head = core ? 2 : 3;
        if (!core && !parts.getFirst().equals("apis") || parts.size() <= head) {
            return new Elsewhere();
        }
        String group = core ? "" : parts.get(1);
        String version = parts.get(head - 1);
        if (!Resources.serves(group, version)) {
            return new Elsewhere();
        }
        List<String> rest = parts.subList(head, parts.size());
        boolean watch = rest.getFirst().equals("watch");
        return target(group, version, watch ? rest.subList(1, rest.size()) : rest)
                .<Route>map(target -> new Found(target, watch)).orElse(new NoSuchResource());
    }

    private static Optional<Target> target(String group, String version, List<String> rest) {
        boolean inNamespace = rest.size() > 2 && rest.getFirst().equals("namespaces")
                && !Set.of("status", "finalize").contains(rest.get(2));
        String namespace = inNamespace ? rest.get(1) : "";
        List<String> tail = inNamespace ? rest.subList(2, rest.size()) : rest;
        if (tail.isEmpty() || tail.size() > 3) {
            return Optional.empty();
        }
        String name = tail.size() > 1 ? tail.get(1) : "";
        String subresource = tail.size() > 2 ? tail.get(2) : "";
        return Resources.find(group, version, tail.getFirst())
                .filter(resource -> resource.namespaced() ? !namespace.isEmpty() || name.isEmpty() : namespace.isEmpty())
                .filter(resource -> subresource.isEmpty()
                        || resource.subresources().stream().anyMatch(each -> each.name().equals(subresource)))
                .map(resource -> new Target(resource, namespace, name, subresource));
    }
}
