package metallb.adapters.support.apistore;

/** The patch forms by their media types; server-side apply is not among them, as it may create. */
public enum PatchType {
    JSON("application/json-patch+json"), MERGE("application/merge-patch+json"), STRATEGIC("application/strategic-merge-patch+json");

    private final String mediaType;

    PatchType(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }
}
