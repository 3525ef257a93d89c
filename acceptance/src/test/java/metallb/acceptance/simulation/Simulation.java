package metallb.acceptance.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.bootstrap.scenario.command.Command;
import metallb.bootstrap.scenario.command.Commands;
import metallb.bootstrap.scenario.command.Refusal;
import metallb.bootstrap.scenario.world.Detail;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;

/** One history, lived through. */
final class Simulation {
    /** Longer than the longest retries of sessions and writes together. */
    private static final Duration QUIET = Duration.ofMinutes(5);

    private final World world = new World(Detail.REPORTS);
    private final Watching watching = new Watching(world);
    private final List<String> told = new ArrayList<>();
    /** Nothing is to be seen before there is a configuration in force. */
    private boolean isFurnished;
    private int crashes;
    private final List<Arrival> arrivals = new ArrayList<>();

    /**
     * What came of a history.
     *
     * @param failure what was broken, in words; empty where nothing was
     * @param crashes how many controllers that ran were killed in it
     * @param arrivals the statuses of an earlier term that arrived in a later one
     */
    record Outcome(Optional<String> failure, int crashes, List<Arrival> arrivals) {}

    static Outcome outcome(History history) {
        Simulation simulation = new Simulation();
        Optional<String> failure = simulation.failing(history);
        return new Outcome(failure, simulation.crashes, simulation.arrivals);
    }

    /** What was broken, in words; empty where nothing was. */
    static Optional<String> failure(History history) {
        return outcome(history).failure();
    }

    private Optional<String> failing(History history) {
        try {
            live(history);
            return Optional.empty();
        } catch (Watching.Broken broken) {
            return Optional.of(broken.getMessage());
        } catch (RuntimeException broken) {
            return Optional.of(broken + " at " + broken.getStackTrace()[0]);
        }
    }

    /** Everything that was said in it. */
    static List<String> transcript(History history) {
        Simulation simulation = new Simulation();
        simulation.live(history);
        return simulation.told;
    }

    private void live(History history) {
        Drawing.BEGINNING.forEach(this::perform);
        isFurnished = true;
        for (String command : history.commands()) {
            perform(command);
        }
        clear();
        perform("advance " + QUIET.toSeconds() + "s");
        watching.checkQuiet();
    }

    private void perform(String text) {
        Command command = understood(text);
        try {
            List<String> lines = command.run(world);
            told.addAll(lines);
            lines.stream().map(Arrival::of).flatMap(Optional::stream).forEach(arrival -> {
                arrivals.add(arrival);
                watching.arrived(arrival);
            });
        } catch (Refusal refused) {
            told.add(text + ": " + refused.getMessage());
            return;
        }
        if (text.startsWith("crash controller")) {
            crashes++;
        }
        if (text.startsWith("advance ")) {
            watching.passed(length(text.substring("advance ".length())));
            watching.check();
        } else if (isFurnished) {
            watching.done(text);
        }
    }

    private static Command understood(String text) {
        try {
            return Commands.parse(text.lines().toList());
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(text + ": " + refusal.getMessage(), refusal);
        }
    }

    /** {@code 5ms} or {@code 5s}. */
    static Duration length(String text) {
        return text.endsWith("ms") ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
    }

    /** The weather clears, lines are healed, and who does not run is started. */
    private void clear() {
        perform("weather fair");
        perform("advance 10s");
        for (Who.Role role : Who.Role.values()) {
            world.all(role).stream().filter(who -> !world.isRunning(who)).forEach(who -> perform("start " + who));
        }
        Place.NODES.forEach(node -> Place.ROUTERS.forEach(router -> perform("heal " + node + " " + router)));
    }
}
