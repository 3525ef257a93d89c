package metallb.acceptance.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;

/** Looks at a world after every step, and remembers what it needs to say what went wrong. */
final class Watching {
    /** What somebody else writes into a status; no pool owns it. */
    static final String FOREIGN = "1.2.3.4";
    /**
     * How long a route may stand that is not wanted any more: a speaker is blind for 20 s at most, a router that hears
     * nothing believes for 30 s, and a process that stops takes 3 s.
     */
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> ROUTERS = List.of("r1", "r2");

    private final Sight sight;
    private final Map<String, String> firstAddress = new TreeMap<>();
    private final Map<String, Duration> unwantedSince = new TreeMap<>();
    private Duration now = Duration.ZERO;

    Watching(World world) {
        this.sight = new Sight(world);
    }

    void passed(Duration duration) {
        now = now.plus(duration);
    }

    /** What must hold at every moment. */
    void check() {
        Rules rules = new Rules(sight);
        must(rules.shared().isEmpty(), "one address, two owners: " + rules.shared());
        for (Sight.Service service : sight.services()) {
            if (Drawing.isSteady(service.name()) && service.isLoadBalancer()) {
                String first = firstAddress.computeIfAbsent(service.uid(), _ -> service.address());
                if (first.isEmpty()) {
                    firstAddress.put(service.uid(), service.address());
                } else {
                    must(first.equals(service.address()), service + " had " + first + " and moved without a cause");
                }
            }
        }
        ROUTERS.stream().filter(router -> sight.isRunning(Who.router(router)))
                .forEach(router -> checkUnwanted(router, rules.routes(router)));
    }

    private void checkUnwanted(String router, Set<String> wanted) {
        Set<String> present = sight.routes(router);
        unwantedSince.keySet().removeIf(name -> name.startsWith(router + " ")
                && (wanted.contains(name.substring(router.length() + 1))
                        || !present.contains(name.substring(router.length() + 1))));
        for (String route : present) {
            if (!wanted.contains(route)) {
                Duration since = unwantedSince.computeIfAbsent(router + " " + route, _ -> now);
                must(now.minus(since).compareTo(LIMIT) <= 0,
                        router + " has " + route + ", which is not wanted since " + since);
            }
        }
    }

    /** What must hold once everybody runs, everything is answered, and nothing has happened for a while. */
    void checkQuiet() {
        check();
        Rules rules = new Rules(sight);
        for (String router : ROUTERS) {
            Set<String> wanted = rules.routes(router);
            must(wanted.equals(sight.routes(router)), router + " should have " + wanted + " and has "
                    + sight.routes(router));
        }
        must(rules.misplaced().isEmpty(), "with or without an address and should not be: " + rules.misplaced());
    }

    private static void must(boolean holds, String what) {
        if (!holds) {
            throw new Broken(what);
        }
    }

    /** Something does not hold. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Broken(String what) {
            super(what);
        }
    }
}
