package metallb.adapters.devcluster.fault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The rules in force. A decision depends on the rules, the seed and the calls before it, on nothing else: no clock, no
 * socket, so that a world of virtual time can ask as well. Safe for several threads; which of two simultaneous calls draws
 * first is then up to them.
 */
public final class Faults {
    /** So many rules at most; more are not taken. */
    public static final int MOST_RULES = 100;

    private final Map<String, Standing> standing = new LinkedHashMap<>();
    private SplittableRandom random;
    private long added;

    public Faults(long seed) {
        random = new SplittableRandom(seed);
    }

    /**
     * A rule in force.
     *
     * @param fired how many calls it has befallen; one that has had its times befalls no more
     */
    public record Standing(String id, Rule rule, int fired) {
        public boolean isSpent() {
            return rule.times() > 0 && fired >= rule.times();
        }

        private Standing firedOnce() {
            return new Standing(id, rule, fired + 1);
        }
    }

    /** What befalls this call: of the first rule, in the order they were added, that selects it and draws it. */
    public synchronized Optional<Fault> decide(Call call) {
        for (Standing each : standing.values()) {
            Rule rule = each.rule();
            if (!each.isSpent() && rule.fault().canBefall(call) && rule.selection().matches(call)
                    && (rule.probability() >= 1 || random.nextDouble() < rule.probability())) {
                standing.put(each.id(), each.firedOnce());
                return Optional.of(rule.fault());
            }
        }
        return Optional.empty();
    }

    /** Puts a rule into force; empty where there are {@link #MOST_RULES} already. */
    public synchronized Optional<Standing> add(Rule rule) {
        if (standing.size() >= MOST_RULES) {
            return Optional.empty();
        }
        var added = new Standing("fault-" + ++this.added, rule, 0);
        standing.put(added.id(), added);
        return Optional.of(added);
    }

    /** In the order they were added. */
    public synchronized List<Standing> standing() {
        return List.copyOf(standing.values());
    }

    /** Takes one back; whether there was such. */
    public synchronized boolean remove(String id) {
        return standing.remove(id) != null;
    }

    public synchronized void clear() {
        standing.clear();
    }

    /** Draws from here on as a new one with this seed would. */
    public synchronized void reseed(long seed) {
        random = new SplittableRandom(seed);
    }
}
