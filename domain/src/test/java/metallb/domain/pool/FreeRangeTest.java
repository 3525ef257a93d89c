package metallb.domain.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import metallb.domain.net.AddressRange;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import org.junit.jupiter.api.Test;

/** Nothing is taken twice, and nothing given back that was not taken. */
class FreeRangeTest {
    private final FreeRange range = new FreeRange(new Pool("main", 0, true), 0, AddressRange.of(Prefix.of("10.0.0.0/30")), false);

    @Test
    void isTakenOnce() {
        assertTrue(range.take(ip(1)));
        assertFalse(range.take(ip(1)));
        assertEquals(ip(0), range.lowest());
        range.give(ip(1));
        assertTrue(range.take(ip(1)));
    }

    @Test
    void isGivenBackOnce() {
        range.take(ip(1));
        range.take(ip(3));
        for (int free : new int[] {0, 2}) {
            assertEquals(ip(free) + " is free already",
                    assertThrows(IllegalStateException.class, () -> range.give(ip(free))).getMessage());
        }
        range.give(ip(3));
        assertThrows(IllegalStateException.class, () -> range.give(ip(3)));
    }

    private static IpAddress ip(int last) {
        return IpAddress.of("10.0.0." + last);
    }
}
