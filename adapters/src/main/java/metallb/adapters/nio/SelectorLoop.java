package metallb.adapters.nio;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One thread that owns a selector, a queue of commands from other threads, and timers. What runs on it must return at
 * once; a failure that gets out of a command, a timer or a channel's turn ends the thread and is reported.
 */
final class SelectorLoop {
    /** Commands of one turn; the rest waits until the sockets had theirs. */
    private static final int COMMANDS_A_TURN = 1024;

    private final Selector selector;
    private final Thread thread;
    private final Runnable afterCommands;
    private final Consumer<Throwable> broken;
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private volatile boolean ended;
    /** Written by the loop's thread alone. */
    private volatile long wakeUps;

    /**
     * @param afterCommands runs once a turn, after the commands: what they left behind leaves in one go
     * @param broken hears, on the loop's thread, what ended the loop
     */
    SelectorLoop(String name, Runnable afterCommands, Consumer<Throwable> broken) throws IOException {
        this.selector = Selector.open();
        this.afterCommands = afterCommands;
        this.broken = broken;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** From any thread: runs {@code command} on the loop's thread, in the order of the calls; dropped once ended. */
    void execute(Runnable command) {
        if (ended) {
            return;
        }
        commands.add(command);
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    /** On the loop's thread: runs {@code task} so much later, and cannot be taken back: the task looks for itself. */
    void after(long nanos, Runnable task) {
        timers.add(new Timer(System.nanoTime() + nanos, task));
    }

    /** On the loop's thread: {@code turn} runs whenever the channel is ready for something of its interest. */
    SelectionKey register(SelectableChannel channel, int interest, Runnable turn) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, interest, turn);
    }

    /** How often the thread came back from waiting: nothing to do is nothing to wake up for. */
    long wakeUps() {
        return wakeUps;
    }

    boolean isEnded() {
        return ended;
    }

    /** Closes every channel and waits until the thread is gone; called on that thread itself it does not wait. */
    void end() {
        ended = true;
        selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!ended) {
                turn();
            }
        } catch (Throwable failure) {
            ended = true;
            broken.accept(failure);
        } finally {
            closeEverything();
        }
    }

    private void turn() throws IOException {
        runCommands();
        runTimers();
        afterCommands.run();
        if (!commands.isEmpty() || ended) {
            selector.selectNow(SelectorLoop::ready);
        } else if (timers.isEmpty()) {
            selector.select(SelectorLoop::ready);
        } else {
            selector.select(SelectorLoop::ready, millisUntil(timers.element().at()));
        }
        wakeUps = wakeUps + 1;
    }

    private static void ready(SelectionKey key) {
        if (key.isValid()) {
            ((Runnable) key.attachment()).run();
        }
    }

    private void runCommands() {
        for (int i = 0; i < COMMANDS_A_TURN; i++) {
            Runnable command = commands.poll();
            if (command == null || ended) {
                return;
            }
            command.run();
        }
    }

    private void runTimers() {
        long now = System.nanoTime();
        while (!timers.isEmpty() && timers.element().at() - now <= 0 && !ended) {
            timers.remove().task().run();
        }
    }

    /** Rounded up, and never 0, which would mean for ever. */
    private static long millisUntil(long nanos) {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime()) + 1);
    }

    private void closeEverything() {
        for (SelectionKey key : selector.keys()) {
            Sockets.closeQuietly(key.channel());
        }
        Sockets.closeQuietly(selector);
        commands.clear();
    }

    private record Timer(long at, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return Long.signum(at - other.at);
        }
    }
}
