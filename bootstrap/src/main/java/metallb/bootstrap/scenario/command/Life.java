package metallb.bootstrap.scenario.command;

import java.util.List;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;

/** Processes come and go. */
sealed interface Life extends Command {
    /** {@code stop speaker a}: SIGTERM; the process ends when it is ready to. */
    record Stop(Who who) implements Life {
        static Stop parse(Arguments arguments) throws Refusal {
            return new Stop(only(arguments));
        }

        @Override
        public List<String> run(World world) throws Refusal {
            Present.running(world, who);
            world.stop(who);
            return List.of();
        }
    }

    /** {@code crash speaker a}: SIGKILL; the kernel closes its connections. */
    record Crash(Who who) implements Life {
        static Crash parse(Arguments arguments) throws Refusal {
            return new Crash(only(arguments));
        }

        @Override
        public List<String> run(World world) throws Refusal {
            Present.running(world, who);
            world.crash(who);
            return List.of();
        }
    }

    /** {@code start speaker a}: a new process in the place of one that ended. */
    record Start(Who who) implements Life {
        static Start parse(Arguments arguments) throws Refusal {
            return new Start(only(arguments));
        }

        @Override
        public List<String> run(World world) throws Refusal {
            Present.notRunning(world, who);
            world.start(who);
            return List.of();
        }
    }

    private static Who only(Arguments arguments) throws Refusal {
        Who who = arguments.who();
        arguments.end();
        return who;
    }
}
