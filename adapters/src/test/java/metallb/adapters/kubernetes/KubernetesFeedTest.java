package metallb.adapters.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;
import metallb.ports.cluster.ClusterFeed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class KubernetesFeedTest extends StubbedFeed {
    @Test
    void listsInPagesAndGoesOnFromTheListsVersion() throws Exception {
        stub.then(200, page(10, "t+1/=", service("a", 3), service("b", 4))).then(200, page(10, "", service("c", 5)))
                .thenHang(event("MODIFIED", service("b", 11)), event("DELETED", service("a", 12)));
        watch(Kind.SERVICE);
        heard.await("observed SERVICE ns/a u-a 3", "observed SERVICE ns/b u-b 4", "observed SERVICE ns/c u-c 5",
                "listed SERVICE {ns/a=u-a, ns/b=u-b, ns/c=u-c}",
                "observed SERVICE ns/b u-b 11", "vanished SERVICE ns/a u-a");
        assertRequests(LIST, LIST + "&continue=t%2B1%2F%3D", watchFrom(10));
    }

    @Test
    void startsAgainWhereTheListExpiresAmidItsPages() throws Exception {
        stub.then(200, page(10, "t", service("a", 3))).then(410, GONE)
                .then(200, page(20, "", service("a", 15))).thenHang();
        watch(Kind.SERVICE);
        heard.await("observed SERVICE ns/a u-a 3", "disturbed SERVICE HTTP 410: too old",
                "observed SERVICE ns/a u-a 15", "listed SERVICE {ns/a=u-a}");
        assertRequests(LIST, LIST + "&continue=t", LIST);
    }

    @ParameterizedTest
    @CsvSource({"true, 200", "false, 410", "false, 400"})
    void listsAgainWhereTheWatchsPositionIsGone(boolean asEvent, int status) throws Exception {
        stub.then(200, EMPTY);
        if (asEvent) {
            stub.thenLines(event("ERROR", GONE));
        } else {
            stub.then(status, GONE);
        }
        stub.then(200, page(30, "")).thenHang(event("ADDED", service("n", 31)));
        watch(Kind.SERVICE);
        heard.await("listed SERVICE {}", "disturbed SERVICE HTTP " + (asEvent ? 410 : status) + ": too old",
                "listed SERVICE {}", "observed SERVICE ns/n u-n 31");
        assertRequests(LIST, watchFrom(10), LIST, watchFrom(30));
    }

    /** One who has asked for a second and gets it has no reason to doubt. */
    @Test
    void goesOnFromTheLastVersionWhereTheWatchEndsInOrder() throws Exception {
        stub.then(200, EMPTY)
                .then(exchange -> ApiStub.endAfter(exchange, Duration.ofMillis(1050), event("ADDED", service("a", 11)),
                        event("BOOKMARK", "{\"kind\":\"Service\",\"metadata\":{\"resourceVersion\":\"17\"}}")))
                .thenHang(event("MODIFIED", service("a", 18)));
        watch(Kind.SERVICE);
        heard.await("listed SERVICE {}", "observed SERVICE ns/a u-a 11", "observed SERVICE ns/a u-a 18");
        assertRequests(LIST, watchFrom(10), watchFrom(17));
    }

    @Test
    void goesOnFromTheLastVersionWhereTheWatchIsCut() throws Exception {
        stub.then(200, EMPTY).thenCut(event("ADDED", service("a", 11))).then(200, page(11, "", service("a", 11)))
                .thenHang(event("MODIFIED", service("a", 12)));
        watch(Kind.SERVICE);
        heard.await("listed SERVICE {}", "observed SERVICE ns/a u-a 11",
                "disturbed SERVICE the server cut the connection", "observed SERVICE ns/a u-a 12");
        assertRequests(LIST, watchFrom(10), PROBE, watchFrom(11));
    }

    /** Over HTTP/1.1 a server that is gone says nothing: only our own time limit ends such a watch. */
    @Test
    void noticesAWatchThatIsDead() throws Exception {
        stub.then(200, EMPTY).thenHang(event("ADDED", service("a", 11))).then(200, page(12, "x"))
                .thenHang(event("MODIFIED", service("a", 12)));
        watch(Kind.SERVICE);
        heard.await("listed SERVICE {}", "observed SERVICE ns/a u-a 11", "disturbed SERVICE nothing heard in time",
                "observed SERVICE ns/a u-a 12");
        assertRequests(LIST, watchFrom(10), PROBE, watchFrom(11));
    }

    @Test
    void noticesAListThatIsNeverAnswered() throws Exception {
        stub.then(exchange -> new CountDownLatch(1).await(60, TimeUnit.SECONDS)).then(200, EMPTY);
        watch(Kind.SERVICE);
        heard.await("disturbed SERVICE nothing heard in time", "listed SERVICE {}");
    }

    @Test
    void skipsWhatItCannotReadAndGoesOn() throws Exception {
        stub.then(200, page(10, "", "null", "{\"metadata\":{\"name\":\"x\"}}", service("a", 3)))
                .thenHang("", "not JSON", event("ADDED", "{}"), event("DELETED", "7"), event("LATER", "{}"), "[]",
                        event("ADDED", service("b", 12)));
        watch(Kind.SERVICE);
        heard.await("disturbed SERVICE a Service is not a JSON object",
                "disturbed SERVICE Service x without metadata.namespace",
                "observed SERVICE ns/a u-a 3", "listed SERVICE {ns/a=u-a}",
                "disturbed SERVICE a line of the watch is no event",
                "disturbed SERVICE a Service without metadata.name",
                "disturbed SERVICE a Service is not a JSON object", "disturbed SERVICE a line of the watch is no event",
                "disturbed SERVICE a line of the watch is no event", "observed SERVICE ns/b u-b 12");
    }

    /** Named in the list, so that the core does not take it for gone and free its address. */
    @Test
    void namesWhatIsThereThoughItCannotBeRead() throws Exception {
        String unreadable = "{\"metadata\":{\"name\":\"b\",\"namespace\":\"ns\",\"uid\":\"u-b\"}}";
        stub.then(200, page(10, "", service("a", 3), unreadable))
                .thenHang(event("MODIFIED", unreadable), event("DELETED", unreadable));
        watch(Kind.SERVICE);
        String why = "disturbed SERVICE Service b without metadata.resourceVersion";
        heard.await("observed SERVICE ns/a u-a 3", why, "listed SERVICE {ns/a=u-a, ns/b=u-b}", why, why,
                "vanished SERVICE ns/b u-b");
    }

    @Test
    void listsAgainAfterAWatchThatSaidWhatNobodyUnderstands() throws Exception {
        stub.then(200, EMPTY).thenLines("garbage", event("ADDED", service("a", 11))).then(200, page(12, ""))
                .thenHang();
        watch(Kind.SERVICE);
        heard.await("listed SERVICE {}", "disturbed SERVICE a line of the watch is no event",
                "observed SERVICE ns/a u-a 11", "listed SERVICE {}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "500 | ``                                    | HTTP 500: HTTP 500",
        "403 | `{\"kind\":\"Status\",\"message\":\"services is forbidden\"}` | HTTP 403: services is forbidden",
        "200 | `{\"kind\":\"Status\",\"metadata\":{}}` | the answer is no list: it has no resourceVersion",
        "200 | `{}`                                  | the answer is no list: it has no resourceVersion",
        "200 | `[]`                                  | the answer is no list",
        "200 | `<html>`                              | the list is not JSON",
        "200 | `{\"metadata\":{\"resourceVersion\":\"10\"},\"items\":[` | the list breaks off",
        "200 | `{\"metadata\":{\"resourceVersion\":\"10\"},\"items\":[],` | the list is not JSON",
        "200 | `{\"metadata\":{\"resourceVersion\":\"10\"}` | the list breaks off"})
    void neverTakesAnotherAnswerForAnEmptyList(int status, String body, String why) throws Exception {
        stub.then(status, body).then(200, EMPTY).thenHang();
        watch(Kind.SERVICE);
        heard.await("disturbed SERVICE " + why, "listed SERVICE {}");
    }

    @Test
    void asksForEachKindInItsPlace() throws Exception {
        watch(Kind.values());
        Set<String> expected = new TreeSet<>(List.of(
                LIST,
                "GET /apis/discovery.k8s.io/v1/endpointslices?limit=500",
                "GET /api/v1/nodes?limit=500",
                "GET /api/v1/namespaces/metallb-system/configmaps?fieldSelector=metadata.name%3Dconfig&limit=500",
                "GET /api/v1/namespaces/metallb-system/configmaps?fieldSelector=metadata.name%3Dconfig-accepted"
                        + "&limit=500",
                "GET /api/v1/namespaces/metallb-system/secrets?limit=500"));
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (stub.requests().size() < expected.size() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEquals(String.join("\n", expected), String.join("\n", new TreeSet<>(stub.requests())));
        Set<String> threads = new TreeSet<>();
        Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith("watch-"))
                .forEach(threads::add);
        assertEquals(new TreeSet<>(List.of("watch-Service", "watch-EndpointSlice", "watch-Node",
                "watch-ConfigMap-config", "watch-ConfigMap-config-accepted", "watch-Secret")), threads);
    }

    @Test
    void givesTheConfigMapsTheirOwnKinds() throws Exception {
        String item = "{\"metadata\":{\"name\":\"config\",\"namespace\":\"metallb-system\",\"uid\":\"u\","
                + "\"resourceVersion\":\"3\"},\"data\":{\"config\":\"x\"}}";
        stub.then(200, page(10, "", item)).thenHang();
        watch(Kind.CONFIG);
        heard.await("observed CONFIG metallb-system/config u 3", "listed CONFIG {metallb-system/config=u}");
    }

    @Test
    void saysNothingAfterItIsClosed() throws Exception {
        stub.then(200, EMPTY).thenHang();
        watch(Kind.SERVICE);
        heard.await("listed SERVICE {}");
        feed.close();
        assertFalse(Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals("watch-Service")));
        heard.await("listed SERVICE {}");
    }

    @Test
    void startsAgainAfterAListenersFailure() throws Exception {
        stub.then(200, page(10, "", service("a", 3))).then(200, EMPTY).thenHang();
        feed = KubernetesFeed.open(access, Set.of(Kind.SERVICE), CONFIG, ACCEPTED, DECODER, new FailingOnce(heard));
        heard.await("disturbed SERVICE java.lang.IllegalStateException: once", "listed SERVICE {}");
    }

    /** A listener whose first word is an exception. */
    private record FailingOnce(Heard heard) implements ClusterFeed.Listener {
        @Override
        public void observed(ClusterObject object) {
            throw new IllegalStateException("once");
        }

        @Override
        public void vanished(Kind kind, ObjectKey key, Uid uid) {
            heard.vanished(kind, key, uid);
        }

        @Override
        public void listed(Kind kind, Map<ObjectKey, Uid> all) {
            heard.listed(kind, all);
        }

        @Override
        public void disturbed(Kind kind, String why) {
            heard.disturbed(kind, why);
        }
    }
}
