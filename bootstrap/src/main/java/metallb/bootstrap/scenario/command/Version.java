package metallb.bootstrap.scenario.command;

import java.util.List;
import metallb.bootstrap.scenario.world.World;

/** {@code scenario 1}: which version of the language the script is written in. */
public record Version() implements Command {
    static Version parse(Arguments arguments) throws Refusal {
        String version = arguments.next("VERSION");
        if (!version.equals(Integer.toString(Commands.VERSION))) {
            throw new Refusal("version " + version + " is not known here, only " + Commands.VERSION);
        }
        arguments.end();
        return new Version();
    }

    @Override
    public List<String> run(World world) {
        return List.of();
    }
}
