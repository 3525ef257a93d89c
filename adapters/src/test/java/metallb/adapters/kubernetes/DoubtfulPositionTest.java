package metallb.adapters.kubernetes;

import java.time.Duration;
import metallb.domain.cluster.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a feed asks the server how far it is, and what it does with the answer (docs/decisions/0010). */
@Timeout(30)
class DoubtfulPositionTest extends StubbedFeed {
    private static final String BEHIND = "disturbed SERVICE the server is at version 9 and was at 10: "
            + "it was restored or begun anew; listing everything again";

    /** What may have been another server's last word: then one object is asked for, and all only if that is behind. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "503 |  10 | HTTP 503: HTTP 503",
        "504 |   9 | HTTP 504: HTTP 504",
        "500 | 999 | HTTP 500: HTTP 500",
        "0   |   9 | the server ended a watch at once",
        "0   |  10 | the server ended a watch at once",
        "-1  |   9 | the server cut the connection",
        "-1  |  11 | the server cut the connection"})
    void asksHowFarTheServerIsAfterItsTrouble(int status, int version, String why) throws Exception {
        stub.then(200, EMPTY);
        if (status > 0) {
            stub.then(status, "");
        } else if (status == 0) {
            stub.thenLines();
        } else {
            stub.thenCut();
        }
        stub.then(200, page(version, "more", service("a", 3)));
        if (version < 10) {
            stub.then(200, page(version, "", service("a", 3))).thenHang();
            watch(Kind.SERVICE);
            heard.await("listed SERVICE {}", "disturbed SERVICE " + why, BEHIND, "observed SERVICE ns/a u-a 3",
                    "listed SERVICE {ns/a=u-a}");
            awaitRequests(LIST, watchFrom(10), PROBE, LIST, watchFrom(9));
        } else {
            stub.thenHang(event("ADDED", service("b", 1000)));
            watch(Kind.SERVICE);
            heard.await("listed SERVICE {}", "disturbed SERVICE " + why, "observed SERVICE ns/b u-b 1000");
            assertRequests(LIST, watchFrom(10), PROBE, watchFrom(10));
        }
    }

    /** A server that stops in order ends its watches as if their time were over. */
    @Test
    void asksHowFarTheServerIsWhereItEndsAWatchBeforeItsTime() throws Exception {
        stub.then(200, page(8, "")).thenLines(event("ADDED", service("a", 10))).then(200, page(9, "")).then(200, page(9, ""))
                .thenHang();
        watch(Kind.SERVICE);
        heard.await("listed SERVICE {}", "observed SERVICE ns/a u-a 10", BEHIND, "listed SERVICE {}");
        awaitRequests(LIST, watchFrom(8), PROBE, LIST, watchFrom(9));
    }

    @Test
    void asksAgainUntilTheServerSaysHowFarItIs() throws Exception {
        stub.then(200, EMPTY).thenCut().then(503, "").then(429, "").then(200, page(10, "")).thenHang();
        watch(Kind.SERVICE);
        heard.await("listed SERVICE {}", "disturbed SERVICE the server cut the connection",
                "disturbed SERVICE HTTP 503: HTTP 503", "disturbed SERVICE HTTP 429: HTTP 429");
        awaitRequests(LIST, watchFrom(10), PROBE, PROBE, PROBE, watchFrom(10));
    }

    /** To be asked for less is no reason to doubt. */
    @Test
    void doesNotDoubtAServerThatIsBusy() throws Exception {
        stub.then(200, EMPTY).then(429, "").thenHang();
        watch(Kind.SERVICE);
        heard.await("listed SERVICE {}", "disturbed SERVICE HTTP 429: HTTP 429");
        awaitRequests(LIST, watchFrom(10), watchFrom(10));
    }

    /** A bookmark of the version that was asked from is no news: that is all a server says that has not reached it. */
    @ParameterizedTest
    @CsvSource({"9", "10"})
    void asksHowFarTheServerIsAfterThreeSilentWatches(int version) throws Exception {
        String echo = event("BOOKMARK", "{\"kind\":\"Service\",\"metadata\":{\"resourceVersion\":\"10\"}}");
        stub.then(200, EMPTY);
        for (int i = 0; i < 3; i++) {
            stub.then(exchange -> ApiStub.endAfter(exchange, Duration.ofMillis(1050), echo));
        }
        stub.then(200, page(version, ""));
        if (version < 10) {
            stub.then(200, page(version, ""));
        }
        stub.thenHang();
        watch(Kind.SERVICE);
        if (version < 10) {
            heard.await("listed SERVICE {}", BEHIND, "listed SERVICE {}");
            awaitRequests(LIST, watchFrom(10), watchFrom(10), watchFrom(10), PROBE, LIST, watchFrom(9));
        } else {
            awaitRequests(LIST, watchFrom(10), watchFrom(10), watchFrom(10), PROBE, watchFrom(10));
        }
    }
}
