package metallb.adapters.nio;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import metallb.domain.net.AddressPort;
import metallb.domain.net.LinkId;

/**
 * How many connections of others are taken; one more is closed at once, without a word to anybody. Where somebody is
 * expected, strangers have half of the places at most: calling fast enough they would keep the routers out.
 */
final class Accepting {
    /** Of a router that is expected: it has reason for one connection, and for a second while the first is dying. */
    private static final int MOST_UNHEARD_EXPECTED = 2;

    private final int most;
    private final int mostUnheard;
    private final Map<AddressPort, Integer> unheard = new LinkedHashMap<>();
    /** Who was no expected one when he was accepted: his place is a stranger's as long as he has it. */
    private final Set<LinkId> strangers = new LinkedHashSet<>();
    private boolean expecting;
    private int count;

    /**
     * @param most at a time
     * @param mostUnheard of one host that sent nothing yet, at a time; of one that is expected two
     */
    Accepting(int most, int mostUnheard) {
        this.most = most;
        this.mostUnheard = mostUnheard;
    }

    /** @param somebody whether anybody is expected from now on; where nobody is, all places are everybody's */
    void expect(boolean somebody) {
        expecting = somebody;
    }

    /** @param expected whether it is one of those that were announced */
    boolean hasRoomFor(AddressPort source, boolean expected) {
        int room = expected ? Math.min(mostUnheard, MOST_UNHEARD_EXPECTED) : mostUnheard;
        boolean hasPlace = count < most && (expected || !expecting || strangers.size() < most / 2);
        return hasPlace && unheard.getOrDefault(source.atAnyPort(), 0) < room;
    }

    /** @param expected the same as when it was asked whether there is room */
    void accepted(LinkId link, AddressPort source, boolean expected) {
        count++;
        if (!expected) {
            strangers.add(link);
        }
        unheard.merge(source.atAnyPort(), 1, Integer::sum);
    }

    /** The first bytes of a connection came. */
    void heard(AddressPort source) {
        unheard.computeIfPresent(source.atAnyPort(), (_, waiting) -> waiting == 1 ? null : waiting - 1);
    }

    /** @param wasHeard whether bytes ever came of it */
    void gone(LinkId link, AddressPort source, boolean wasHeard) {
        count--;
        strangers.remove(link);
        if (!wasHeard) {
            heard(source);
        }
    }
}
