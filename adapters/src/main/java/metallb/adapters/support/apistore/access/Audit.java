package metallb.adapters.support.apistore.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Who did what to which resource, each combination once, and whether it was allowed: what was is what a role must allow. */
final class Audit {
    private static final int MOST = 10_000;
    /** Whoever writes thousands of objects of a kind needs one right for them all. */
    private static final int MOST_ACTIONS_OF_A_COMBINATION = 100;

    private final TreeMap<Gate.Seen, Set<Action>> seen = new TreeMap<>(Comparator.comparing(Gate.Seen::account)
            .thenComparing(Gate.Seen::resource).thenComparing(Gate.Seen::verb).thenComparing(Gate.Seen::allowed));

    /** At its bounds it keeps what it has: a client that invents paths cannot fill the memory. */
    synchronized void note(Account account, Action action, boolean allowed) {
        var combination = new Gate.Seen(account.name(), action.verb(), action.subject(), allowed);
        if (seen.size() < MOST) {
            seen.computeIfAbsent(combination, _ -> new LinkedHashSet<>());
        }
        Set<Action> actions = seen.get(combination);
        if (actions != null && actions.size() < MOST_ACTIONS_OF_A_COMBINATION) {
            actions.add(action);
        }
    }

    synchronized List<Gate.Seen> seen() {
        return List.copyOf(seen.keySet());
    }

    synchronized List<Action> actions(String account) {
        List<Action> actions = new ArrayList<>();
        seen.forEach((combination, those) -> {
            if (combination.account().equals(account)) {
                actions.addAll(those);
            }
        });
        return actions;
    }
}
