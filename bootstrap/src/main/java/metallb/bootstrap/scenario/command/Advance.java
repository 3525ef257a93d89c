package metallb.bootstrap.scenario.command;

import java.time.Duration;
import java.util.List;
import metallb.bootstrap.scenario.world.World;

/** {@code advance 1s}: lets time pass; what everybody reported meanwhile. */
record Advance(Duration duration) implements Command {
    static Advance parse(Arguments arguments) throws Refusal {
        Advance advance = new Advance(arguments.duration());
        arguments.end();
        return advance;
    }

    @Override
    public List<String> run(World world) {
        List<String> lines = world.advance(duration);
        return lines.isEmpty() ? List.of("nothing was reported") : lines;
    }
}
