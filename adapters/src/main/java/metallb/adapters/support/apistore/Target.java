package metallb.adapters.support.apistore;

/**
 * What a call is about.
 *
 * @param namespace empty for all namespaces and for cluster-wide objects
 * @param name empty for a collection
 * @param subresource empty, or status, finalize, ..
 */
public record Target(Resource resource, String namespace, String name, String subresource) {
    public static Target collection(Resource resource, String namespace) {
        return new Target(resource, namespace, "", "");
    }

    public static Target object(Resource resource, String namespace, String name) {
        return new Target(resource, namespace, name, "");
    }

    public Target named(String other) {
        return new Target(resource, namespace, other, subresource);
    }

    public Target status() {
        return new Target(resource, namespace, name, "status");
    }

    boolean isStatus() {
        return subresource.equals("status");
    }

    /** The key in the registry: sorts as the server's keys do. */
    String key() {
        return resource.namespaced() ? namespace + "/" + name : name;
    }
}
