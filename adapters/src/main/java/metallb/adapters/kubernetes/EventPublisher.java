package metallb.adapters.kubernetes;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import metallb.adapters.support.objects.EventEncoder;
import metallb.domain.cluster.KubernetesEvent;
import okhttp3.Call;
import okhttp3.Response;

/**
 * Sends events one after the other: 50 at once, then 5 a second, 1,000 may wait; what finds no room is dropped and
 * counted. An event that was sent before becomes a series (events.k8s.io/v1).
 */
final class EventPublisher implements AutoCloseable {
    static final int WAITING = 1000;
    private static final double PER_SECOND = 5;
    private static final double BURST = 50;
    /** Names whose count is remembered; of a forgotten one the server tells that it exists. */
    private static final int REMEMBERED = 1000;

    private final ClusterAccess access;
    private final EventEncoder encoder;
    private final Supplier<Instant> clock;
    private final BlockingQueue<KubernetesEvent> queue = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    /** How often each event was told; touched by the one thread only. */
    private final Map<String, Integer> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    EventPublisher(ClusterAccess access, EventEncoder encoder, Supplier<Instant> clock) {
        this.access = access;
        this.encoder = encoder;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("events").start(this::run);
    }

    void publish(KubernetesEvent event) {
        if (closed.getCount() == 0 || !queue.offer(event)) {
            dropped.incrementAndGet();
        }
    }

    long dropped() {
        return dropped.get();
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }

    private void run() {
        Pace pace = new Pace(PER_SECOND, BURST, System.nanoTime());
        try {
            while (closed.getCount() > 0) {
                KubernetesEvent event = queue.take();
                if (closed.await(pace.take(System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    return;
                }
                if (!isSent(event)) {
                    dropped.incrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            // closed: what waits is dropped with us
        }
    }

    private boolean isSent(KubernetesEvent event) {
        String name = encoder.name(event);
        String path = Paths.events(EventEncoder.namespace(event));
        Instant at = clock.get();
        try {
            if (counts.containsKey(name) && isRepeated(path, name, at)) {
                return true;
            }
            int status = status(access.post(path, Map.of(), encoder.event(event, at)));
            if (status == 409) {
                return isRepeated(path, name, at);
            }
            if (status / 100 == 2) {
                counts.put(name, 1);
            }
            return status / 100 == 2;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Makes it a series, or a longer one; false where the server has forgotten it, as it does after an hour. */
    private boolean isRepeated(String path, String name, Instant at) throws IOException {
        int count = counts.merge(name, 2, (told, first) -> told + 1);
        int status = status(access.mergePatch(path + "/" + name, Map.of(), EventEncoder.series(count, at)));
        if (status == 404) {
            counts.remove(name);
        }
        return status / 100 == 2;
    }

    private static int status(Call call) throws IOException {
        // an answer has its own time limit; an event that takes longer is not worth the queue behind it
        call.timeout().timeout(Duration.ofSeconds(5).toNanos(), TimeUnit.NANOSECONDS);
        try (Response response = call.execute()) {
            return response.code();
        }
    }
}
