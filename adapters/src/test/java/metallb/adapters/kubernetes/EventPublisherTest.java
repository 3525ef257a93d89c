package metallb.adapters.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import metallb.adapters.support.objects.EventEncoder;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Uid;
import metallb.domain.core.MetricFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class EventPublisherTest {
    private static final Timings QUICK = new Timings(Duration.ofSeconds(5), Duration.ofSeconds(2),
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMillis(200),
            Duration.ofMillis(2), Duration.ofMillis(10));
    private static final EventEncoder REPORTER = new EventEncoder("metallb-controller", "c-0");
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final String EVENTS = "/apis/events.k8s.io/v1/namespaces/ns/events";
    private static final String POST = "POST " + EVENTS + " " + REPORTER.event(event("one"), NOW);
    private static final String PATCH = "PATCH " + EVENTS + "/" + REPORTER.name(event("one")) + " ";
    private static final String EXISTS = "{\"reason\":\"AlreadyExists\"}";

    @TempDir
    private Path directory;
    private final AtomicLong nanos = new AtomicLong();
    private ApiStub stub;
    private ClusterAccess access;
    private EventPublisher publisher;
    /** In which the next event is told. */
    private long term;
    /** Those below are over. */
    private volatile long oldestTerm;

    @BeforeEach
    void open() throws IOException {
        stub = new ApiStub();
        access = stub.access(directory, QUICK);
        publisher = new EventPublisher(access, REPORTER, () -> NOW, nanos::get, this::check);
    }

    @AfterEach
    void close() {
        publisher.close();
        access.close();
        stub.close();
    }

    private void check(long asking) throws LastCheck.TermOver {
        if (asking < oldestTerm) {
            throw new LastCheck.TermOver();
        }
    }

    private static KubernetesEvent event(String note) {
        return new KubernetesEvent(new KubernetesEvent.Regarding(Kind.SERVICE, new ObjectKey("ns", "web"),
                new Uid("u1"), new ResourceVersion("41")), KubernetesEvent.Type.NORMAL, "IPAllocated", "Assign", note);
    }

    private static String series(int count) {
        return PATCH + EventEncoder.series(count, NOW);
    }

    private void await(String expected, Supplier<String> found) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!expected.equals(found.get()) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEquals(expected, found.get());
    }

    private void awaitRequests(String... expected) {
        await(String.join("\n", expected), () -> String.join("\n", stub.requests()));
    }

    /** What became of the events, those counts left out that are 0. */
    private String fates() {
        return publisher.metrics().getFirst().samples().stream().filter(sample -> sample.value() > 0)
                .map(sample -> sample.labels().get("outcome") + " " + Math.round(sample.value()))
                .collect(Collectors.joining(", "));
    }

    private void awaitFates(String expected) {
        await(expected, this::fates);
    }

    private void publish(String note, String fates) {
        publisher.publish(event(note), term);
        awaitFates(fates);
    }

    @Test
    void tellsAStoryOnceAndThenCounts() {
        stub.then(201, "{}").then(200, "{\"series\":{\"count\":2}}").then(200, "{\"series\":{\"count\":3}}").then(404, "")
                .then(201, "{}");
        publish("one", "created 1");
        publish("one", "created 1, repeated 1");
        publish("one", "created 1, repeated 2");
        publish("one", "created 2, repeated 2");
        awaitRequests(POST, series(2), series(3), series(4), POST);
    }

    @Test
    void writesOnceHowOftenItHappenedWhileItWaited() {
        CountDownLatch waits = new CountDownLatch(1);
        stub.then(exchange -> {
            waits.await();
            ApiStub.send(exchange, 201, "{}");
        }).then(201, "{}").then(200, "{\"series\":{\"count\":3}}").then(200, "{\"series\":{\"count\":4}}");
        String another = "POST " + EVENTS + " " + REPORTER.event(event("another"), NOW);
        publisher.publish(event("another"), term);
        awaitRequests(another);
        for (int i = 0; i < 3; i++) {
            publisher.publish(event("one"), term);
        }
        waits.countDown();
        awaitFates("created 2, repeated 1");
        publish("one", "created 2, repeated 2");
        awaitRequests(another, POST, series(3), series(4));
    }

    /** A process that starts tells of what it finds; an earlier one has told it already. */
    @Test
    void tellsNothingAgainAfterARestart() {
        stub.then(409, EXISTS).then(409, EXISTS);
        publish("one", "known 1");
        nanos.addAndGet(EventEncoder.FOUND_AT_START.toNanos() - 1);
        publish("one", "known 2");
        awaitRequests(POST, POST);
    }

    @Test
    void aNewCoreTellsNothingAgainThatThisProcessTold() {
        stub.then(201, "{}").then(409, EXISTS).then(200, "{\"series\":{\"count\":1}}").then(200, "{\"series\":{\"count\":2}}");
        publish("one", "created 1");
        nanos.addAndGet(EventEncoder.FOUND_AT_START.toNanos());
        term++;
        publish("one", "created 1, known 1");
        awaitRequests(POST, POST);
    }

    /** The API could not be reached, so the story of the last term waits when the next one tells of what it finds. */
    @Test
    void writesOnceWhatWaitsWhileANewCoreTellsItToo() {
        CountDownLatch waits = new CountDownLatch(1);
        stub.then(exchange -> {
            waits.await();
            ApiStub.send(exchange, 201, "{}");
        }).then(201, "{}").then(201, "{}");
        publisher.publish(event("another"), term);
        String another = "POST " + EVENTS + " " + REPORTER.event(event("another"), NOW);
        awaitRequests(another);
        publisher.publish(event("one"), term);
        term++;
        publisher.publish(event("one"), term);
        waits.countDown();
        publish("last", "created 3");
        awaitRequests(another, POST, "POST " + EVENTS + " " + REPORTER.event(event("last"), NOW));
    }

    /** It was stopped for a minute: its core learns last that it leads no more. */
    @Test
    void nothingIsSentAnyMoreOfATermThatIsOver() {
        CountDownLatch waits = new CountDownLatch(1);
        stub.then(exchange -> {
            waits.await();
            ApiStub.send(exchange, 201, "{}");
        }).then(201, "{}");
        publisher.publish(event("another"), term);
        String another = "POST " + EVENTS + " " + REPORTER.event(event("another"), NOW);
        awaitRequests(another);
        for (int i = 0; i < 40; i++) {
            publisher.publish(event("note " + i), term);
        }
        oldestTerm = ++term;
        waits.countDown();
        awaitFates("created 1, ended 40");
        publish("one", "created 2, ended 40");
        awaitRequests(another, POST);
    }

    @Test
    void aTermThatEndsLeavesNothingToWait() {
        publisher.publish(event("one"), term);
        // never answered
        awaitRequests(POST);
        for (int i = 0; i < 40; i++) {
            publisher.publish(event("note " + i), term);
        }
        term++;
        publisher.publish(event("of the next term"), term);
        oldestTerm = term;
        publisher.dropOutdated();

        assertEquals("ended 40", fates());
        assertEquals(1, publisher.metrics().get(1).samples().getFirst().value());
    }

    @Test
    void goesOnCountingWhatAnEarlierProcessTold() {
        stub.then(201, "{}").then(409, EXISTS).then(200, "{\"series\":{\"count\":6}}")
                .then(200, "{\"series\":{\"count\":7}}").then(200, "{\"series\":{\"count\":8}}");
        publish("another", "created 1");
        nanos.addAndGet(EventEncoder.FOUND_AT_START.toNanos());
        publish("one", "created 1, repeated 1");
        publish("one", "created 1, repeated 2");
        awaitRequests("POST " + EVENTS + " " + REPORTER.event(event("another"), NOW), POST, PATCH + "{}", series(7),
                series(8));
    }

    /** The first answer is lost after the event has landed: to have it told twice would be a lie. */
    @Test
    void countsAnEventOnceThatLandedWithoutAnAnswer() {
        stub.then(201, "{}").then(exchange -> {
            throw new IOException("cut");
        }).then(409, EXISTS);
        publish("another", "created 1");
        nanos.addAndGet(EventEncoder.FOUND_AT_START.toNanos());
        publish("one", "created 1, known 1");
        awaitRequests("POST " + EVENTS + " " + REPORTER.event(event("another"), NOW), POST, POST);
    }

    @ParameterizedTest
    @CsvSource({"429", "500", "503"})
    void sendsAgainWhatTheServerCannotTakeNow(int status) {
        stub.then(status, "").then(201, "{}");
        publish("one", "created 1");
        awaitRequests(POST, POST);
    }

    @ParameterizedTest
    @CsvSource({"403", "404", "422"})
    void countsWhatTheServerRefuses(int status) {
        stub.then(status, "").then(201, "{}");
        publish("one", "refused 1");
        publish("two", "created 1, refused 1");
    }

    /** Eight times, and others meanwhile go ahead. */
    @Test
    void givesUpOnWhatTheServerNeverAnswers() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        stub.then(exchange -> {
            waits.await();
            ApiStub.send(exchange, 500, "");
        }).then(201, "{}");
        for (int i = 0; i < 7; i++) {
            stub.then(500, "");
        }
        publisher.publish(event("one"), term);
        awaitRequests(POST);
        publisher.publish(event("two"), term);
        waits.countDown();
        awaitFates("created 1, refused 1");
        assertEquals(9, stub.requests().size());
        assertEquals("POST " + EVENTS + " " + REPORTER.event(event("two"), NOW), stub.requests().get(1));
    }

    @Test
    void dropsAndCountsWhatFindsNoRoom() {
        publisher.publish(event("one"), term);
        // never answered
        awaitRequests(POST);
        for (int i = 0; i < EventBacklog.ROOM + 10; i++) {
            publisher.publish(event("note " + i), term);
        }
        assertEquals("dropped 10", fates());
        MetricFamily waiting = publisher.metrics().get(1);
        assertEquals("metallb_k8s_client_events_waiting " + EventBacklog.ROOM + ".0",
                waiting.name() + " " + waiting.samples().getFirst().value());
    }

    /** 56 calls: after the 50th there is a fifth of a second before each. */
    @Test
    void makesFiftyCallsAtOnceAndThenFiveASecond() {
        publisher.close();
        publisher = new EventPublisher(access, REPORTER, () -> NOW, System::nanoTime, this::check);
        long started = System.nanoTime();
        for (int i = 0; i < 56; i++) {
            stub.then(201, "{}");
            publisher.publish(event("note " + i), term);
        }
        awaitFates("created 56");
        long millis = (System.nanoTime() - started) / 1_000_000;
        assertTrue(millis >= 1100, "56 calls in " + millis + " ms");
    }
}
