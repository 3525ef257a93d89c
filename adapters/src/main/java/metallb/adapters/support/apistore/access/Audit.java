package metallb.adapters.support.apistore.access;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Who did what to which resource, each combination once, and whether it was allowed: what was is what a role must allow. */
final class Audit {
    private static final int MOST = 10_000;

    private final TreeSet<Gate.Seen> seen = new TreeSet<>(Comparator.comparing(Gate.Seen::account).thenComparing(Gate.Seen::resource)
            .thenComparing(Gate.Seen::verb).thenComparing(Gate.Seen::allowed));

    /** At its bound it keeps what it has: a client that invents paths cannot fill the memory. */
    synchronized void note(Account account, Action action, boolean allowed) {
        if (seen.size() < MOST) {
            seen.add(new Gate.Seen(account.name(), action.verb(), action.subject(), allowed));
        }
    }

    synchronized List<Gate.Seen> seen() {
        return List.copyOf(seen);
    }
}
