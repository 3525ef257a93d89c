package metallb.adapters.devcluster;

import java.io.IOException;
import java.io.OutputStream;
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
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
    private volatile Watch watch;
    private volatile boolean ended;
    /** At first as much as the store holds: what is there already is sent whole. */
    private int most = Integer.MAX_VALUE;

    /** Within the store's lock. */
    void accept(WatchEvent event) {
        if (waiting.size() >= most) {
            end();
        } else if (!ended) {
            waiting.add(event.line());
            if (event.type() == WatchEvent.Type.ERROR) {
                waiting.add(END);
            }
        }
    }

    /** Within the store's lock, once what there is to send at once waits here. */
    void watches(Watch running) {
        watch = running;
        most = waiting.size() + MOST_WAITING;
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
                byte[] next = waiting.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null || next == END) {
                    return;
                }
                out.write(next);
                if (waiting.isEmpty()) {
                    out.flush();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
