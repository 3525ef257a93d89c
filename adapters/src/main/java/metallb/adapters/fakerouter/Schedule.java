package metallb.adapters.fakerouter;

import java.util.OptionalLong;
import java.util.PriorityQueue;

/** What is to happen when, under virtual time; what is due at the same time happens in the order it was planned. */
final class Schedule {
    private final PriorityQueue<Plan> plans = new PriorityQueue<>();
    private long now;
    private long planned;

    Schedule(long now) {
        this.now = now;
    }

    void after(long nanos, Runnable deed) {
        plans.add(new Plan(now + nanos, planned++, deed));
    }

    /** Does what is due, each at its own time: what follows from it counts from there. */
    void runUntil(long until) {
        if (until - now < 0) {
            throw new IllegalArgumentException("time went back by " + (now - until) + " ns");
        }
        while (!plans.isEmpty() && plans.element().at() - until <= 0) {
            Plan next = plans.remove();
            now = next.at();
            next.deed().run();
        }
        now = until;
    }

    OptionalLong next() {
        return plans.isEmpty() ? OptionalLong.empty() : OptionalLong.of(plans.element().at());
    }

    private record Plan(long at, long number, Runnable deed) implements Comparable<Plan> {
        @Override
        public int compareTo(Plan other) {
            return at != other.at ? Long.signum(at - other.at) : Long.compare(number, other.number);
        }
    }
}
