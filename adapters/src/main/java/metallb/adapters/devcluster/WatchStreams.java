package metallb.adapters.devcluster;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The watches that run over HTTP. */
final class WatchStreams {
    private final Set<WatchStream> open = ConcurrentHashMap.newKeySet();

    void add(WatchStream stream) {
        open.add(stream);
    }

    void remove(WatchStream stream) {
        open.remove(stream);
    }

    /** Within the store's lock: a bookmark has its place among the events. */
    void bookmarkAll() {
        open.forEach(WatchStream::bookmark);
    }

    void closeAll() {
        open.forEach(WatchStream::end);
    }
}
