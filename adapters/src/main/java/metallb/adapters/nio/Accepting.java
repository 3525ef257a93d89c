package metallb.adapters.nio;

import java.util.LinkedHashMap;
import java.util.Map;
import metallb.domain.net.IpAddress;

/** How many connections of others are taken; one more is closed at once, without a word to anybody. */
final class Accepting {
    private final int most;
    private final int mostUnheard;
    private final Map<IpAddress, Integer> unheard = new LinkedHashMap<>();
    private int count;

    /**
     * @param most at a time
     * @param mostUnheard of one address that sent nothing yet, at a time
     */
    Accepting(int most, int mostUnheard) {
        this.most = most;
        this.mostUnheard = mostUnheard;
    }

    boolean hasRoomFor(IpAddress source) {
        return count < most && unheard.getOrDefault(source, 0) < mostUnheard;
    }

    void accepted(IpAddress source) {
        count++;
        unheard.merge(source, 1, Integer::sum);
    }

    /** The first bytes of a connection came. */
    void heard(IpAddress source) {
        unheard.computeIfPresent(source, (_, waiting) -> waiting == 1 ? null : waiting - 1);
    }

    /** @param wasHeard whether bytes ever came of it */
    void gone(IpAddress source, boolean wasHeard) {
        count--;
        if (!wasHeard) {
            heard(source);
        }
    }
}
