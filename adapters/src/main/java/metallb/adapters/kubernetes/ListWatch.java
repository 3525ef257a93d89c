package metallb.adapters.kubernetes;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import metallb.adapters.support.objects.ObjectDecoder;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;
import metallb.ports.cluster.ClusterFeed;
import okhttp3.Call;
import okhttp3.Response;
import okio.BufferedSource;
import tools.jackson.databind.JsonNode;

/**
 * Keeps one subject listed and watched until it is closed (Kubernetes API concepts, "Efficient detection of changes").
 *
 * <p>A list is read from the store (no resourceVersion) and in pages; the watch goes on from the list's version, each
 * later watch from the last version seen. A new list is made only where the server says that the position is gone, where
 * something was missed, or where the server turns out to be behind the position: after whatever may have been the end of
 * a server it is asked for one object, whose list tells how far it is (docs/decisions/0010).
 */
final class ListWatch implements Runnable {
    private static final int PAGE = 500;
    /** A watch from a version that the server has not reached yet says nothing; so often it may be chance. */
    private static final int SILENT_WATCHES = 3;
    /** A watch that lived so long was of use, whatever ended it. */
    private static final Duration WORTHWHILE = Duration.ofSeconds(1);

    private final ClusterAccess access;
    private final Subject subject;
    private final Telling telling;
    private final Pauses pauses;
    private final OpenCall calls = new OpenCall();

    /** Where the next watch goes on. */
    private final Position position = new Position();
    private int failures;
    private int silentWatches;

    ListWatch(ClusterAccess access, Subject subject, ObjectDecoder decoder, ClusterFeed.Listener listener) {
        this.access = access;
        this.subject = subject;
        this.telling = new Telling(subject.kind(), decoder, listener, calls::isOpen);
        this.pauses = new Pauses(access.timings().firstPause(), access.timings().longestPause());
    }

    @Override
    public void run() {
        while (calls.isOpen()) {
            try {
                if (position.isDoubtful()) {
                    verify();
                }
                if (position.isUnknown()) {
                    position.listed(list());
                    silentWatches = 0;
                }
                watch();
            } catch (IOException e) {
                failed(e);
            } catch (RuntimeException e) {
                // the client throws these too (a token file that is missing); what was missed nobody knows
                position.lose();
                failed(new IOException(e.toString(), e));
            }
        }
    }

    /** Ends it; nothing more is told once {@link #run} has returned. */
    void close() {
        calls.close();
    }

    private void failed(IOException e) {
        failures++;
        Duration pause = pauses.after(failures, ThreadLocalRandom.current());
        if (e instanceof Refusal refusal) {
            if (refusal.isAboutPosition()) {
                position.lose();
            } else if (refusal.isOfAServerInTrouble()) {
                position.doubt();
            }
            Duration wanted = refusal.retryAfter().compareTo(access.timings().longestPause()) < 0
                    ? refusal.retryAfter() : access.timings().longestPause();
            pause = pause.compareTo(wanted) < 0 ? wanted : pause;
        } else {
            position.doubt();
        }
        telling.disturbed(Trouble.words(e));
        calls.pause(pause);
    }

    /**
     * Asks for one object, whatever it is: its list is made at the server's newest version, as it is read from the store
     * (no resourceVersion; a cache might be behind without harm).
     */
    private void verify() throws IOException {
        Map<String, String> query = subject.selector();
        query.put("limit", "1");
        String newest = page(access.page(subject.path(), query), _ -> { }).version();
        String ours = position.version();
        if (!position.holdsAgainst(newest)) {
            telling.disturbed("the server is at version " + newest + " and was at " + ours
                    + ": it was restored or begun anew; listing everything again");
        }
    }

    // ---- list

    private String list() throws IOException {
        Map<ObjectKey, Uid> all = new LinkedHashMap<>();
        String next = "";
        while (true) {
            Map<String, String> query = subject.selector();
            query.put("limit", Integer.toString(PAGE));
            if (!next.isEmpty()) {
                query.put("continue", next);
            }
            // a 410 amid the pages ends up in failed(): the next round starts from the first page
            // what cannot be read is there all the same: named, its last good state stays
            ListPage page = page(access.page(subject.path(), query), item ->
                    telling.observe(item).ifPresent(which -> all.put(which.key(), which.uid())));
            if (page.next().isEmpty()) {
                telling.listed(all);
                return page.version();
            }
            next = page.next();
        }
    }

    private ListPage page(Call call, Consumer<JsonNode> items) throws IOException {
        try (Response response = calls.execute(call)) {
            if (response.code() != 200) {
                throw Refusal.of(response);
            }
            return ListPage.read(response.body().byteStream(), items);
        }
    }

    // ---- watch

    private void watch() throws IOException {
        Map<String, String> query = subject.selector();
        query.put("watch", "true");
        query.put("allowWatchBookmarks", "true");
        query.put("resourceVersion", position.version());
        query.put("timeoutSeconds", Long.toString(access.timings().watch().toSeconds()));
        long started = System.nanoTime();
        Lines lines = new Lines();
        try (Response response = calls.execute(access.watch(subject.path(), query))) {
            if (response.code() != 200) {
                throw Refusal.of(response);
            }
            lines.follow(response.body().source());
        } finally {
            if (lines.changes > 0 || System.nanoTime() - started >= WORTHWHILE.toNanos()) {
                failures = 0;
            }
            if (lines.missed) {
                position.lose();
            }
        }
        ended(lines, Duration.ofNanos(System.nanoTime() - started));
    }

    /**
     * The server ended the watch in order: as it does when the time asked for is over, but also where it ends itself, and
     * its successor may be up before anybody notices.
     */
    private void ended(Lines lines, Duration lasted) throws IOException {
        silentWatches = lines.moved ? 0 : silentWatches + 1;
        if (silentWatches >= SILENT_WATCHES || lasted.compareTo(access.timings().watch()) < 0) {
            silentWatches = 0;
            position.doubt();
        }
        if (lines.changes == 0 && lasted.compareTo(WORTHWHILE) < 0 && calls.isOpen()) {
            throw new IOException("the server ended a watch at once");
        }
    }

    /** What one watch brings. */
    private final class Lines {
        private boolean moved;
        private boolean missed;
        private int changes;

        void follow(BufferedSource source) throws IOException {
            while (calls.isOpen() && !source.exhausted()) {
                String line = source.readUtf8LineStrict(Json.LONGEST);
                if (!line.isBlank()) {
                    take(WatchEvent.of(line));
                }
            }
        }

        private void take(WatchEvent event) throws IOException {
            switch (event) {
                case WatchEvent.Changed(JsonNode object) -> {
                    changes++;
                    telling.observe(object);
                    advance(object);
                }
                case WatchEvent.Deleted(JsonNode object) -> {
                    changes++;
                    telling.vanish(object);
                    advance(object);
                }
                case WatchEvent.Bookmark(JsonNode object) -> advance(object);
                case WatchEvent.Failed(int code, String message) -> throw new Refusal(code, message, Duration.ZERO);
                case WatchEvent.Garbled() -> {
                    // the watch goes on; what the line would have said comes with the list after it
                    missed = true;
                    telling.disturbed("a line of the watch is no event");
                }
            }
        }

        private void advance(JsonNode object) {
            JsonNode version = object.path("metadata").path("resourceVersion");
            moved |= version.isString() && position.advance(version.stringValue());
        }
    }
}
