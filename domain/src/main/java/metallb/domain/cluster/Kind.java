package metallb.domain.cluster;

/** What is listed and watched. The two ConfigMaps count apart, since each is watched by its own field selector. */
public enum Kind {
    SERVICE("Service"),
    ENDPOINT_SLICE("EndpointSlice"),
    NODE("Node"),
    /** The operator's ConfigMap. */
    CONFIG("ConfigMap"),
    /** The copy that the controller accepted, which is what is in force. */
    ACCEPTED_CONFIG("ConfigMap"),
    /** The Secrets of our own namespace, for the passwords of peers. */
    SECRET("Secret");

    private final String apiKind;

    Kind(String apiKind) {
        this.apiKind = apiKind;
    }

    /** The kind as the Kubernetes API names it. */
    public String apiKind() {
        return apiKind;
    }
}
