package metallb.adapters.kubernetes;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Response;

/** The one call that a thread waits for, so that another thread can end the waiting for good. */
final class OpenCall {
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Call call;

    boolean isOpen() {
        return closed.getCount() > 0;
    }

    Response execute(Call next) throws IOException {
        call = next;
        if (!isOpen()) {
            throw new IOException("closed");
        }
        return next.execute();
    }

    /** Waits so long, or until closed. */
    void pause(Duration pause) {
        try {
            closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // nobody interrupts these threads but who wants them to end
            closed.countDown();
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closed.countDown();
        Call waiting = call;
        if (waiting != null) {
            waiting.cancel();
        }
    }
}
