package metallb.bootstrap.pump;

import java.time.Duration;
import java.util.function.Consumer;
import metallb.domain.core.Query;
import metallb.ports.question.Questions;

/**
 * Turns a pump under real time, on a platform thread named {@code core} that owns all of the core's state. Between
 * turns it waits for the inbox or the core's next deadline.
 */
public final class CoreThread implements Questions {
    /** A turn takes milliseconds; one that takes this long is stuck. */
    private static final Duration STUCK = Duration.ofSeconds(10);

    private final Pump<?, ?> pump;
    private final Clock clock;
    private final Consumer<Throwable> broken;
    private final Thread thread = Thread.ofPlatform().name("core").unstarted(this::run);
    private volatile boolean ended;
    private volatile boolean waiting = true;
    /** Where {@code waiting} is false: when the turn began. */
    private volatile long turnBegan;

    /**
     * @param broken hears, on the core's thread, what came out of the core: a broken invariant. It must log it and
     *     halt the process with a code that is not 0 (halt: a shutdown hook may wait for this very thread); the thread
     *     turns no more
     */
    public CoreThread(Pump<?, ?> pump, Clock clock, Consumer<Throwable> broken) {
        this.pump = pump;
        this.clock = clock;
        this.broken = broken;
    }

    public void start() {
        thread.start();
    }

    /** No further turn after the one that runs; may be called from any thread, the core's own included. */
    public void end() {
        ended = true;
        pump.inbox().rouse();
    }

    /** Waits until the thread is gone; says whether it went in time. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return thread.join(patience);
    }

    @Override
    public Reply ask(Query query, Duration patience) {
        Question question = new Question(query);
        if (!pump.inbox().put(question)) {
            return new Reply.Busy();
        }
        Reply reply = question.await(patience);
        pump.inbox().forget(question);
        return reply;
    }

    @Override
    public boolean isAlive() {
        // the flag is read before the time that belongs to it, as they are written the other way round
        return thread.isAlive() && (waiting || clock.now().nanos() - turnBegan <= STUCK.toNanos());
    }

    boolean isIdle() {
        return waiting;
    }

    private void run() {
        try {
            while (!ended) {
                turnBegan = clock.now().nanos();
                waiting = false;
                pump.turn(clock.now());
                waiting = true;
                pump.inbox().await(pump.nextDeadline());
            }
        } catch (Throwable failure) {
            ended = true;
            broken.accept(failure);
        }
    }
}
