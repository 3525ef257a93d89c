package metallb.bootstrap.scenario.world;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/** What is to happen when; what is due at the same time happens in the order it was planned. */
final class Agenda {
    /** How long a call to the API takes, and a watch event from it. */
    static final Duration API_LATENCY = Duration.ofMillis(1);

    private final VirtualTime time;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long planned;

    Agenda(VirtualTime time) {
        this.time = time;
    }

    /** After the latency of the API. */
    void afterLatency(Runnable deed) {
        after(API_LATENCY, deed);
    }

    void after(Duration delay, Runnable deed) {
        tasks.add(new Task(time.nanos() + delay.toNanos(), planned++, deed));
    }

    /** Does what is due; whether anything was. */
    boolean serve() {
        boolean any = false;
        while (!tasks.isEmpty() && tasks.element().at() <= time.nanos()) {
            tasks.remove().deed().run();
            any = true;
        }
        return any;
    }

    OptionalLong nextDeadline() {
        return tasks.isEmpty() ? OptionalLong.empty() : OptionalLong.of(tasks.element().at());
    }

    private record Task(long at, long number, Runnable deed) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
