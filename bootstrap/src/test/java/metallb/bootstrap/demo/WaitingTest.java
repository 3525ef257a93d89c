package metallb.bootstrap.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final Waiting LONG = new Waiting(Duration.ofHours(1), Duration.ZERO);
    private static final Waiting ONCE = new Waiting(Duration.ZERO, Duration.ZERO);
    private static final Supplier<Optional<String>> HOPE = Optional::empty;

    @Test
    void asksUntilTheAnswerIsTheWantedOne() {
        var answers = new ArrayDeque<>(List.of(1, 2, 3));
        var came = assertInstanceOf(Waiting.Outcome.CameTrue.class, LONG.until(answers::pop, answer -> answer == 3, HOPE));
        assertEquals(3, came.value());
    }

    @Test
    void asksAgainAfterAQuestionThatFailed() {
        var answers = new ArrayDeque<>(List.of(false, true));
        Waiting.Question<String> failsAtFirst = () -> {
            if (!answers.pop()) {
                throw new IOException("no connection");
            }
            return "here";
        };
        var came = assertInstanceOf(Waiting.Outcome.CameTrue.class, LONG.until(failsAtFirst, "here"::equals, HOPE));
        assertEquals("here", came.value());
    }

    @Test
    void tellsTheLastAnswerWhenTheTimeIsOver() {
        var missed = assertInstanceOf(Waiting.Outcome.Missed.class, ONCE.until(() -> "<pending>", "192.168.10.0"::equals, HOPE));
        assertEquals("<pending>", missed.seen());
    }

    @Test
    void tellsTheLastFailureWhenTheTimeIsOver() {
        Waiting.Question<String> fails = () -> {
            throw new IOException("no connection");
        };
        var missed = assertInstanceOf(Waiting.Outcome.Missed.class, ONCE.until(fails, _ -> true, HOPE));
        assertEquals("no connection", missed.seen());
    }

    @Test
    void doesNotWaitForWhatCannotComeTrueAnyMore() {
        var reasons = new ArrayDeque<>(List.of(Optional.<String>empty(), Optional.of("router-1 ended")));
        var hopeless = assertInstanceOf(Waiting.Outcome.Hopeless.class, LONG.until(() -> "", "wanted"::equals, reasons::pop));
        assertEquals("router-1 ended", hopeless.why());
    }

    @Test
    void prefersTheReasonOverTheAnswerThatWasOnItsWay() {
        var reasons = new ArrayDeque<>(List.of(Optional.<String>empty(), Optional.of("router-1 ended")));
        var hopeless = assertInstanceOf(Waiting.Outcome.Hopeless.class, ONCE.until(() -> "", "wanted"::equals, reasons::pop));
        assertEquals("router-1 ended", hopeless.why());
    }
}
