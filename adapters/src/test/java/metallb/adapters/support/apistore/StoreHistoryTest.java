package metallb.adapters.support.apistore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random writes, lists, watches, drops and compactions: after every event that a watcher has taken, what it believes is
 * what was true at that version, as a dumb notebook of all answered writes has it.
 */
class StoreHistoryTest {
    private static final int SEEDS = 3_000;
    private static final int STEPS = 80;
    private static final String PATH = "/api/v1/namespaces/default/configmaps";
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");
    private static final List<String> TEAMS = List.of("red", "blue");

    @Test
    void everyWatcherBelievesWhatWasTrueAtItsVersion() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                new History(seed).run();
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
            }
        }
    }

    /** One world of one seed. */
    private static final class History {
        private final SplittableRandom random;
        private final ApiStore store;
        /** By version: what was there, key to object. */
        private final TreeMap<Long, Map<String, ObjectNode>> notebook = new TreeMap<>();
        private final List<Watcher> watchers = new ArrayList<>();

        History(long seed) {
            random = new SplittableRandom(seed);
            store = new ApiStore(random.split(), 5 + random.nextInt(30));
            call("POST", "/api/v1/namespaces", Map.of(), "{\"metadata\":{\"name\":\"default\"}}");
            notebook.put(version(), Map.of());
            for (int i = 0; i < 4; i++) {
                watchers.add(new Watcher(i % 2 == 0 ? "" : TEAMS.getFirst(), i >= 2));
            }
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                switch (random.nextInt(10)) {
                    case 0, 1, 2, 3 -> write();
                    case 4 -> {
                        if (random.nextInt(6) == 0) {
                            store.compact();
                        }
                    }
                    case 5 -> any().drop();
                    case 6 -> any().bookmark();
                    default -> any().step(random.nextInt(5));
                }
            }
            watchers.forEach(Watcher::finish);
        }

        private Watcher any() {
            return watchers.get(random.nextInt(watchers.size()));
        }

        private long version() {
            return Long.parseLong(store.resourceVersion());
        }

        private Response call(String method, String path, Map<String, String> query, String body) {
            String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
            return store.handle(new Request(method, path, query, type, "application/json", body.getBytes(StandardCharsets.UTF_8),
                    World.NOW, "test"));
        }

        private void write() {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            ObjectNode object = Json.object();
            ObjectNode metadata = object.putObject("metadata").put("name", name);
            metadata.putObject("labels").put("team", TEAMS.get(random.nextInt(TEAMS.size())));
            object.putObject("data").put("k", Integer.toString(random.nextInt(3)));
            Map<String, ObjectNode> after = new TreeMap<>(notebook.lastEntry().getValue());
            long before = version();
            Response response = switch (random.nextInt(4)) {
                case 0 -> call("DELETE", PATH + "/" + name, Map.of(), "");
                case 1 -> call("PATCH", PATH + "/" + name, Map.of(), object.toString());
                case 2 -> call("PUT", PATH + "/" + name, Map.of(), object.toString());
                default -> call("POST", PATH, Map.of(), object.toString());
            };
            ObjectNode answer = Json.object(response.body());
            if (response.code() >= 400 || version() == before) {
                return;
            }
            if (Json.text(answer, "kind").equals("Status")) {
                after.remove("default/" + name);
            } else {
                after.put("default/" + name, answer);
            }
            notebook.put(version(), after);
        }

        /** The client: lists in pages or lets the watch begin with what is there; takes events when it gets round to it. */
        private final class Watcher {
            private final String team;
            private final boolean streamsItsList;
            private final Mirror mirror = new Mirror();
            private final Deque<ObjectNode> arrived = new ArrayDeque<>();
            private Watch watch;

            Watcher(String team, boolean streamsItsList) {
                this.team = team;
                this.streamsItsList = streamsItsList;
            }

            void step(int events) {
                if (watch == null) {
                    open();
                }
                for (int i = 0; i < events && watch != null && !arrived.isEmpty(); i++) {
                    if (!mirror.take(arrived.removeFirst())) {
                        drop();
                    } else if (!mirror.position().isEmpty()) {
                        assertEquals(truth(Long.parseLong(mirror.position())), mirror.objects(), "at version " + mirror.position());
                    }
                }
            }

            /** The connection is lost, and with it what was under way. */
            void drop() {
                if (watch != null) {
                    watch.close();
                }
                watch = null;
                arrived.clear();
            }

            void bookmark() {
                if (watch != null) {
                    watch.bookmark();
                }
            }

            void finish() {
                for (int i = 0; watch == null || !arrived.isEmpty(); i++) {
                    assertTrue(i < 10_000, "it never comes to an end");
                    step(1);
                }
                Response fresh = call("GET", PATH, selector(), "");
                assertEquals(Mirror.objects(Mirror.items(Json.object(fresh.body()))), mirror.objects(), "at the end");
                assertEquals(truth(Long.MAX_VALUE), mirror.objects(), "at the end");
            }

            private void open() {
                Map<String, String> query = selector();
                query.put("watch", "true");
                query.put("allowWatchBookmarks", "true");
                if (mirror.position().isEmpty() && streamsItsList) {
                    mirror.beginAnew();
                    query.put("sendInitialEvents", "true");
                    query.put("resourceVersionMatch", "NotOlderThan");
                } else if (mirror.position().isEmpty() && !list()) {
                    return;
                } else {
                    query.put("resourceVersion", mirror.position());
                }
                var request = new Request("GET", PATH, query, "", "application/json", new byte[0], World.NOW, "test");
                watch = switch (store.open(request, event -> arrived.add(event.toJson()))) {
                    case ApiStore.Opened.Running running -> running.watch();
                    case ApiStore.Opened.Refused refused -> throw new AssertionError(refused.response().body());
                };
            }

            /** In pages, between which others write and history may be forgotten; whether it came to its end. */
            private boolean list() {
                List<JsonNode> items = new ArrayList<>();
                String next = "";
                String version;
                do {
                    Map<String, String> query = selector();
                    query.put("limit", "2");
                    if (!next.isEmpty()) {
                        query.put("continue", next);
                    }
                    Response response = call("GET", PATH, query, "");
                    ObjectNode page = Json.object(response.body());
                    if (response.code() == 410) {
                        return false;
                    }
                    items.addAll(Mirror.items(page));
                    next = Json.text(page, "metadata", "continue");
                    version = Json.text(page, "metadata", "resourceVersion");
                    if (random.nextInt(3) == 0) {
                        write();
                    }
                } while (!next.isEmpty());
                mirror.listed(items, version);
                assertEquals(truth(Long.parseLong(mirror.position())), mirror.objects(), "listed at " + mirror.position());
                return true;
            }

            private Map<String, String> selector() {
                Map<String, String> query = new LinkedHashMap<>();
                if (!team.isEmpty()) {
                    query.put("labelSelector", "team=" + team);
                }
                return query;
            }

            private Map<String, ObjectNode> truth(long version) {
                return Mirror.objects(notebook.floorEntry(version).getValue().values().stream()
                        .filter(object -> team.isEmpty() || Json.text(object, "metadata", "labels", "team").equals(team)).toList());
            }
        }
    }
}
