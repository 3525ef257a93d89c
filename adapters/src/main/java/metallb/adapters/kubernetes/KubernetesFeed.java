package metallb.adapters.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import metallb.adapters.support.objects.ObjectDecoder;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.ports.cluster.ClusterFeed;

/** Lists and watches what was asked for, each kind on a thread of its own. */
public final class KubernetesFeed implements ClusterFeed {
    private static final long FAREWELL_MILLIS = 2000;

    private final List<ListWatch> watches = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private KubernetesFeed() {}

    /**
     * Starts at once; what the API does not answer now is tried again until {@link #close}.
     *
     * @param kinds what the core wants to see: all of them for a speaker, no endpoints and nodes for a controller
     * @param config the operator's ConfigMap
     * @param accepted the accepted copy of it
     * @param listener called on the threads {@code watch-KIND}; for each kind in order
     */
    public static KubernetesFeed open(ClusterAccess access, Set<Kind> kinds, ObjectKey config, ObjectKey accepted,
            ObjectDecoder decoder, Listener listener) {
        KubernetesFeed feed = new KubernetesFeed();
        for (Kind kind : kinds) {
            Subject subject = Subject.of(kind, config, accepted);
            ListWatch watch = new ListWatch(access, subject, decoder, listener);
            feed.watches.add(watch);
            feed.threads.add(Thread.ofPlatform().name(subject.threadName()).daemon().unstarted(watch));
        }
        feed.threads.forEach(Thread::start);
        return feed;
    }

    /** Ends the watches and waits for their threads, 2 s at most. */
    @Override
    public void close() {
        watches.forEach(ListWatch::close);
        long deadline = System.nanoTime() + FAREWELL_MILLIS * 1_000_000;
        for (Thread thread : threads) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left > 0 && thread != Thread.currentThread()) {
                join(thread, left);
            }
        }
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
