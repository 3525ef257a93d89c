package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Numbers that the design fixes, so that who changes one does it knowingly: other tests speak of them by name only. */
class NumbersTest {
    @Test
    void aSliceIsFiveHundredObjects() {
        assertEquals(500, Core.SLICE);
    }
}
