package metallb.bootstrap.scenario.command;

import java.util.List;
import metallb.bootstrap.scenario.world.World;

/** A command of a script, understood. */
public interface Command {
    /**
     * Does it.
     *
     * @return what is to be seen, a line each, none of them empty
     * @throws Refusal where the world has not what the command names
     */
    List<String> run(World world) throws Refusal;
}
