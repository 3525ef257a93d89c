package metallb.bootstrap.pump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import metallb.domain.core.Query;
import metallb.domain.net.Now;
import metallb.ports.question.Questions.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoreThreadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Query QUERY = new Query.Metrics();

    /** Real time, moved ahead by whoever wants it late. */
    private final AtomicLong ahead = new AtomicLong();
    private final Clock clock = () -> {
        Now real = Clock.system().now();
        return new Now(real.nanos() + ahead.get(), real.wall());
    };
    private final Inbox<String> inbox = new Inbox<>(clock);
    private final BlockingQueue<String> effects = new LinkedBlockingQueue<>();
    private final AtomicReference<String> turnedOn = new AtomicReference<>();
    private final BlockingQueue<Throwable> broken = new LinkedBlockingQueue<>();
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final Pump<String, String> pump = new Pump<>(new Counting(), inbox, this::carryOut);
    private final CoreThread thread = new CoreThread(pump, clock, broken::add);

    @AfterEach
    void end() throws InterruptedException {
        stuck.countDown();
        thread.end();
        assertTrue(thread.awaitEnd(PATIENCE));
    }

    @Test
    void turnsWhenSomethingComes() throws InterruptedException {
        thread.start();
        inbox.put("a");
        assertEquals("a", nextEffect());
        inbox.put("b");
        assertEquals("b", nextEffect());
        assertEquals("core", turnedOn.get());
    }

    @Test
    void turnsWhenTheCoreWantsToThoughNothingComes() throws InterruptedException {
        thread.start();
        inbox.put("work 3");
        assertEquals(List.of("slice 3", "slice 2", "slice 1"), List.of(nextEffect(), nextEffect(), nextEffect()));
        long deadline = clock.now().nanos() + 20_000_000;
        inbox.put("at " + deadline);
        assertEquals("due " + deadline, nextEffect());
        assertTrue(clock.now().nanos() - deadline >= 0);
    }

    @Test
    void answersQuestionsOnTheCoresThread() throws InterruptedException {
        thread.start();
        inbox.put("a");
        assertEquals("a", nextEffect());
        Reply reply = thread.ask(QUERY, PATIENCE);
        assertEquals(1, Counting.taken(assertInstanceOf(Reply.Answered.class, reply).answer()));
    }

    @Test
    void saysLateAndMakesRoomAgain() throws InterruptedException {
        thread.start();
        inbox.put("stick");
        assertEquals("stick", nextEffect());
        for (int i = 0; i < 20; i++) {
            assertEquals(new Reply.Late(), thread.ask(QUERY, Duration.ofMillis(1)));
        }
    }

    @Test
    void saysBusyWhereSixteenWait() throws InterruptedException {
        thread.start();
        inbox.put("stick");
        assertEquals("stick", nextEffect());
        List<Question> waiting = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            waiting.add(new Question(QUERY));
            assertTrue(inbox.put(waiting.getLast()));
        }
        assertEquals(new Reply.Busy(), thread.ask(QUERY, PATIENCE));
        stuck.countDown();
        for (Question question : waiting) {
            assertInstanceOf(Reply.Answered.class, question.await(PATIENCE));
        }
    }

    @Test
    void isAliveWhileItWaitsHoweverLong() throws InterruptedException {
        assertFalse(thread.isAlive(), "not started");
        thread.start();
        inbox.put("a");
        assertEquals("a", nextEffect());
        assertInstanceOf(Reply.Answered.class, thread.ask(QUERY, PATIENCE));
        awaitIdle();
        ahead.addAndGet(Duration.ofHours(1).toNanos());
        assertTrue(thread.isAlive());
    }

    @Test
    void isNotAliveWhereATurnIsStuck() throws InterruptedException {
        thread.start();
        inbox.put("stick");
        assertEquals("stick", nextEffect());
        assertTrue(thread.isAlive());
        ahead.addAndGet(Duration.ofSeconds(11).toNanos());
        assertFalse(thread.isAlive());
        stuck.countDown();
        assertInstanceOf(Reply.Answered.class, thread.ask(QUERY, PATIENCE));
        awaitIdle();
        assertTrue(thread.isAlive());
    }

    @Test
    void aBrokenInvariantIsReportedAndEndsTheThread() throws InterruptedException {
        thread.start();
        inbox.put("break");
        Throwable reported = broken.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        assertEquals("java.lang.IllegalStateException: broken as asked", String.valueOf(reported));
        assertTrue(thread.awaitEnd(PATIENCE));
        assertFalse(thread.isAlive());
    }

    @Test
    void endsFromInsideAfterTheTurn() throws InterruptedException {
        inbox.put("end");
        inbox.put("last");
        thread.start();
        assertEquals("end", nextEffect());
        assertEquals("last", nextEffect());
        assertTrue(thread.awaitEnd(PATIENCE));
        assertNull(broken.peek());
    }

    private void carryOut(String effect) {
        turnedOn.set(Thread.currentThread().getName());
        effects.add(effect);
        if (effect.equals("end")) {
            thread.end();
        }
        if (effect.equals("stick")) {
            try {
                stuck.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    /** The turn that answered a question is over a moment after the answer. */
    private void awaitIdle() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!thread.isIdle() && until - System.nanoTime() > 0) {
            Thread.onSpinWait();
        }
    }

    private String nextEffect() throws InterruptedException {
        return effects.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    }
}
