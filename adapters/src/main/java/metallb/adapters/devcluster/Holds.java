package metallb.adapters.devcluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where calls wait that a fault holds or delays, until their time is over or all are let go. */
final class Holds {
    private CountDownLatch gate = new CountDownLatch(1);

    void hold(Duration most) throws IOException {
        try {
            gate().await(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", stopping);
        }
    }

    /** Lets go what waits now; what comes later waits again. */
    synchronized void release() {
        gate.countDown();
        gate = new CountDownLatch(1);
    }

    private synchronized CountDownLatch gate() {
        return gate;
    }
}
