package metallb.adapters.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import metallb.adapters.kubernetes.EventCalls.Answer;
import metallb.adapters.kubernetes.EventTally.Fate;
import metallb.adapters.support.objects.EventEncoder;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.core.MetricFamily;

/**
 * Sends events one after the other, so that a cluster's worth of them does not flood the API: 50 calls at once, then 5 a
 * second, and of announcements fewer ({@link EventBacklog}). An event that happens again becomes a series
 * (events.k8s.io/v1). One that a core tells for the first time, in its first minutes, and that the API still has from an
 * earlier core, be it of this process, is not written again. Nothing of a term that is over is sent any more.
 */
final class EventPublisher implements AutoCloseable {
    private static final double PER_SECOND = 5;
    private static final double BURST = 50;
    /** So often an event is sent that gets no answer, or one that promises better ones; about a minute. */
    private static final int ATTEMPTS = 8;
    /** Names whose count is remembered; of a forgotten one the server tells that it exists. */
    private static final int REMEMBERED = 1000;

    private final EventCalls calls;
    private final Supplier<Instant> clock;
    private final Pauses pauses;
    private final EventBacklog backlog;
    private final EventTally tally = new EventTally();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LongSupplier nanos;
    private final Pace pace;
    private final EventCalls.TermCheck terms;
    private OptionalLong firstStory = OptionalLong.empty();
    private long newest;
    /** Of which term {@link #counts} is; touched by the one thread only, as that is. */
    private long countedTerm;
    private int failures;
    /** How often the event of each name was told in the term. */
    private final Map<String, Integer> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Thread thread;

    /**
     * @param clock the wall clock, for the times in events
     * @param nanos a monotonic clock
     * @param terms which may tell anything now
     */
    EventPublisher(ClusterAccess access, EventEncoder encoder, Supplier<Instant> clock, LongSupplier nanos,
            EventCalls.TermCheck terms) {
        this.calls = new EventCalls(access, encoder, terms);
        this.terms = terms;
        this.clock = clock;
        this.nanos = nanos;
        this.backlog = new EventBacklog(nanos.getAsLong());
        this.pace = Pace.takenInAdvance(PER_SECOND, BURST, nanos.getAsLong());
        this.pauses = new Pauses(access.timings().firstPause(), access.timings().longestPause());
        this.thread = Thread.ofVirtual().name("events").start(this::run);
    }

    /** Which terms may tell anything has changed: what the others told waits no more. */
    void dropOutdated() {
        synchronized (backlog) {
            tally.count(Fate.ENDED, backlog.drop(term -> !mayTell(term)));
        }
    }

    /** Called by one thread at a time. */
    void publish(KubernetesEvent event, long term) {
        long now = nanos.getAsLong();
        if (firstStory.isEmpty() || term != newest) {
            newest = term;
            firstStory = OptionalLong.of(now);
        }
        boolean first = now - firstStory.getAsLong() < EventEncoder.FOUND_AT_START.toNanos();
        offer(new Story(event, 1, 0, term, first));
    }

    List<MetricFamily> metrics() {
        synchronized (backlog) {
            return tally.families(backlog.size());
        }
    }

    /** Sends no more; what waits is lost with the process. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }

    private boolean mayTell(long term) {
        try {
            terms.pass(term);
            return true;
        } catch (LastCheck.TermOver over) {
            return false;
        }
    }

    private void offer(Story story) {
        synchronized (backlog) {
            if (!backlog.offer(story)) {
                tally.count(Fate.DROPPED);
            }
            backlog.notifyAll();
        }
    }

    private Story next() throws InterruptedException {
        synchronized (backlog) {
            Optional<Story> next = backlog.take(nanos.getAsLong());
            while (next.isEmpty()) {
                OptionalLong wait = backlog.nanosToNext(nanos.getAsLong());
                if (wait.isEmpty()) {
                    backlog.wait();
                } else {
                    TimeUnit.NANOSECONDS.timedWait(backlog, wait.getAsLong());
                }
                next = backlog.take(nanos.getAsLong());
            }
            return next.get();
        }
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                await(pace.take(nanos.getAsLong()));
                settle(next());
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void await(long nanos) throws InterruptedException {
        if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("closed");
        }
    }

    private void settle(Story story) throws InterruptedException {
        if (story.term() > countedTerm) {
            counts.clear();
            countedTerm = story.term();
        }
        switch (send(story)) {
            case Answer.Taken(int count) -> {
                failures = 0;
                counts.put(calls.name(story), count);
            }
            case Answer.Exists _ -> {
                // told by an earlier process, or by ourselves without an answer: the API has it
                failures = 0;
                tally.count(Fate.KNOWN);
            }
            case Answer.Missing _, Answer.Refused _ -> {
                failures = 0;
                tally.count(Fate.REFUSED);
            }
            case Answer.Ended _ -> {
                failures = 0;
                tally.count(Fate.ENDED);
            }
            case Answer.Later(Duration wanted) -> later(story.attempted(), wanted);
        }
    }

    private void later(Story story, Duration wanted) throws InterruptedException {
        if (story.attempts() >= ATTEMPTS) {
            tally.count(Fate.REFUSED);
        } else {
            // behind the others, so that one that the server cannot bear holds up nobody
            offer(story);
        }
        failures++;
        Duration pause = pauses.after(failures, ThreadLocalRandom.current());
        await(Math.max(pause.toNanos(), Math.min(wanted.toNanos(), pauses.longest().toNanos())));
    }

    private Answer send(Story story) throws InterruptedException {
        String name = calls.name(story);
        Integer told = counts.get(name);
        if (told != null) {
            Answer repeated = repeat(story, told);
            if (!(repeated instanceof Answer.Missing)) {
                return repeated;
            }
            counts.remove(name);
        }
        Answer created = calls.create(story, clock.get());
        return switch (created) {
            case Answer.Taken _ -> {
                tally.count(Fate.CREATED);
                yield story.times() == 1 ? created : repeat(story, 0);
            }
            case Answer.Exists _ when story.first() || story.attempts() > 0 -> created;
            case Answer.Exists _ -> goOnFromThere(story);
            case Answer.Missing _, Answer.Later _, Answer.Refused _, Answer.Ended _ -> created;
        };
    }

    /** It is there, and its count is not known here. */
    private Answer goOnFromThere(Story story) throws InterruptedException {
        await(pace.take(nanos.getAsLong()));
        Answer there = calls.look(story);
        return there instanceof Answer.Taken(int count) ? repeat(story, count) : there;
    }

    private Answer repeat(Story story, int told) throws InterruptedException {
        await(pace.take(nanos.getAsLong()));
        Answer repeated = calls.repeat(story, told + story.times(), clock.get());
        if (repeated instanceof Answer.Taken) {
            tally.count(Fate.REPEATED);
        }
        return repeated;
    }
}
