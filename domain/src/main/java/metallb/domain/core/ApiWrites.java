package metallb.domain.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteId;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.net.Deadlines;
import metallb.domain.net.Now;

/**
 * The writes to the API: one an object, {@value #LIMIT} in flight and besides those that hang ({@link WritePlaces}); the rest
 * waits as a set of objects, and what to write is decided at the moment of sending. A write whose outcome is unknown is
 * repeated as it was until an answer proves that no attempt can land any more; repetitions take half of the room at most,
 * so that objects whose writes are never answered hold up nobody for long. An API that is overloaded gets fewer writes
 * ({@link WriteBrake}).
 */
final class ApiWrites {
    static final int LIMIT = 16;
    private static final int NO_ANSWER = 0;
    static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

    /**
     * How long after its answer was lost a write to the accepted copy may still land, if every repetition is refused since:
     * an API server works on a request for 60 s, and here twice that is allowed for. What would land later would be
     * refused as the repetitions are. It is settled then, since nobody gets an address while it is awaited; and it is
     * awaited no longer than that where no attempt is ever answered.
     */
    static final Duration LANDING = Duration.ofMinutes(2);

    private final SplittableRandom random;
    private final WriteBrake brake;
    /** Writes that are sent, or are to be repeated: their outcome is open. */
    private final TreeMap<Target, Open> open = new TreeMap<>();
    private final SequencedSet<Target> repeats = new LinkedHashSet<>();
    private final SequencedSet<Target> ready = new LinkedHashSet<>();
    /** Objects that are to be repeated, or rest after a failure, with the time when that ends. */
    private final TreeMap<Target, Timer> resting = new TreeMap<>();
    private final TreeSet<Timer> timers = new TreeSet<>();
    private final TreeMap<Target, Integer> failures = new TreeMap<>();
    /** The status that the object was last refused with, {@link #NO_ANSWER} where none came; the same again is no news. */
    private final TreeMap<Target, Integer> troubles = new TreeMap<>();
    private final WritePlaces places = new WritePlaces();
    private boolean stopped;

    ApiWrites(SplittableRandom random) {
        this.random = random;
        this.brake = new WriteBrake(random);
    }

    /** Something is to be written to this object, as soon as its last write is settled and its turn comes. */
    void want(Target target) {
        if (!stopped && !open.containsKey(target) && !resting.containsKey(target)) {
            ready.add(target);
        }
    }

    /** Whether something is to be written to this object as soon as there is room for one more write. */
    boolean isDue(Target target) {
        return ready.contains(target);
    }

    /** Whether a write to this object was sent and nobody knows yet what became of it. */
    boolean isOpen(Target target) {
        return open.containsKey(target);
    }

    /** The same, and what became of it may still be learned soon: not so where it has had no answer for {@link #LANDING}. */
    boolean isAwaited(Target target) {
        return open.containsKey(target) && !open.get(target).isOverdue;
    }

    int inFlight() {
        return places.all();
    }

    /** Whether any may land yet: one that waits for its answer, or an attempt whose answer never came. */
    boolean mayLand() {
        return open.values().stream().anyMatch(Open::mayLand);
    }

    /** How many objects wait to be written, those that are repeated or rest after a failure included. */
    int waiting() {
        return ready.size() + repeats.size() + resting.size();
    }

    /**
     * What to send now.
     *
     * @param compose decides what to write to an object; empty where nothing is to be written any more
     */
    List<Write> drain(Now now, Function<Target, Optional<Write>> compose) {
        while (!timers.isEmpty() && timers.first().due() <= now.nanos()) {
            Target target = timers.pollFirst().target();
            resting.remove(target);
            if (open.containsKey(target)) {
                repeats.add(target);
            } else {
                ready.add(target);
            }
        }
        places.age(now);
        List<Write> sent = new ArrayList<>();
        while (isRoom(now) && mayRepeat()) {
            Target target = repeats.removeFirst();
            Open repeated = open.get(target);
            repeated.sent = true;
            places.take(target, true, now);
            sent.add(repeated.write);
        }
        for (int composed = 0; composed < Core.SLICE && isRoom(now) && !ready.isEmpty(); composed++) {
            Target target = ready.removeFirst();
            compose.apply(target).ifPresent(write -> {
                open.put(target, new Open(write));
                places.take(target, false, now);
                sent.add(write);
            });
        }
        return sent;
    }

    private boolean isRoom(Now now) {
        return places.isFree(brake.room()) && now.nanos() >= brake.until();
    }

    private boolean mayRepeat() {
        return places.isFreeForRepeat() && !repeats.isEmpty();
    }

    /** When the next one is to be repeated, has rested or may be sent; now where one could be sent. */
    OptionalLong nextDeadline(Now last) {
        OptionalLong rested = timers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(timers.first().due());
        if (!mayRepeat() && ready.isEmpty()) {
            return rested;
        }
        OptionalLong free = places.isFree(brake.room()) ? OptionalLong.of(last.nanos()) : places.nextFree();
        return free.isEmpty() ? rested
                : Deadlines.earliest(rested, OptionalLong.of(Math.max(free.getAsLong(), brake.until())));
    }

    /** Takes an outcome in and says what it means. One that nobody waits for means nothing. */
    Settled on(Now now, WriteOutcome outcome) {
        Target target = Target.of(outcome.id());
        Open write = open.get(target);
        if (write == null || !write.sent || !write.write.id().equals(outcome.id())) {
            return new Settled.NotYet();
        }
        write.sent = false;
        boolean wasBraked = brake.isOn();
        brake(now, places.leave(target), outcome);
        if (write.abandoned) {
            open.remove(target);
            return new Settled.Abandoned(target);
        }
        return switch (outcome) {
            case WriteOutcome.Done done -> {
                open.remove(target);
                failures.remove(target);
                troubles.remove(target);
                yield new Settled.Landed(done.object());
            }
            case WriteOutcome.Conflict conflict -> {
                // the object has another version by now, which no attempt names
                write.isDoubtful = false;
                write.doubtUntil = now.nanos() + LANDING.toNanos();
                failures.merge(target, 1, Integer::sum);
                repeat(target, new Write.Read(readId(outcome.id())), now.nanos());
                yield new Settled.NotYet();
            }
            case WriteOutcome.Gone gone -> {
                forget(target);
                yield new Settled.Gone(outcome.id());
            }
            case WriteOutcome.Refused refused -> {
                refused(now, target, write, refused);
                boolean isNews = refused.isOfAnOverload() ? !wasBraked : isNews(target, refused.status());
                yield new Settled.Refused(target, refused.status(), refused.text(), !isNews);
            }
            case WriteOutcome.Unknown unknown -> {
                write.unanswered(now.nanos());
                int count = failures.merge(target, 1, Integer::sum);
                repeat(target, nextAttempt(write.write), now.nanos() + BACKOFF.nanos(count, random));
                yield new Settled.Unknown(target, unknown.why(), !isNews(target, NO_ANSWER));
            }
            case WriteOutcome.ReadBack readBack -> readBack(now, target, readBack);
        };
    }

    /** The object is no more: nothing is written to it, and what is in flight no longer matters. */
    void forget(Target target) {
        ready.remove(target);
        failures.remove(target);
        troubles.remove(target);
        repeats.remove(target);
        Timer timer = resting.remove(target);
        if (timer != null) {
            timers.remove(timer);
        }
        Open write = open.get(target);
        if (write != null && write.sent) {
            write.abandoned = true;
        } else {
            open.remove(target);
        }
    }

    /** Nothing new is sent and nothing repeated; what is in flight may still be answered, and what is in doubt stays so. */
    void stop() {
        stopped = true;
        ready.clear();
        repeats.clear();
        timers.clear();
        resting.clear();
        open.values().removeIf(write -> !write.sent && !write.mayLand());
    }

    /** Refusing a repetition proves nothing about the attempts before it, nor about a write that had a conflict. */
    private void refused(Now now, Target target, Open write, WriteOutcome.Refused refused) {
        long due = refused.isOfAnOverload() ? brake.until()
                : now.nanos() + BACKOFF.nanos(failures.merge(target, 1, Integer::sum), random);
        boolean isDoubtful = write.write instanceof Write.Read || refused.id().attempt() > 1;
        if (isDoubtful && (target.kind() != Kind.ACCEPTED_CONFIG || now.nanos() < write.doubtUntil)) {
            repeat(target, nextAttempt(write.write), due);
        } else {
            open.remove(target);
            rest(target, due);
        }
    }

    private void brake(Now now, long sentAt, WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Refused refused && refused.isOfAnOverload()) {
            brake.overloaded(sentAt, now.nanos(), refused.retryAfter());
        } else {
            brake.otherwise(sentAt);
        }
    }

    private boolean isNews(Target target, int trouble) {
        Integer before = troubles.put(target, trouble);
        return before == null || before != trouble;
    }

    /** A second conflict in a row waits, so that two writers do not chase each other at the speed of the network. */
    private Settled readBack(Now now, Target target, WriteOutcome.ReadBack readBack) {
        open.remove(target);
        Optional<ClusterObject> object = readBack.object();
        if (object.isEmpty()) {
            forget(target);
            return new Settled.Gone(readBack.id());
        }
        int count = failures.getOrDefault(target, 0);
        if (count > 1) {
            rest(target, now.nanos() + BACKOFF.nanos(count - 1, random));
        }
        return new Settled.Read(object.get());
    }

    private void repeat(Target target, Write write, long due) {
        Open repeated = open.get(target);
        if (stopped) {
            if (!repeated.mayLand()) {
                open.remove(target);
            }
            return;
        }
        repeated.write = write;
        rest(target, due);
    }

    private void rest(Target target, long due) {
        if (!stopped) {
            Timer timer = new Timer(due, target);
            resting.put(target, timer);
            timers.add(timer);
        }
    }

    private static WriteId readId(WriteId id) {
        return new WriteId(id.kind(), id.key(), id.uid(), id.version(), 1, id.term());
    }

    private static Write nextAttempt(Write write) {
        WriteId next = write.id().nextAttempt();
        return switch (write) {
            case Write.Status status -> new Write.Status(next, status.ingress(), status.annotation());
            case Write.Accept accept -> new Write.Accept(next, accept.text(), accept.source());
            case Write.Read read -> new Write.Read(next);
        };
    }

    /** The object that is written to. */
    record Target(Kind kind, ObjectKey key) implements Comparable<Target> {
        static Target of(WriteId id) {
            return new Target(id.kind(), id.key());
        }

        static Target of(ClusterObject object) {
            return new Target(object.kind(), object.key());
        }

        @Override
        public int compareTo(Target other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : key.compareTo(other.key);
        }
    }

    /** What an outcome means for the object. */
    sealed interface Settled {
        /** Nothing yet: it is repeated, or read first, or nobody waits for it. */
        record NotYet() implements Settled {}

        /** It stands; the object is as the server has it now. */
        record Landed(ClusterObject object) implements Settled {}

        /** It does not stand, or an earlier attempt of it does: the object is the truth. */
        record Read(ClusterObject object) implements Settled {}

        /** There is no such object. */
        record Gone(WriteId id) implements Settled {}

        /**
         * The server will not have it; it is tried again after a while, and may still be open.
         *
         * @param again whether that was told before, of this object or of the overload that all of them wait for
         */
        record Refused(Target target, int status, String text, boolean again) implements Settled {}

        /**
         * What became of it nobody knows; it is repeated after a while, unless all is to stop.
         *
         * @param again whether that was told before
         */
        record Unknown(Target target, String why, boolean again) implements Settled {}

        /** It was for an object that had gone; a new one of that name may be written now. */
        record Abandoned(Target target) implements Settled {}
    }

    private static final class Open {
        private Write write;
        private boolean sent = true;
        /** Until when nobody knows what became of an attempt whose answer was lost or a conflict. */
        private long doubtUntil;
        private boolean abandoned;
        /** Whether an attempt had no answer, and none since has shown that it can't land any more. */
        private boolean isDoubtful;
        /** When an attempt had no answer first. */
        private OptionalLong unansweredSince = OptionalLong.empty();
        private boolean isOverdue;

        private Open(Write write) {
            this.write = write;
        }

        private void unanswered(long nanos) {
            isDoubtful |= !(write instanceof Write.Read);
            doubtUntil = nanos + LANDING.toNanos();
            isOverdue = nanos - unansweredSince.orElse(nanos) >= LANDING.toNanos();
            unansweredSince = OptionalLong.of(unansweredSince.orElse(nanos));
        }

        private boolean mayLand() {
            return isDoubtful || sent && !(write instanceof Write.Read);
        }
    }

    private record Timer(long due, Target target) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int byDue = Long.compare(due, other.due);
            return byDue != 0 ? byDue : target.compareTo(other.target);
        }
    }
}
