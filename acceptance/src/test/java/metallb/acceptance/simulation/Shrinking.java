package metallb.acceptance.simulation;

import java.util.function.Predicate;

/** Makes a failing history as short as it gets, so that a person can read it. */
final class Shrinking {
    private Shrinking() {}

    /**
     * Takes commands out, many at a time first, as long as the rest still fails.
     *
     * @param fails tells of a history whether it fails; it does of this one
     * @return one that fails, and does not without any one of its commands
     */
    static History shrink(History failing, Predicate<History> fails) {
        History shortest = failing;
        int chunk = Math.max(1, failing.commands().size() / 2);
        while (true) {
            boolean shrunk = false;
            for (int from = 0; from < shortest.commands().size();) {
                History candidate = shortest.without(from, chunk);
                if (fails.test(candidate)) {
                    shortest = candidate;
                    shrunk = true;
                } else {
                    from += chunk;
                }
            }
            if (!shrunk && chunk == 1) {
                return shortest;
            }
            chunk = Math.max(1, chunk / 2);
        }
    }
}
