package metallb.domain.core;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import metallb.domain.bgp.session.Reason;
import metallb.domain.net.Now;

/**
 * Why attempts to have a session with one router ended, as far as it was told. A router that stays away is news once and
 * not at every attempt, and so is each cause of several that take turns; what was cured and comes back later is news again.
 */
final class ToldCauses {
    /** A router may make up a code and subcode at each attempt; further causes within the time are no news. */
    static final int MOST = 16;
    /** Attempts are some two minutes apart at most, so of as many causes as we know none is forgotten while they take turns. */
    static final Duration FORGOTTEN = Duration.ofHours(1);

    /** When each was seen last. */
    private final Map<Cause, Long> seen = new LinkedHashMap<>();

    /** What tells causes apart: ports and times in a text do not. */
    private record Cause(String word, Optional<Reason.Notice> notice) {}

    /** Whether that is to be told; from now on it was. */
    boolean isNews(Now now, Reason reason) {
        seen.values().removeIf(nanos -> now.nanos() - nanos >= FORGOTTEN.toNanos());
        Cause cause = new Cause(reason.word(), reason.notice());
        boolean known = seen.containsKey(cause);
        if (!known && seen.size() == MOST) {
            return false;
        }
        seen.put(cause, now.nanos());
        return !known;
    }

    /** The next failure is news, whatever its cause. */
    void forget() {
        seen.clear();
    }
}
