package metallb.adapters.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import metallb.adapters.support.objects.ObjectDecoder;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.config.ConfigText;
import metallb.domain.config.Reading;
import metallb.domain.config.Tree;
import metallb.domain.config.Where;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A feed of a stubbed server, and the words of both. */
abstract class StubbedFeed {
    static final ObjectDecoder DECODER = new ObjectDecoder((source, text) ->
            new Reading.Document(ConfigText.of(text), new Tree.Nothing(new Where(source, "", 1, 1))));
    static final ObjectKey CONFIG = new ObjectKey("metallb-system", "config");
    static final ObjectKey ACCEPTED = new ObjectKey("metallb-system", "config-accepted");
    private static final Timings QUICK = new Timings(Duration.ofSeconds(5), Duration.ofSeconds(3),
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(4),
            Duration.ofMillis(2), Duration.ofMillis(10));
    static final String EMPTY = "{\"kind\":\"ServiceList\",\"metadata\":{\"resourceVersion\":\"10\"},"
            + "\"items\":null}";
    static final String LIST = "GET /api/v1/services?limit=500";
    static final String PROBE = "GET /api/v1/services?limit=1";

    @TempDir
    private Path directory;
    ApiStub stub;
    ClusterAccess access;
    KubernetesFeed feed;
    final Heard heard = new Heard();

    @BeforeEach
    void open() throws IOException {
        stub = new ApiStub();
        access = stub.access(directory, QUICK);
    }

    @AfterEach
    void close() {
        if (feed != null) {
            feed.close();
        }
        access.close();
        stub.close();
    }

    void watch(Kind... kinds) {
        feed = KubernetesFeed.open(access, new TreeSet<>(List.of(kinds)), CONFIG, ACCEPTED, DECODER, heard);
    }

    static String service(String name, int version) {
        return """
                {"kind":"Service","metadata":{"name":"%s","namespace":"ns","uid":"u-%s","resourceVersion":"%d"},\
                "futureField":{"x":1}}""".formatted(name, name, version);
    }

    static String page(int version, String next, String... items) {
        return "{\"kind\":\"ServiceList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"" + version
                + "\",\"continue\":\"" + next + "\",\"remainingItemCount\":7},\"items\":["
                + String.join(",", items) + "],\"future\":[{}]}";
    }

    static String event(String type, String object) {
        return "{\"type\":\"" + type + "\",\"object\":" + object + "}";
    }

    static String watchFrom(int version) {
        return "GET /api/v1/services?watch=true&allowWatchBookmarks=true&resourceVersion=" + version
                + "&timeoutSeconds=1";
    }

    static final String GONE = "{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"too old\","
            + "\"reason\":\"Expired\",\"code\":410}";

    /** Some are sent after the last word was told. */
    void awaitRequests(String... expected) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (stub.requests().size() < expected.length && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertRequests(expected);
    }

    void assertRequests(String... expected) {
        List<String> requests = stub.requests();
        assertEquals(String.join("\n", expected),
                String.join("\n", requests.subList(0, Math.min(requests.size(), expected.length))));
    }
}
