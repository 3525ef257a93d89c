package metallb.bootstrap.process;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import metallb.ports.cluster.ClusterFeed;

/**
 * The watches of the term that is on. Each term has its own, which begin with consistent lists.
 *
 * @param <F> the kind of feed
 */
public final class TermWatches<F extends ClusterFeed> implements AutoCloseable {
    private final Supplier<F> opening;
    private final Executor closing;
    private Optional<F> open = Optional.empty();

    /**
     * @param opening opens a feed
     * @param closing where the end of a feed may be waited for
     */
    public TermWatches(Supplier<F> opening, Executor closing) {
        this.opening = opening;
        this.closing = closing;
    }

    synchronized void begin() {
        open = Optional.of(opening.get());
    }

    /** @param over run when nothing of these watches can be told any more */
    synchronized void end(Runnable over) {
        open.ifPresent(feed -> closing.execute(() -> {
            feed.close();
            try {
                feed.awaitEnd();
                over.run();
            } catch (InterruptedException _) {
                // the process ends: nobody waits for it any more
                Thread.currentThread().interrupt();
            }
        }));
        open = Optional.empty();
    }

    public synchronized Optional<F> current() {
        return open;
    }

    @Override
    public synchronized void close() {
        open.ifPresent(ClusterFeed::close);
    }
}
