package metallb.acceptance.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;

/** Looks at a world after every step, and remembers what it needs to say what went wrong. */
final class Watching {
    private final World world;
    private final AddressRecords records = new AddressRecords();
    private final Delays delays = new Delays();
    /** By router and path. */
    private final Map<String, Duration> unwantedSince = new TreeMap<>();
    private Duration now = Duration.ZERO;

    Watching(World world) {
        this.world = world;
    }

    void passed(Duration duration) {
        now = now.plus(duration);
    }

    /** Something was done to the world. */
    void done(String command) {
        delays.done(command, now);
        Sight sight = new Sight(world);
        records.done(command, now, sight);
        check(sight);
    }

    /** What an earlier leader had written came out of the network. */
    void arrived(Arrival arrival) {
        records.arrived(arrival, new Sight(world));
    }

    /** What must hold at every moment. */
    void check() {
        check(new Sight(world));
    }

    private void check(Sight sight) {
        List<String> wrong = records.look(now, sight);
        must(wrong.isEmpty(), String.join("; ", wrong));
        Place.ROUTERS.stream().filter(router -> sight.isRunning(Who.router(router)))
                .forEach(router -> checkUnwanted(sight, router));
    }

    /** What a router has and should not have is there no longer than there is a reason for. */
    private void checkUnwanted(Sight sight, String router) {
        List<String> wanted = wanted(sight, router);
        List<String> present = sight.routes(router);
        unwantedSince.keySet().removeIf(name -> name.startsWith(router + " ")
                && (wanted.contains(name.substring(router.length() + 1))
                        || !present.contains(name.substring(router.length() + 1))));
        for (String route : present) {
            if (!wanted.contains(route)) {
                Duration since = unwantedSince.computeIfAbsent(router + " " + route, _ -> now);
                Duration until = Place.NODES.stream().filter(node -> Line.isFrom(route, node)).findFirst()
                        .map(node -> delays.until(router, node, since)).orElse(since);
                must(now.compareTo(until) <= 0, router + " has at " + now + ", and should have only until " + until + ": "
                        + route);
            }
        }
    }

    private List<String> wanted(Sight sight, String router) {
        return new Rules(sight).routes(router, Place.NODES.stream()
                .filter(node -> sight.isRunning(Who.speaker(node)) && !delays.isStopping(node)).toList());
    }

    /** What must hold once everybody runs, everything is answered, and nothing has happened for a while. */
    void checkQuiet() {
        Sight sight = new Sight(world);
        check(sight);
        for (String router : Place.ROUTERS) {
            List<String> wanted = wanted(sight, router);
            List<String> present = sight.routes(router);
            must(wanted.equals(present), router + " should have " + wanted + " and has " + present);
        }
        List<String> misplaced = new Rules(sight).misplaced(records);
        must(misplaced.isEmpty(), String.join("; ", misplaced));
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
