package metallb.bootstrap.scenario.command;

import java.util.List;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;

/** {@code controller b}: one more controller, which contends with the others; from then on {@code controller-b}. */
record NewController(String name) implements Command {
    static NewController parse(Arguments arguments) throws Refusal {
        NewController controller = new NewController(arguments.name("NAME"));
        arguments.end();
        return controller;
    }

    @Override
    public List<String> run(World world) throws Refusal {
        Present.unknown(world, Who.controller(name));
        world.addController(name);
        return List.of();
    }
}
