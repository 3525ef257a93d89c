package metallb.bootstrap.scenario.world;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import metallb.adapters.fakerouter.MemoryNetwork;
import metallb.adapters.support.apistore.ApiStore;
import metallb.domain.core.Answer;
import metallb.domain.core.Query;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Secret;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/**
 * The installation and its time. A controller is there from the beginning; nodes, each with a speaker, and routers are
 * added. Nothing happens but within {@link #advance}.
 */
public final class World {
    /** From any host to any other. */
    private static final Duration NETWORK_LATENCY = Duration.ofMillis(1);
    /** Rounds at one moment; a world that has more to do makes no progress. */
    private static final int ROUNDS_A_MOMENT = 10_000;
    private static final long SEED = 1;

    private final VirtualTime time = new VirtualTime();
    private final Agenda agenda = new Agenda(time);
    private final ApiStore store = new ApiStore(SEED);
    private final Cluster cluster = new Cluster(store, time);
    private final MemoryNetwork network = new MemoryNetwork(time.nanos(), NETWORK_LATENCY);
    private Supplier<Fate> weather = () -> Fate.DONE;
    private final Chronicle chronicle;
    private final Starter starter;
    /** Everybody who was ever added, in the order of names: how to be started. */
    private final Map<Who, List<IpAddress>> places = new TreeMap<>();
    private final Map<Who, Bgp> routers = new LinkedHashMap<>();
    private final Map<Who, Participant<?, ?>> running = new TreeMap<>();
    private final Set<Who> controllers = new TreeSet<>(Set.of(Who.controller()));
    /** Until when somebody is stopped by SIGSTOP. */
    private final Map<Who, Long> frozen = new TreeMap<>();

    /** What a router says of itself, and the password that everybody must sign with. */
    public record Bgp(Asn asn, RouterId id, Optional<Secret> password) {}

    public World(Detail detail) {
        chronicle = new Chronicle(time, detail);
        starter = new Starter(time, agenda, store, network, chronicle, () -> weather.get(), who -> running.remove(who));
        cluster.furnish();
        start(Who.controller());
    }

    public Cluster cluster() {
        return cluster;
    }

    /** One more controller, which contends with those that are there. */
    public void addController(String name) {
        controllers.add(Who.controller(name));
        start(Who.controller(name));
    }

    /** A node with its addresses, the first of which is its speaker's {@code --node-ip}. The node's object is the caller's to create. */
    public void addNode(String name, List<IpAddress> addresses) {
        places.put(Who.speaker(name), List.copyOf(addresses));
        start(Who.speaker(name));
    }

    public void addRouter(String name, IpAddress address, Bgp bgp) {
        places.put(Who.router(name), List.of(address));
        routers.put(Who.router(name), bgp);
        start(Who.router(name));
    }

    /** Everybody of a role, running or not, in the order of names. */
    public List<Who> all(Who.Role role) {
        return role == Who.Role.CONTROLLER ? List.copyOf(controllers)
                : places.keySet().stream().filter(who -> who.role() == role).toList();
    }

    /** Where a speaker or router is; nowhere where there is no such. */
    public List<IpAddress> addresses(Who who) {
        return places.getOrDefault(who, List.of());
    }

    public boolean isKnown(Who who) {
        return all(who.role()).contains(who);
    }

    public boolean isRunning(Who who) {
        return running.containsKey(who);
    }

    /** Starts somebody who does not run: a new process, which knows nothing of an earlier one. */
    public void start(Who who) {
        Participant<?, ?> participant = switch (who.role()) {
            case CONTROLLER -> starter.controller(who);
            case SPEAKER -> starter.speaker(who, places.get(who));
            case ROUTER -> starter.router(who, places.get(who).getFirst(), routers.get(who));
        };
        running.put(who, participant);
    }

    /** SIGTERM to somebody who runs. */
    public void stop(Who who) {
        running.get(who).askToStop();
    }

    /** SIGKILL to somebody who runs: the kernel closes what was open. */
    public void crash(Who who) {
        frozen.remove(who);
        running.remove(who).release().run();
    }

    /** SIGSTOP to somebody who runs, and SIGCONT after that time. */
    public void freeze(Who who, Duration duration) {
        frozen.put(who, time.nanos() + duration.toNanos());
    }

    /** Nothing passes between a controller and the API for that long, and nobody is told. */
    public void partition(Who who, Duration duration) {
        running.get(who).partition().accept(duration);
    }

    /** Silence between two hosts; nobody is told. */
    public void cut(Who one, Who other) {
        places.get(one).forEach(here -> places.get(other).forEach(there -> network.cut(here, there)));
    }

    public void heal(Who one, Who other) {
        places.get(one).forEach(here -> places.get(other).forEach(there -> network.heal(here, there)));
    }

    /** From now on this decides what becomes of each write to the API; asked in the order of the writes. */
    public void weather(Supplier<Fate> fates) {
        weather = fates;
    }

    /** Somebody's watches break, and what was on its way to them is lost; a list after that time says how things are. */
    public void loseWatches(Who who, Duration outage) {
        running.get(who).outage().accept(outage);
    }

    /** Sets the clocks on the walls of all hosts; deadlines are not measured by them. */
    public void stepClocks(Duration by) {
        time.stepWall(by);
    }

    /** Asks somebody; empty where that one does not run. */
    public Optional<Answer> ask(Who who, Query query) {
        return Optional.ofNullable(running.get(who)).map(participant -> participant.answer(time.now(), query));
    }

    /** Lets time pass and everything happen in it; what was said meanwhile, a line each. */
    public List<String> advance(Duration duration) {
        long end = Math.addExact(time.nanos(), duration.toNanos());
        settle();
        for (OptionalLong next = nextDeadline(); next.isPresent() && next.getAsLong() <= end; next = nextDeadline()) {
            time.setTo(next.getAsLong());
            settle();
        }
        time.setTo(end);
        return chronicle.take();
    }

    /** Everything that happens at this moment. */
    private void settle() {
        for (int round = 0; round < ROUNDS_A_MOMENT; round++) {
            boolean any = agenda.serve();
            network.step(time.nanos());
            frozen.values().removeIf(until -> until <= time.nanos());
            for (Map.Entry<Who, Participant<?, ?>> one : List.copyOf(running.entrySet())) {
                any |= !frozen.containsKey(one.getKey()) && one.getValue().settle(time.now());
            }
            if (!any && !isDue(network.nextDeadline())) {
                return;
            }
        }
        throw new IllegalStateException("the world has work left after " + ROUNDS_A_MOMENT + " rounds");
    }

    private boolean isDue(OptionalLong deadline) {
        return deadline.isPresent() && deadline.getAsLong() <= time.nanos();
    }

    private OptionalLong nextDeadline() {
        Stream<OptionalLong> ofThoseWhoRun = running.entrySet().stream()
                .filter(one -> !frozen.containsKey(one.getKey())).map(one -> one.getValue().nextDeadline());
        Stream<OptionalLong> ofThoseWhoAreFrozen = frozen.values().stream().map(OptionalLong::of);
        return Stream.of(Stream.of(agenda.nextDeadline(), network.nextDeadline()), ofThoseWhoRun, ofThoseWhoAreFrozen)
                .flatMap(deadlines -> deadlines).flatMapToLong(OptionalLong::stream).min();
    }
}
