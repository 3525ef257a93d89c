package metallb.adapters.nio;

import java.util.LinkedHashMap;
import java.util.Map;
import metallb.domain.net.AddressPort;

/** How many connections of others are taken; one more is closed at once, without a word to anybody. */
final class Accepting {
    /** Of a router that is expected: it has reason for one connection, and for a second while the first is dying. */
    private static final int MOST_UNHEARD_EXPECTED = 2;

    private final int most;
    private final int mostUnheard;
    private final Map<AddressPort, Integer> unheard = new LinkedHashMap<>();
    private int count;

    /**
     * @param most at a time
     * @param mostUnheard of one host that sent nothing yet, at a time; of one that is expected two
     */
    Accepting(int most, int mostUnheard) {
        this.most = most;
        this.mostUnheard = mostUnheard;
    }

    /** @param expected whether it is one of those that were announced */
    boolean hasRoomFor(AddressPort source, boolean expected) {
        int room = expected ? Math.min(mostUnheard, MOST_UNHEARD_EXPECTED) : mostUnheard;
        return count < most && unheard.getOrDefault(source.atAnyPort(), 0) < room;
    }

    void accepted(AddressPort source) {
        count++;
        unheard.merge(source.atAnyPort(), 1, Integer::sum);
    }

    /** The first bytes of a connection came. */
    void heard(AddressPort source) {
        unheard.computeIfPresent(source.atAnyPort(), (_, waiting) -> waiting == 1 ? null : waiting - 1);
    }

    /** @param wasHeard whether bytes ever came of it */
    void gone(AddressPort source, boolean wasHeard) {
        count--;
        if (!wasHeard) {
            heard(source);
        }
    }
}
