package metallb.domain.core;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import metallb.domain.cluster.ObjectKey;

/**
 * Services whose status somebody else keeps changing. The third change within a minute makes us give way: nothing is
 * written for a while, longer each time.
 */
final class ForeignEdits {
    private static final int MANY = 3;
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();
    /** After that long without a change the next quarrel starts from the shortest pause again. */
    private static final long FORGOTTEN = Duration.ofHours(1).toNanos();
    private static final Backoff PAUSE = new Backoff(Duration.ofMinutes(2), Duration.ofMinutes(30));

    private final SplittableRandom random;
    private final TreeMap<ObjectKey, Quarrel> quarrels = new TreeMap<>();
    private final TreeSet<Pause> pauses = new TreeSet<>();

    ForeignEdits(SplittableRandom random) {
        this.random = random;
    }

    /** Somebody changed our status; true where that was once too often and a pause begins. */
    boolean edited(ObjectKey service, long nanos) {
        Quarrel quarrel = quarrels.computeIfAbsent(service, absent -> new Quarrel());
        if (quarrel.pause != null) {
            return false;
        }
        if (!quarrel.edits.isEmpty() && quarrel.edits.getLast() + FORGOTTEN < nanos) {
            quarrel.pausesSoFar = 0;
        }
        quarrel.edits.addLast(nanos);
        while (quarrel.edits.size() > MANY) {
            quarrel.edits.removeFirst();
        }
        if (quarrel.edits.size() < MANY || quarrel.edits.getFirst() + WINDOW < nanos) {
            return false;
        }
        quarrel.pausesSoFar++;
        quarrel.pause = new Pause(nanos + PAUSE.nanos(quarrel.pausesSoFar, random), service);
        pauses.add(quarrel.pause);
        return true;
    }

    boolean isPaused(ObjectKey service) {
        Quarrel quarrel = quarrels.get(service);
        return quarrel != null && quarrel.pause != null;
    }

    /** The services whose pause is over: they may be written again. */
    List<ObjectKey> resumed(long nanos) {
        List<ObjectKey> resumed = new ArrayList<>();
        while (!pauses.isEmpty() && pauses.first().until() <= nanos) {
            ObjectKey service = pauses.pollFirst().service();
            quarrels.get(service).pause = null;
            resumed.add(service);
        }
        return resumed;
    }

    OptionalLong nextDeadline() {
        return pauses.isEmpty() ? OptionalLong.empty() : OptionalLong.of(pauses.first().until());
    }

    void forget(ObjectKey service) {
        Quarrel quarrel = quarrels.remove(service);
        if (quarrel != null && quarrel.pause != null) {
            pauses.remove(quarrel.pause);
        }
    }

    private static final class Quarrel {
        private final Deque<Long> edits = new ArrayDeque<>(MANY + 1);
        private int pausesSoFar;
        private Pause pause;
    }

    private record Pause(long until, ObjectKey service) implements Comparable<Pause> {
        @Override
        public int compareTo(Pause other) {
            int byTime = Long.compare(until, other.until);
            return byTime != 0 ? byTime : service.compareTo(other.service);
        }
    }
}
