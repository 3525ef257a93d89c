package metallb.domain.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import metallb.domain.cluster.Lease;
import metallb.domain.cluster.LeaseOutcome;
import metallb.domain.cluster.LeaseRequest;
import metallb.domain.cluster.LeaseSpec;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.net.Now;

/** One elector, one lease, and virtual time. Requests are answered when a test says so. */
final class LeaseBench {
    static final LeaseTimings TIMINGS = LeaseTimings.usual();
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final Elector elector = new Elector("me", TIMINGS, new SplittableRandom(1));
    /** What was said, in order: {@code elected 1}, {@code extended 1}, {@code deposed 1: why}, {@code read}, ... */
    final List<String> said = new ArrayList<>();
    Optional<Lease> lease = Optional.empty();
    private final List<LeaseRequest> open = new ArrayList<>();
    private long nanos;
    private long version = 100;

    Now now() {
        return new Now(nanos, START.plusNanos(nanos));
    }

    long seconds() {
        return Duration.ofNanos(nanos).toSeconds();
    }

    void hold(String holder, int durationSeconds, int transitions) {
        Instant renewed = now().wall();
        put(new LeaseSpec(Optional.of(holder), Duration.ofSeconds(durationSeconds), Optional.of(renewed),
                Optional.of(renewed), transitions));
    }

    void put(LeaseSpec spec) {
        lease = Optional.of(new Lease(new ResourceVersion(Long.toString(++version)), spec));
    }

    /** Lets time pass, in which the elector acts when it wants to and nobody answers. */
    void silence(long seconds) {
        advance(seconds, false);
    }

    /** Lets time pass, in which every request is answered at once. */
    void pass(long seconds) {
        advance(seconds, true);
    }

    /** The process is stopped: time passes, and nothing of it happens. */
    void pause(long seconds) {
        nanos += seconds * 1_000_000_000L;
    }

    /** What was said since the last time. */
    List<String> heard() {
        List<String> heard = List.copyOf(said);
        said.clear();
        return heard;
    }

    List<String> changes() {
        return heard().stream().filter(line -> line.startsWith("elected") || line.startsWith("deposed")).toList();
    }

    void drain() {
        for (Election election : elector.drain(now())) {
            said.add(switch (election) {
                case Election.Ask(LeaseRequest request) -> {
                    open.add(request);
                    yield words(request);
                }
                case Election.Elected(long term, long until) -> "elected " + term + " until " + until / 1_000_000_000;
                case Election.Extended(long term, long until) -> "extended " + term + " until " + until / 1_000_000_000;
                case Election.Deposed(long term, String why) -> "deposed " + term + ": " + why;
            });
        }
    }

    /** Whoever asked is answered by what the lease really is. */
    void answer() {
        for (LeaseRequest request : List.copyOf(open)) {
            open.remove(request);
            elector.on(now(), outcome(request));
        }
    }

    void answer(LeaseOutcome outcome) {
        open.removeIf(request -> request.number() == outcome.number());
        elector.on(now(), outcome);
    }

    LeaseRequest asked() {
        return open.getLast();
    }

    /** The request lands, and its answer is lost. */
    LeaseOutcome land() {
        return outcome(open.removeLast());
    }

    private LeaseOutcome outcome(LeaseRequest request) {
        return switch (request) {
            case LeaseRequest.Read(long number) -> found(number);
            case LeaseRequest.Create(long number, LeaseSpec spec) -> {
                if (lease.isPresent()) {
                    yield new LeaseOutcome.Conflict(number);
                }
                put(spec);
                yield found(number);
            }
            case LeaseRequest.Replace(long number, ResourceVersion base, LeaseSpec spec) -> {
                if (lease.isEmpty()) {
                    yield new LeaseOutcome.Absent(number);
                }
                if (!lease.get().version().equals(base)) {
                    yield new LeaseOutcome.Conflict(number);
                }
                put(spec);
                yield found(number);
            }
        };
    }

    private LeaseOutcome found(long number) {
        return lease.<LeaseOutcome>map(present -> new LeaseOutcome.Found(number, present))
                .orElse(new LeaseOutcome.Absent(number));
    }

    private void advance(long seconds, boolean isAnswered) {
        long end = nanos + seconds * 1_000_000_000L;
        settle(isAnswered);
        while (elector.nextDeadline(now()).isPresent() && elector.nextDeadline(now()).getAsLong() <= end) {
            nanos = elector.nextDeadline(now()).getAsLong();
            settle(isAnswered);
        }
        nanos = end;
    }

    private void settle(boolean isAnswered) {
        drain();
        while (isAnswered && !open.isEmpty()) {
            answer();
            drain();
        }
    }

    private static String words(LeaseRequest request) {
        return switch (request) {
            case LeaseRequest.Read _ -> "read";
            case LeaseRequest.Create(long _, LeaseSpec spec) -> "create " + words(spec);
            case LeaseRequest.Replace(long _, ResourceVersion base, LeaseSpec spec) ->
                    "replace " + base + " " + words(spec);
        };
    }

    private static String words(LeaseSpec spec) {
        return spec.holder().orElse("nobody") + " " + spec.duration().toSeconds() + "s #" + spec.transitions();
    }
}
