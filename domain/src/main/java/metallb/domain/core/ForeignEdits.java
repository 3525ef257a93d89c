package metallb.domain.core;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import metallb.domain.cluster.ObjectKey;

/**
 * Objects of which somebody else keeps changing what we wrote: services with their status, the accepted copy. The third
 * change within a minute makes us give way: nothing is written for a while, longer each time.
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

    /** Somebody changed what we wrote. Where that was once too often, how long the pause is that begins now. */
    Optional<Duration> edited(ObjectKey object, long nanos) {
        Quarrel quarrel = quarrels.computeIfAbsent(object, absent -> new Quarrel());
        if (quarrel.pause != null) {
            return Optional.empty();
        }
        if (!quarrel.edits.isEmpty() && quarrel.edits.getLast() + FORGOTTEN < nanos) {
            quarrel.pausesSoFar = 0;
        }
        quarrel.edits.addLast(nanos);
        while (quarrel.edits.size() > MANY) {
            quarrel.edits.removeFirst();
        }
        if (quarrel.edits.size() < MANY || quarrel.edits.getFirst() + WINDOW < nanos) {
            return Optional.empty();
        }
        quarrel.pausesSoFar++;
        Duration length = Duration.ofNanos(PAUSE.nanos(quarrel.pausesSoFar, random));
        quarrel.pause = new Pause(nanos + length.toNanos(), object);
        pauses.add(quarrel.pause);
        return Optional.of(length);
    }

    /** How long a pause is, in whole seconds, for people. */
    static String words(Duration pause) {
        return pause.plusMillis(999).toSeconds() + " s";
    }

    boolean isPaused(ObjectKey object) {
        Quarrel quarrel = quarrels.get(object);
        return quarrel != null && quarrel.pause != null;
    }

    /** The objects whose pause is over: they may be written again. */
    List<ObjectKey> resumed(long nanos) {
        List<ObjectKey> resumed = new ArrayList<>();
        while (!pauses.isEmpty() && pauses.first().until() <= nanos) {
            ObjectKey object = pauses.pollFirst().object();
            quarrels.get(object).pause = null;
            resumed.add(object);
        }
        return resumed;
    }

    OptionalLong nextDeadline() {
        return pauses.isEmpty() ? OptionalLong.empty() : OptionalLong.of(pauses.first().until());
    }

    void forget(ObjectKey object) {
        Quarrel quarrel = quarrels.remove(object);
        if (quarrel != null && quarrel.pause != null) {
            pauses.remove(quarrel.pause);
        }
    }

    private static final class Quarrel {
        private final Deque<Long> edits = new ArrayDeque<>(MANY + 1);
        private int pausesSoFar;
        private Pause pause;
    }

    private record Pause(long until, ObjectKey object) implements Comparable<Pause> {
        @Override
        public int compareTo(Pause other) {
            int byTime = Long.compare(until, other.until);
            return byTime != 0 ? byTime : object.compareTo(other.object);
        }
    }
}
