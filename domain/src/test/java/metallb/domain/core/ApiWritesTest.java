package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteId;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.net.Now;
import org.junit.jupiter.api.Test;

class ApiWritesTest {
    private final ApiWrites writes = new ApiWrites(new SplittableRandom(1));
    private final Service service = new ControllerWorld().newService("web", 1);
    private long seconds;

    @Test
    void sendsSixteenAtOnceAndOneAnObject() {
        for (int i = 0; i < 40; i++) {
            writes.want(target(i));
            writes.want(target(i));
        }
        List<Write> first = drain();
        assertEquals(16, first.size());
        assertEquals(24, writes.waiting());
        first.forEach(write -> writes.want(ApiWrites.Target.of(write.id())));
        assertEquals(List.of(), drain());
        writes.on(now(), new WriteOutcome.Done(first.get(3).id(), service));
        assertEquals(List.of("s16"), drain().stream().map(write -> write.id().key().name()).toList());
    }

    @Test
    void asksInSlicesWhatToWrite() {
        for (int i = 0; i < 2 * Core.SLICE; i++) {
            writes.want(target(i));
        }
        assertEquals(List.of(), writes.drain(now(), target -> Optional.empty()));
        assertEquals(Core.SLICE, writes.waiting());
        assertEquals(OptionalLong.of(now().nanos()), writes.nextDeadline(now()));
    }

    @Test
    void repeatsAnUnknownWriteAsItWasUntilAnAnswerProvesIt() {
        writes.want(target(0));
        Write first = drain().getFirst();
        assertEquals(new ApiWrites.Settled.Unknown(target(0), "time-out", false),
                writes.on(now(), new WriteOutcome.Unknown(first.id(), "time-out")));
        assertTrue(writes.isOpen(target(0)));
        seconds += 60;
        Write second = drain().getFirst();
        assertEquals(new Write.Status(first.id().nextAttempt(), List.of()), second);
        assertInstanceOf(ApiWrites.Settled.NotYet.class, writes.on(now(), new WriteOutcome.Done(first.id(), service)));
        writes.on(now(), new WriteOutcome.Refused(second.id(), 500, "no"));
        assertTrue(writes.isOpen(target(0)), "a refusal proves nothing about the attempt before");
        seconds += 60;
        Write third = drain().getFirst();
        assertEquals(3, third.id().attempt());
        assertEquals(new ApiWrites.Settled.Landed(service),
                writes.on(now(), new WriteOutcome.Done(third.id(), service)));
        assertFalse(writes.isOpen(target(0)));
    }

    @Test
    void readsAfterAConflictAtOnceAndRestsAfterTheSecond() {
        for (int round = 0; round < 2; round++) {
            writes.want(target(0));
            Write write = drain().getFirst();
            writes.on(now(), new WriteOutcome.Conflict(write.id()));
            Write read = drain().getFirst();
            assertInstanceOf(Write.Read.class, read);
            assertEquals(new ApiWrites.Settled.Read(service),
                    writes.on(now(), new WriteOutcome.ReadBack(read.id(), Optional.of(service))));
        }
        writes.want(target(0));
        assertEquals(List.of(), drain());
        seconds += 1;
        assertEquals(1, drain().size());
    }

    @Test
    void forgetsWhatIsGoneAndWaitsForItsAnswerBeforeTheNextOfThatName() {
        writes.want(target(0));
        Write write = drain().getFirst();
        writes.forget(target(0));
        writes.want(target(0));
        assertEquals(List.of(), drain());
        assertEquals(new ApiWrites.Settled.Abandoned(target(0)),
                writes.on(now(), new WriteOutcome.Unknown(write.id(), "late")));
        writes.want(target(0));
        assertEquals(1, drain().size());
    }

    @Test
    void startsNothingOnceStopped() {
        writes.want(target(0));
        Write write = drain().getFirst();
        writes.want(target(1));
        writes.stop();
        writes.want(target(2));
        writes.on(now(), new WriteOutcome.Unknown(write.id(), "time-out"));
        seconds += 60;
        assertEquals(List.of(), drain());
        assertEquals(0, writes.inFlight());
    }

    private List<Write> drain() {
        return writes.drain(now(), target -> Optional.of(new Write.Status(new WriteId(target.kind(), target.key(),
                new Uid("u"), new ResourceVersion("1"), 1, 0), List.of())));
    }

    private Now now() {
        return new Now(seconds * 1_000_000_000L, Instant.EPOCH);
    }

    private static ApiWrites.Target target(int number) {
        return new ApiWrites.Target(Kind.SERVICE, new ObjectKey("default", "s" + number));
    }
}
