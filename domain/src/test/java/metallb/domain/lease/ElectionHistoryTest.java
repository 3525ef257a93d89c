package metallb.domain.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import metallb.domain.cluster.Lease;
import metallb.domain.cluster.LeaseOutcome;
import metallb.domain.cluster.LeaseRequest;
import metallb.domain.cluster.LeaseSpec;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.net.Now;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three candidates with wrong clocks, of which each is stopped, partitioned and killed at random, over an API that is slow,
 * loses answers, and lets requests land late: at no moment may two of them begin a write.
 */
class ElectionHistoryTest {
    private static final int STEPS = 4_000;
    private static final long STEP = Duration.ofMillis(250).toNanos();

    private final TreeMap<Long, List<Runnable>> agenda = new TreeMap<>();
    private final List<Process> processes = new ArrayList<>();
    private Optional<Lease> lease = Optional.empty();
    private long nanos;
    private long version = 1;
    private int born;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void neverTwoLeadAndSoonOneDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3; i++) {
            processes.add(new Process(random.split()));
        }
        int led = 0;
        for (int step = 0; step < STEPS; step++) {
            disturb(random);
            turn();
            led += leaders().size();
        }
        assertTrue(led > STEPS / 4, () -> "in all that trouble somebody led much too seldom");

        processes.forEach(Process::recover);
        for (int step = 0; step < Duration.ofSeconds(40).toNanos() / STEP; step++) {
            turn();
        }
        assertEquals(1, leaders().size(), "once quiet, one leads");
        assertEquals(Optional.of(leaders().getFirst().identity), lease.orElseThrow().spec().holder());
    }

    private void disturb(SplittableRandom random) {
        int which = random.nextInt(processes.size());
        switch (random.nextInt(120)) {
            case 0 -> processes.get(which).stoppedUntil = nanos + Duration.ofMillis(random.nextInt(30_000)).toNanos();
            case 1 -> processes.get(which).cutUntil = nanos + Duration.ofMillis(random.nextInt(30_000)).toNanos();
            case 2 -> processes.set(which, new Process(random.split()));
            default -> { }
        }
    }

    private void turn() {
        nanos += STEP;
        while (!agenda.isEmpty() && agenda.firstKey() <= nanos) {
            agenda.pollFirstEntry().getValue().forEach(Runnable::run);
        }
        processes.forEach(Process::turn);
        assertTrue(leaders().size() <= 1, () -> "two lead: " + leaders().stream().map(one -> one.identity).toList());
    }

    private List<Process> leaders() {
        return processes.stream().filter(process -> process.isLeading && nanos < process.until).toList();
    }

    private void after(long delay, Runnable deed) {
        agenda.computeIfAbsent(nanos + delay, _ -> new ArrayList<>()).add(deed);
    }

    private LeaseOutcome land(LeaseRequest request) {
        return switch (request) {
            case LeaseRequest.Read(long number) -> lease
                    .<LeaseOutcome>map(present -> new LeaseOutcome.Found(number, present))
                    .orElse(new LeaseOutcome.Absent(number));
            case LeaseRequest.Create(long number, LeaseSpec spec) -> lease.isPresent()
                    ? new LeaseOutcome.Conflict(number) : store(number, spec);
            case LeaseRequest.Replace(long number, ResourceVersion base, LeaseSpec spec) ->
                    lease.filter(present -> present.version().equals(base)).isEmpty()
                            ? new LeaseOutcome.Conflict(number) : store(number, spec);
        };
    }

    private LeaseOutcome store(long number, LeaseSpec spec) {
        lease = Optional.of(new Lease(new ResourceVersion(Long.toString(++version)), spec));
        return new LeaseOutcome.Found(number, lease.get());
    }

    /** A candidate in a process of its own, with a network of its own and a clock that is wrong. */
    private final class Process {
        private final String identity = "p" + ++born;
        private final SplittableRandom random;
        private final Elector elector;
        private final Duration skew;
        /** Answers that reached the machine while the process was stopped. */
        private final List<LeaseOutcome> arrived = new ArrayList<>();
        private boolean isLeading;
        private long until;
        private long stoppedUntil;
        private long cutUntil;

        private Process(SplittableRandom random) {
            this.random = random;
            this.elector = new Elector(identity, LeaseBench.TIMINGS, random.split());
            this.skew = Duration.ofSeconds(random.nextInt(-4_000, 4_000));
        }

        private void recover() {
            stoppedUntil = 0;
            cutUntil = 0;
        }

        private void turn() {
            if (nanos < stoppedUntil) {
                return;
            }
            Now now = new Now(nanos, Instant.EPOCH.plusNanos(nanos).plus(skew));
            arrived.forEach(outcome -> elector.on(now, outcome));
            arrived.clear();
            for (Election election : elector.drain(now)) {
                switch (election) {
                    case Election.Ask(LeaseRequest request) -> send(request);
                    case Election.Elected(long _, long end) -> lead(end);
                    case Election.Extended(long _, long end) -> lead(end);
                    case Election.Deposed _ -> isLeading = false;
                }
            }
        }

        private void lead(long end) {
            isLeading = true;
            until = end;
        }

        private void send(LeaseRequest request) {
            long there = Duration.ofMillis(random.nextInt(400)).toNanos();
            long back = there + Duration.ofMillis(random.nextInt(400)).toNanos();
            if (nanos < cutUntil) {
                // what is in the socket comes out of it when the network is back
                if (random.nextBoolean()) {
                    after(cutUntil - nanos + there, () -> land(request));
                }
                after(Duration.ofSeconds(3).toNanos(), () -> fail(request));
            } else {
                after(there, () -> {
                    LeaseOutcome outcome = land(request);
                    if (random.nextInt(20) == 0) {
                        after(Duration.ofSeconds(3).toNanos(), () -> fail(request));
                    } else {
                        after(back - there, () -> arrived.add(outcome));
                    }
                });
            }
        }

        private void fail(LeaseRequest request) {
            arrived.add(new LeaseOutcome.Failed(request.number(), "no answer"));
        }
    }
}
