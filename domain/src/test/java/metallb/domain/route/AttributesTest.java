package metallb.domain.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AttributesTest {
    private static final Community A = new Community.Standard(1, 1);
    private static final Community B = new Community.Large(1, 2, 3);

    @Test
    void keepsCommunitiesSortedAndEachOnce() {
        Attributes attributes = Attributes.originated(Origin.IGP, OptionalLong.empty(), List.of(B, A, B, A));
        assertEquals(List.of(A, B), attributes.communities());
        assertEquals(Attributes.originated(Origin.IGP, OptionalLong.empty(), List.of(A, B)), attributes);
    }

    @Test
    void differsInEachPart() {
        Attributes attributes = Attributes.of(Origin.IGP, List.of(new Asn(1)), OptionalLong.of(100), List.of(A));
        List<Attributes> others = List.of(
                Attributes.of(Origin.EGP, List.of(new Asn(1)), OptionalLong.of(100), List.of(A)),
                Attributes.of(Origin.IGP, List.of(), OptionalLong.of(100), List.of(A)),
                Attributes.of(Origin.IGP, List.of(new Asn(1)), OptionalLong.of(0), List.of(A)),
                Attributes.of(Origin.IGP, List.of(new Asn(1)), OptionalLong.empty(), List.of(A)),
                Attributes.of(Origin.IGP, List.of(new Asn(1)), OptionalLong.of(100), List.of(B)));
        others.forEach(other -> assertNotEquals(attributes, other));
        assertEquals("origin IGP, path [1], local preference 100, communities [1:1]", attributes.toString());
    }

    @Test
    void copiesTheListsItIsGiven() {
        List<Community> communities = new ArrayList<>(List.of(A));
        Attributes attributes = Attributes.originated(Origin.IGP, OptionalLong.empty(), communities);
        communities.add(B);
        assertEquals(List.of(A), attributes.communities());
    }

    @Test
    void refusesALocalPreferenceOfMoreThan32Bits() {
        assertThrows(IllegalArgumentException.class,
                () -> Attributes.originated(Origin.IGP, OptionalLong.of(1L << 32), List.of()));
        assertThrows(IllegalArgumentException.class,
                () -> Attributes.originated(Origin.IGP, OptionalLong.of(-1), List.of()));
    }

    @Test
    void keepsOneInstanceOfEqualSets() {
        AttributesTable table = new AttributesTable(10);
        Attributes first = preference(1);
        assertSame(first, table.intern(first));
        assertSame(first, table.intern(preference(1)));
        assertEquals(1, table.size());
    }

    @Test
    void forgetsTheLongestUnusedSetAtItsBound() {
        AttributesTable table = new AttributesTable(2);
        Attributes one = table.intern(preference(1));
        Attributes two = table.intern(preference(2));
        table.intern(preference(1));
        table.intern(preference(3));
        assertSame(one, table.intern(preference(1)));
        assertNotSame(two, table.intern(preference(2)));
        assertEquals(2, table.size());
        assertThrows(IllegalArgumentException.class, () -> new AttributesTable(0));
    }

    private static Attributes preference(long value) {
        return Attributes.originated(Origin.IGP, OptionalLong.of(value), List.of());
    }
}
