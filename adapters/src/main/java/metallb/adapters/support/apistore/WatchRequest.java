package metallb.adapters.support.apistore;

/**
 * What a watch is to see.
 *
 * @param options selectors and the resourceVersion to start after; empty: first what is there, then what changes; "0": the same
 * @param bookmarks whether BOOKMARK events are welcome
 * @param initialEvents the streaming list: what is there as ADDED, then a bookmark that says it was all
 */
public record WatchRequest(Target collection, ListOptions options, boolean bookmarks, boolean initialEvents) {
    public static WatchRequest of(Resource resource, String namespace) {
        return new WatchRequest(Target.collection(resource, namespace), ListOptions.ALL, false, false);
    }

    /** From right after this version. */
    public WatchRequest after(String resourceVersion) {
        var from = new ListOptions(options.labels(), options.fields(), 0, "", resourceVersion, "");
        return new WatchRequest(collection, from, bookmarks, initialEvents);
    }

    public WatchRequest withBookmarks() {
        return new WatchRequest(collection, options, true, initialEvents);
    }
}
