package metallb.bootstrap.pump;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import metallb.ports.question.Questions;

/**
 * What waits for a core: events in the order of {@link Waiting}, and apart from them questions, {@link Questions#MOST_WAITING} at most. Any
 * thread may put something in, and never waits; one thread takes.
 */
public final class Inbox<E> {
    /** Events that one turn takes at most. */
    static final int EVENTS_A_TURN = 256;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Waiting<E> events = new Waiting<>();
    private final Set<Question> questions = new LinkedHashSet<>();
    private boolean roused;

    /** @param clock tells when a deadline has come */
    public Inbox(Clock clock) {
        this.clock = clock;
    }

    public void put(E event) {
        lock.lock();
        try {
            events.add(event);
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next events in order, 256 at most; empty where none waits. */
    public List<E> take() {
        lock.lock();
        try {
            return events.take(EVENTS_A_TURN);
        } finally {
            lock.unlock();
        }
    }

    public boolean hasEvents() {
        lock.lock();
        try {
            return !events.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there was room for it. */
    boolean put(Question question) {
        lock.lock();
        try {
            if (questions.size() == Questions.MOST_WAITING) {
                return false;
            }
            questions.add(question);
            something.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Makes room: nobody waits for the answer any more. */
    void forget(Question question) {
        lock.lock();
        try {
            questions.remove(question);
        } finally {
            lock.unlock();
        }
    }

    /** All that wait, the longest waiting first. */
    List<Question> takeQuestions() {
        lock.lock();
        try {
            List<Question> taken = List.copyOf(questions);
            questions.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the wait that is on, or else the next one, although nothing came. */
    void rouse() {
        lock.lock();
        try {
            roused = true;
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until something is here, or the deadline has come.
     *
     * @param deadline in the nanoseconds of the clock; empty waits for ever
     */
    void await(OptionalLong deadline) throws InterruptedException {
        lock.lock();
        try {
            while (events.isEmpty() && questions.isEmpty() && !roused) {
                if (deadline.isEmpty()) {
                    something.await();
                } else {
                    long left = deadline.getAsLong() - clock.now().nanos();
                    if (left <= 0) {
                        return;
                    }
                    something.awaitNanos(left);
                }
            }
            roused = false;
        } finally {
            lock.unlock();
        }
    }
}
