package metallb.bootstrap.scenario.command;

import java.util.List;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;

/** The network between a node and a router. */
sealed interface Line extends Command {
    /** {@code cut a r1}: nothing arrives any more, and nobody is told. */
    record Cut(Who node, Who router) implements Line {
        static Cut parse(Arguments arguments) throws Refusal {
            Cut cut = new Cut(Who.speaker(arguments.name("NODE")), Who.router(arguments.name("ROUTER")));
            arguments.end();
            return cut;
        }

        @Override
        public List<String> run(World world) throws Refusal {
            Present.known(world, node);
            Present.known(world, router);
            world.cut(node, router);
            return List.of();
        }
    }

    /** {@code heal a r1}: the end of a cut; what waited arrives. */
    record Heal(Who node, Who router) implements Line {
        static Heal parse(Arguments arguments) throws Refusal {
            Heal heal = new Heal(Who.speaker(arguments.name("NODE")), Who.router(arguments.name("ROUTER")));
            arguments.end();
            return heal;
        }

        @Override
        public List<String> run(World world) throws Refusal {
            Present.known(world, node);
            Present.known(world, router);
            world.heal(node, router);
            return List.of();
        }
    }
}
