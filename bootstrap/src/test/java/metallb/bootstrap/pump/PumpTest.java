package metallb.bootstrap.pump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import metallb.domain.net.Now;
import org.junit.jupiter.api.Test;

class PumpTest {
    private final List<String> effects = new ArrayList<>();
    private final Inbox<String> inbox = new Inbox<>(() -> at(0));
    private final Pump<String, String> pump = new Pump<>(new Counting(), inbox, effects::add);

    @Test
    void carriesEffectsOutInOrder() {
        inbox.put("a");
        inbox.put("b");
        pump.turn(at(1));
        assertEquals(List.of("a", "b"), effects);
        assertEquals(OptionalLong.empty(), pump.nextDeadline());
    }

    @Test
    void drainsBetweenAnyTwo256Events() {
        inbox.put("work 2");
        for (int i = 0; i < 256; i++) {
            inbox.put("e" + i);
        }
        pump.turn(at(1));
        assertEquals(256, effects.size());
        assertEquals(List.of("e254", "slice 2"), effects.subList(254, 256));
        pump.turn(at(1));
        assertEquals(List.of("e255", "slice 1"), effects.subList(256, effects.size()));
    }

    @Test
    void settlesUntilNothingIsLeftAtThatTime() {
        inbox.put("work 3");
        inbox.put("at 7");
        pump.settle(at(5));
        assertEquals(List.of("slice 3", "slice 2", "slice 1"), effects);
        assertEquals(OptionalLong.of(7), pump.nextDeadline());
        pump.settle(at(7));
        assertEquals("due 7", effects.getLast());
    }

    @Test
    void takesWhatItsOwnEffectsPutIn() {
        Inbox<String> echoes = new Inbox<>(() -> at(0));
        List<String> heard = new ArrayList<>();
        Pump<String, String> echo = new Pump<>(new Counting(), echoes, effect -> {
            heard.add(effect);
            if (heard.size() < 3) {
                echoes.put(effect + "!");
            }
        });
        echoes.put("a");
        echo.settle(at(1));
        assertEquals(List.of("a", "a!", "a!!"), heard);
    }

    @Test
    void noticesACoreThatNeverSettles() {
        inbox.put("work 1000000");
        IllegalStateException stuck = assertThrows(IllegalStateException.class, () -> pump.settle(at(1)));
        assertEquals("the core has work left after 100000 turns", stuck.getMessage());
    }

    @Test
    void letsABrokenInvariantOut() {
        inbox.put("break");
        IllegalStateException broken = assertThrows(IllegalStateException.class, () -> pump.turn(at(1)));
        assertEquals("broken as asked", broken.getMessage());
        assertTrue(effects.isEmpty());
    }

    private static Now at(long nanos) {
        return new Now(nanos, Instant.EPOCH);
    }
}
