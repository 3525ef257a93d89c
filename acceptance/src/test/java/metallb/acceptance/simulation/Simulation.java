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

    /** What was broken, in words; empty where nothing was. */
    static Optional<String> failure(History history) {
        try {
            new Simulation().live(history);
            return Optional.empty();
        } catch (Watching.Broken broken) {
            return Optional.of(broken.getMessage());
        } catch (IllegalStateException broken) {
            return Optional.of(broken.toString());
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
        for (String command : history.commands()) {
            perform(command);
            if (command.startsWith("advance ")) {
                watching.check();
            }
        }
        clear();
        pass(QUIET);
        watching.checkQuiet();
    }

    private void perform(String text) {
        Command command = understood(text);
        try {
            if (text.startsWith("advance ")) {
                watching.passed(length(text));
            }
            told.addAll(command.run(world));
        } catch (Refusal refused) {
            told.add(text + ": " + refused.getMessage());
        }
    }

    private static Command understood(String text) {
        try {
            return Commands.parse(text.lines().toList());
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(text + ": " + refusal.getMessage(), refusal);
        }
    }

    private static Duration length(String advance) {
        String text = advance.substring("advance ".length());
        return text.endsWith("ms") ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
    }

    /** The weather clears, lines are healed, and who does not run is started. */
    private void clear() {
        perform("weather fair");
        pass(Duration.ofSeconds(10));
        for (Who.Role role : Who.Role.values()) {
            for (Who who : world.all(role)) {
                if (!world.isRunning(who)) {
                    world.start(who);
                }
            }
        }
        for (Who node : world.all(Who.Role.SPEAKER)) {
            world.all(Who.Role.ROUTER).forEach(router -> world.heal(node, router));
        }
    }

    private void pass(Duration duration) {
        watching.passed(duration);
        told.addAll(world.advance(duration));
    }
}
