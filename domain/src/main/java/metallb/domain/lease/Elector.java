package metallb.domain.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import metallb.domain.cluster.Lease;
import metallb.domain.cluster.LeaseOutcome;
import metallb.domain.cluster.LeaseRequest;
import metallb.domain.cluster.LeaseSpec;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.net.Now;

/**
 * Contends for a Lease, keeps it, gives it back. One request under way at a time.
 *
 * <p>Clocks on walls need not agree: who waits counts from the moment at which it saw the lease change last, who leads
 * from the moment at which it sent its last renewal. So a leader stops {@code duration - renewDeadline} before anybody
 * else may start, whatever the network does; and who starts waits a whole duration for a holder that it can't know to be
 * dead.
 */
public final class Elector {
    private final String identity;
    private final LeaseTimings timings;
    private final SplittableRandom random;
    private final List<Election> outbox = new ArrayList<>();
    private Standing standing = new Standing.Waiting();
    private long lastTerm;
    /** The lease as it was seen last, whether or not it may have changed since. */
    private Optional<Lease> seen = Optional.empty();
    /** When what is seen was seen for the first time. */
    private long seenAt;
    /** The version that a write may build on; empty where the lease has to be read first. */
    private Optional<ResourceVersion> base = Optional.empty();
    private boolean wasAnswered;
    private Optional<Pending> pending = Optional.empty();
    private long requests;
    private OptionalLong next = OptionalLong.of(Long.MIN_VALUE);
    private Optional<String> trouble = Optional.empty();
    private boolean retiring;

    /** @param identity of this process, like no other's, an earlier one of the same pod included */
    public Elector(String identity, LeaseTimings timings, SplittableRandom random) {
        this.identity = Objects.requireNonNull(identity, "identity");
        this.timings = Objects.requireNonNull(timings, "timings");
        this.random = Objects.requireNonNull(random, "random");
    }

    /** Takes an answer in. One that nobody waits for means nothing. */
    public void on(Now now, LeaseOutcome outcome) {
        if (pending.filter(open -> open.request().number() == outcome.number()).isEmpty()) {
            return;
        }
        expire(now);
        Pending answered = pending.orElseThrow();
        pending = Optional.empty();
        switch (outcome) {
            case LeaseOutcome.Found(var _, Lease lease) -> found(now, answered, lease);
            case LeaseOutcome.Absent _ -> {
                if (answered.request() instanceof LeaseRequest.Create) {
                    failed(now, answered, "its namespace is not there");
                } else {
                    absent(now);
                }
            }
            case LeaseOutcome.Conflict _ -> {
                wasAnswered = true;
                base = Optional.empty();
                next = OptionalLong.of(now.nanos());
            }
            case LeaseOutcome.Failed(var _, String why) -> failed(now, answered, why);
        }
    }

    /** What to do since the last drain, in order; a leader whose time is over says so first. */
    public List<Election> drain(Now now) {
        expire(now);
        if (pending.isEmpty() && next.isPresent() && next.getAsLong() <= now.nanos()) {
            act(now);
        }
        List<Election> drained = List.copyOf(outbox);
        outbox.clear();
        return drained;
    }

    /** When drain wants to be called again. */
    public OptionalLong nextDeadline(Now last) {
        if (!outbox.isEmpty()) {
            return OptionalLong.of(last.nanos());
        }
        OptionalLong until = standing instanceof Standing.Leading leading
                ? OptionalLong.of(leading.until()) : OptionalLong.empty();
        if (pending.isPresent() || next.isEmpty()) {
            return until;
        }
        long due = Math.min(next.getAsLong(), until.orElse(Long.MAX_VALUE));
        return OptionalLong.of(Math.max(due, last.nanos()));
    }

    /** Gives the lease back if it is held, so that nobody has to wait; contends no more. */
    public void retire(Now now) {
        retiring = true;
        next = OptionalLong.of(now.nanos());
    }

    /** Whether {@link #retire} has done what it can. */
    public boolean isRetired() {
        return retiring && standing instanceof Standing.Waiting && pending.isEmpty();
    }

    /** Who holds the lease, as far as is known; nobody where its time is over. */
    public Optional<String> holder(Now now) {
        return seen.map(Lease::spec).filter(spec -> now.nanos() < freeAt(spec)).flatMap(LeaseSpec::holder);
    }

    /** Whether the API ever said anything about the lease. */
    public boolean wasAnswered() {
        return wasAnswered;
    }

    /** Why the lease can't be had or kept; empty where it can, and where somebody else holds it. */
    public Optional<String> trouble() {
        return trouble;
    }

    private void expire(Now now) {
        if (standing instanceof Standing.Leading leading && now.nanos() >= leading.until()) {
            depose("the lease could not be renewed for " + timings.renewDeadline().toSeconds() + " s"
                    + trouble.map(why -> ": " + why).orElse(""));
        }
    }

    private void depose(String why) {
        standing.term().ifPresent(term -> outbox.add(new Election.Deposed(term, why)));
        standing = new Standing.Waiting();
    }

    /** The next request: a leader renews, a candidate looks, and who retires gives back. */
    private void act(Now now) {
        next = OptionalLong.empty();
        if (retiring && standing instanceof Standing.Waiting) {
            return;
        }
        if (base.isEmpty() || standing instanceof Standing.Waiting) {
            ask(now, new LeaseRequest.Read(++requests));
        } else if (retiring) {
            ask(now, new LeaseRequest.Replace(++requests, base.get(), free(now)));
        } else {
            ask(now, new LeaseRequest.Replace(++requests, base.get(), renewed(now)));
        }
    }

    private void ask(Now now, LeaseRequest request) {
        pending = Optional.of(new Pending(request, now.nanos()));
        outbox.add(new Election.Ask(request));
    }

    private void found(Now now, Pending answered, Lease lease) {
        wasAnswered = true;
        base = Optional.of(lease.version());
        if (seen.filter(before -> before.spec().equals(lease.spec())).isEmpty()) {
            seenAt = now.nanos();
        }
        seen = Optional.of(lease);
        if (answered.request() instanceof LeaseRequest.Read) {
            looked(now, lease.spec());
        } else {
            wrote(now, answered.sentAt(), lease.spec());
        }
    }

    /** Nobody knows what became of it, so the lease is read before it is written again; a leader loses no time. */
    private void failed(Now now, Pending answered, String why) {
        trouble = Optional.of(why);
        base = Optional.empty();
        next = OptionalLong.of(standing instanceof Standing.Leading
                ? Math.max(now.nanos(), answered.sentAt() + timings.retryPeriod().toNanos()) : later(now));
    }

    private void looked(Now now, LeaseSpec spec) {
        if (standing instanceof Standing.Leading) {
            if (spec.holder().isPresent() && !spec.isHeldBy(identity)) {
                depose(spec.holder().get() + " holds the lease");
                next = OptionalLong.of(later(now));
            } else {
                next = OptionalLong.of(now.nanos());
            }
        } else if (retiring) {
            next = OptionalLong.empty();
        } else if (isFree(now, spec)) {
            ask(now, new LeaseRequest.Replace(++requests, base.orElseThrow(), claim(now, transitions(spec))));
        } else {
            trouble = Optional.empty();
            next = OptionalLong.of(Math.min(later(now), freeAt(spec)));
        }
    }

    private void wrote(Now now, long sentAt, LeaseSpec spec) {
        trouble = Optional.empty();
        long until = sentAt + timings.renewDeadline().toNanos();
        if (retiring && !spec.isHeldBy(identity)) {
            // given back; nothing is told, since who retires has stopped before
            standing = new Standing.Waiting();
            next = OptionalLong.empty();
        } else if (until <= now.nanos()) {
            // the answer came too late to lead by it; the lease is ours, and nobody else may start before it is over
            next = OptionalLong.of(now.nanos());
        } else {
            switch (standing) {
                case Standing.Waiting _ -> {
                    lastTerm = Math.max(lastTerm + 1, spec.transitions() + 1L);
                    standing = new Standing.Leading(lastTerm, until);
                    outbox.add(new Election.Elected(lastTerm, until));
                }
                case Standing.Leading(long term, long _) -> {
                    standing = new Standing.Leading(term, until);
                    outbox.add(new Election.Extended(term, until));
                }
            }
            next = OptionalLong.of(retiring ? now.nanos() : sentAt + timings.retryPeriod().toNanos());
        }
    }

    /** A lease that somebody deleted is as good as held until the time of whom it named is over. */
    private void absent(Now now) {
        wasAnswered = true;
        base = Optional.empty();
        if (retiring) {
            standing = new Standing.Waiting();
            next = OptionalLong.empty();
        } else if (standing instanceof Standing.Leading || seen.isEmpty() || isFree(now, seen.get().spec())) {
            ask(now, new LeaseRequest.Create(++requests, claim(now, seen.map(lease -> transitions(lease.spec()))
                    .orElse(0))));
        } else {
            next = OptionalLong.of(Math.min(later(now), freeAt(seen.get().spec())));
        }
    }

    private boolean isFree(Now now, LeaseSpec spec) {
        return spec.holder().isEmpty() || spec.isHeldBy(identity) || now.nanos() >= freeAt(spec);
    }

    /** What the lease says may be somebody's edit; who holds it leads by our own time all the same. */
    private long freeAt(LeaseSpec spec) {
        Duration said = spec.duration();
        return seenAt + (said.compareTo(timings.duration()) > 0 ? said : timings.duration()).toNanos();
    }

    /** One more than so far; where that is no number of the API, somebody wrote it, and it begins anew. */
    private static int transitions(LeaseSpec spec) {
        return spec.transitions() < 0 || spec.transitions() == Integer.MAX_VALUE ? 0 : spec.transitions() + 1;
    }

    private LeaseSpec claim(Now now, int transitions) {
        return new LeaseSpec(Optional.of(identity), timings.duration(), Optional.of(now.wall()),
                Optional.of(now.wall()), transitions);
    }

    private LeaseSpec renewed(Now now) {
        LeaseSpec spec = seen.orElseThrow().spec();
        return new LeaseSpec(Optional.of(identity), timings.duration(), spec.acquired(), Optional.of(now.wall()),
                spec.transitions());
    }

    /** As Kubernetes' own controllers leave it: nobody's, and over after a second for those who look at the time only. */
    private LeaseSpec free(Now now) {
        LeaseSpec spec = seen.orElseThrow().spec();
        return new LeaseSpec(Optional.empty(), Duration.ofSeconds(1), spec.acquired(), Optional.of(now.wall()),
                spec.transitions());
    }

    /** A period from now and up to a fifth of it, so that those who wait do not ask in step. */
    private long later(Now now) {
        long period = timings.retryPeriod().toNanos();
        return now.nanos() + period + random.nextLong(period / 5 + 1);
    }

    /** The request under way, and when it left. */
    private record Pending(LeaseRequest request, long sentAt) {}

    /** What this process is. */
    private sealed interface Standing {
        Optional<Long> term();

        /** It leads nobody; contends, unless it retires. */
        record Waiting() implements Standing {
            @Override
            public Optional<Long> term() {
                return Optional.empty();
            }
        }

        record Leading(long current, long until) implements Standing {
            @Override
            public Optional<Long> term() {
                return Optional.of(current);
            }
        }
    }
}
