package metallb.bootstrap.scenario.command;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import metallb.bootstrap.scenario.world.Fate;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;

/** What comes from outside: an API that fails, watches that break, clocks that are set. */
sealed interface Trouble extends Command {
    /** {@code weather lost}: what becomes of every write to the API from now on; {@code weather mixed 7} draws it. */
    record Weather(Supplier<Fate> fates) implements Trouble {
        /** Of so many writes in mixed weather one is spared nothing in particular. */
        private static final int SPARED = 2;

        static Weather parse(Arguments arguments) throws Refusal {
            String word = arguments.next("fair, refused, lost, unheard, late, stuck or mixed");
            Weather weather = switch (word) {
                case "fair" -> always(Fate.DONE);
                case "refused" -> always(Fate.REFUSED);
                case "lost" -> always(Fate.LOST);
                case "unheard" -> always(Fate.UNHEARD);
                case "late" -> always(Fate.LATE);
                case "stuck" -> always(Fate.STUCK);
                case "mixed" -> mixed(arguments.number("SEED"));
                default -> throw new Refusal("\"" + word + "\" is not fair, refused, lost, unheard, late, stuck or mixed");
            };
            arguments.end();
            return weather;
        }

        private static Weather always(Fate fate) {
            return new Weather(() -> fate);
        }

        private static Weather mixed(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            Fate[] fates = Fate.values();
            return new Weather(() -> random.nextInt(SPARED) == 0 ? Fate.DONE : fates[random.nextInt(fates.length)]);
        }

        @Override
        public List<String> run(World world) {
            world.weather(fates);
            return List.of();
        }
    }

    /** {@code outage speaker a 20s}: its watches of the API break, and a list after that time says how things are. */
    record Outage(Who who, Duration duration) implements Trouble {
        static Outage parse(Arguments arguments) throws Refusal {
            Outage outage = new Outage(arguments.who(), arguments.duration());
            arguments.end();
            return outage;
        }

        @Override
        public List<String> run(World world) throws Refusal {
            Present.running(world, who);
            world.loseWatches(who, duration);
            return List.of();
        }
    }

    /** {@code freeze controller 20s}: SIGSTOP now, SIGCONT after that time. */
    record Freeze(Who who, Duration duration) implements Trouble {
        static Freeze parse(Arguments arguments) throws Refusal {
            Freeze freeze = new Freeze(arguments.who(), arguments.duration());
            arguments.end();
            return freeze;
        }

        @Override
        public List<String> run(World world) throws Refusal {
            Present.running(world, who);
            world.freeze(who, duration);
            return List.of();
        }
    }

    /** {@code partition controller 20s}: nothing passes between it and the API, and nobody is told. */
    record Partition(Who who, Duration duration) implements Trouble {
        static Partition parse(Arguments arguments) throws Refusal {
            Who who = arguments.who();
            if (who.role() != Who.Role.CONTROLLER) {
                throw new Refusal(who + " is no controller; for a speaker there is outage");
            }
            Partition partition = new Partition(who, arguments.duration());
            arguments.end();
            return partition;
        }

        @Override
        public List<String> run(World world) throws Refusal {
            Present.running(world, who);
            world.partition(who, duration);
            return List.of();
        }
    }

    /** {@code clocks back 1h}: the clocks on all walls are set. */
    record Clocks(Duration by) implements Trouble {
        static Clocks parse(Arguments arguments) throws Refusal {
            String word = arguments.next("forward or back");
            Duration duration = arguments.duration();
            arguments.end();
            return switch (word) {
                case "forward" -> new Clocks(duration);
                case "back" -> new Clocks(duration.negated());
                default -> throw new Refusal("\"" + word + "\" is not forward or back");
            };
        }

        @Override
        public List<String> run(World world) {
            world.stepClocks(by);
            return List.of();
        }
    }
}
