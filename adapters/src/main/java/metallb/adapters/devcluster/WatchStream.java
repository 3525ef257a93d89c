package metallb.adapters.devcluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import metallb.adapters.support.apistore.Watch;
import metallb.adapters.support.apistore.WatchEvent;

/**
 * One watch on its way to a client: events wait here until its connection takes them. A client that lets too many wait loses
 * the watch, as a real server would do it; it lists and watches again.
 */
final class WatchStream {
    private static final int MOST_WAITING = 20_000;
    /** Stands for the end: nothing is sent for it. */
    private static final String END = "";

    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
    private volatile Watch watch;
    private volatile boolean ended;

    /** Within the store's lock. */
    void accept(WatchEvent event) {
        if (waiting.size() >= MOST_WAITING) {
            end();
        } else if (!ended) {
            waiting.add(event.toJson() + "\n");
            if (event.type() == WatchEvent.Type.ERROR) {
                waiting.add(END);
            }
        }
    }

    void watches(Watch running) {
        watch = running;
    }

    void bookmark() {
        watch.bookmark();
    }

    void end() {
        ended = true;
        waiting.add(END);
    }

    /** Sends until the deadline, the end of the watch or of the connection. */
    void pump(OutputStream out, long nanos) throws IOException {
        long deadline = System.nanoTime() + nanos;
        try {
            while (!ended) {
                String next = waiting.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null || next.equals(END)) {
                    return;
                }
                out.write(next.getBytes(StandardCharsets.UTF_8));
                if (waiting.isEmpty()) {
                    out.flush();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
