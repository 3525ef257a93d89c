package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.config.Judgement;
import metallb.domain.net.IpAddress;
import metallb.domain.pool.AddressOwners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of users, other writers, a lagging watch, lost and late writes, and restarts, with what must hold
 * checked after every step.
 */
class ControllerSimulationTest {
    private static final int STEPS = 1_500;
    private static final String FOREIGN = "1.2.3.4";
    /**
     * The same addresses cut in different ways, so that none of three texts takes away what is held; two with errors; and
     * two that take away addresses which may be held.
     */
    private static final List<String> TEXTS = List.of("main 10.0.0.0/29\nclosed 10.0.1.0/30 manual",
            "low 10.0.0.0/30\nhigh 10.0.0.4/30\nclosed 10.0.1.0/30 manual",
            "closed 10.0.1.0/30 manual\nhigh 10.0.0.4/30\nlow 10.0.0.0/30", "!bad", "!worse\n!still",
            "low 10.0.0.0/30\nclosed 10.0.1.0/30 manual", "high 10.0.0.4/30");

    private final ControllerWorld world = new ControllerWorld();
    private final Deque<ClusterEvent> watch = new ArrayDeque<>();
    /** Writes that were answered as unknown and may land yet. */
    private final List<Write> late = new ArrayList<>();
    /** What services whose wish never changes were seen with. */
    private final Map<Uid, String> seen = new TreeMap<>();
    private final StringBuilder transcript = new StringBuilder();
    private SplittableRandom random;
    private String at;
    /** What the copy said last. */
    private String accepted = TEXTS.getFirst();

    static List<Long> seeds() {
        return new SplittableRandom(7).longs(60).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void holdsItsPromisesInEveryHistory(long seed) {
        simulate(seed);
    }

    @Test
    void repeatsItselfFromTheSameSeed() {
        ControllerSimulationTest first = new ControllerSimulationTest();
        ControllerSimulationTest second = new ControllerSimulationTest();
        first.simulate(1);
        second.simulate(1);
        assertEquals(first.transcript.toString(), second.transcript.toString());
    }

    private void simulate(long seed) {
        random = new SplittableRandom(seed);
        world.watcher = this::changed;
        world.put(world.config(Kind.CONFIG, TEXTS.getFirst()));
        world.put(world.config(Kind.ACCEPTED_CONFIG, accepted));
        restart();
        for (int step = 0; step < STEPS; step++) {
            at = "seed " + seed + ", step " + step;
            step();
            check();
        }
        settle();
        checkSettled();
        Map<ObjectKey, List<String>> before = statuses();
        restart();
        settle();
        assertEquals(before, statuses(), at + ": a restart moved something");
        transcript.append(world.events).append(world.reports).append(before);
    }

    private void step() {
        switch (random.nextInt(24)) {
            case 0, 1 -> create();
            case 2 -> anyService().ifPresent(this::delete);
            case 3, 4 -> anyService().filter(service -> !isSteady(service)).ifPresent(this::changeWish);
            case 5 -> anyService().filter(service -> !isSteady(service)).ifPresent(service ->
                    world.put(ControllerWorld.withType(service, random.nextBoolean() ? "ClusterIP" : "LoadBalancer")));
            case 6 -> anyService().filter(service -> random.nextInt(3) == 0).ifPresent(this::editStatus);
            case 7 -> world.put(world.config(Kind.CONFIG, TEXTS.get(random.nextInt(TEXTS.size()))));
            case 8 -> disturbCopy();
            case 9 -> world.pass(random.nextInt(3));
            case 10 -> land();
            case 11, 12, 13, 14 -> answer();
            case 15, 16, 17, 18 -> show(random.nextInt(6));
            case 19 -> restartNowAndThen();
            default -> world.drain();
        }
    }

    private void create() {
        String name = "s" + random.nextInt(14) + (random.nextBoolean() ? "-steady" : "");
        if (!world.objects.containsKey(new ApiWrites.Target(Kind.SERVICE, ControllerWorld.key(name)))) {
            world.put(wish(world.newService(name, random.nextInt(5))));
        }
    }

    /** Before a process has claimed what statuses show it cannot know what they showed before. */
    private void editStatus(Service service) {
        var answer = (Answer.Services) world.core().answer(world.now(), new Query.Services(Optional.empty(), 1_000));
        if (answer.rows().stream().noneMatch(row -> row.service().equals(service.key())
                && !row.outcome().equals("waitingForConfig"))) {
            seen.remove(service.uid());
        }
        world.put(ControllerWorld.withIngress(service, random.nextBoolean() ? List.of() : List.of(FOREIGN)));
    }

    private void delete(Service service) {
        world.objects.remove(new ApiWrites.Target(Kind.SERVICE, service.key()));
        watch.add(new ClusterEvent.Vanished(Kind.SERVICE, service.key(), service.uid()));
    }

    private void changeWish(Service service) {
        world.put(wish(ControllerWorld.withPool(ControllerWorld.withIp(service, ""), "")));
    }

    private Service wish(Service service) {
        return switch (random.nextInt(8)) {
            case 0 -> ControllerWorld.withIp(service, "10.0.0." + random.nextInt(10));
            case 1 -> ControllerWorld.withIp(service, "10.0.1." + random.nextInt(4));
            case 2, 3 -> ControllerWorld.withPool(service, "closed");
            case 4 -> ControllerWorld.withPool(service, random.nextBoolean() ? "nope" : "");
            default -> service;
        };
    }

    private void disturbCopy() {
        if (random.nextInt(4) == 0) {
            world.put(world.config(Kind.ACCEPTED_CONFIG, ""));
        }
    }

    /** Answers a write: truthfully, refused, or unknown, and then it landed, is lost, or may land yet. */
    private void answer() {
        if (world.unanswered.isEmpty()) {
            return;
        }
        Write write = world.unanswered.remove(random.nextInt(world.unanswered.size()));
        WriteOutcome outcome = switch (random.nextInt(10)) {
            case 0 -> new WriteOutcome.Refused(write.id(), 500, "try again");
            case 1 -> new WriteOutcome.Unknown(write.id(), "lost");
            case 2 -> {
                late.add(write);
                yield new WriteOutcome.Unknown(write.id(), "late");
            }
            case 3 -> new WriteOutcome.Unknown(world.carryOut(write).id(), "landed");
            default -> world.carryOut(write);
        };
        world.on(new Written(outcome));
    }

    private void land() {
        if (!late.isEmpty()) {
            world.carryOut(late.remove(random.nextInt(late.size())));
        }
    }

    private void show(int count) {
        for (int i = 0; i < count && !watch.isEmpty(); i++) {
            world.on(watch.removeFirst());
        }
    }

    private void restartNowAndThen() {
        if (random.nextInt(12) == 0) {
            late.addAll(world.unanswered);
            restart();
        }
    }

    /** What was in flight lands or never will, before the next process lists. */
    private void restart() {
        late.forEach(write -> {
            if (random.nextBoolean()) {
                world.carryOut(write);
            }
        });
        late.clear();
        if (world.copyText().isEmpty()) {
            // where nothing was ever accepted, any text may come into force, whatever statuses show
            world.put(world.config(Kind.ACCEPTED_CONFIG, accepted));
        }
        world.start();
        watch.clear();
        seen.clear();
        world.listAll();
        world.drain();
    }

    private void changed(ClusterObject object) {
        watch.add(new ClusterEvent.Observed(object));
    }

    private void check() {
        assertTrue(world.unanswered.size() <= ApiWrites.LIMIT + WritePlaces.HANGING, at);
        TreeSet<ApiWrites.Target> targets = new TreeSet<>();
        world.unanswered.forEach(write -> assertTrue(targets.add(ApiWrites.Target.of(write.id())), at));
        if (!world.copyText().isEmpty()) {
            accepted = world.copyText();
        }
        AddressOwners pools = new AddressOwners(((Judgement.Acceptable) ControllerWorld.judge(
                ControllerWorld.reading(ControllerWorld.COPY, accepted))).config());
        Map<String, ObjectKey> owners = new TreeMap<>();
        for (Service service : services()) {
            for (String address : service.ingress()) {
                if (!address.equals(FOREIGN)) {
                    assertNull(owners.put(address, service.key()), () -> at + ": two services show " + address);
                    assertTrue(pools.ownerOf(IpAddress.of(address)).isPresent(), () -> at + ": " + address + " of "
                            + service.key() + " belongs to no pool of what was accepted, " + accepted);
                    if (isSteady(service)) {
                        String first = seen.computeIfAbsent(service.uid(), absent -> address);
                        assertEquals(first, address, () -> at + ": " + service.key() + " moved without a cause");
                    }
                }
            }
        }
    }

    /** The weather clears: everything is answered and shown until nothing is left to do. */
    private void settle() {
        late.forEach(world::carryOut);
        late.clear();
        world.put(world.config(Kind.CONFIG, TEXTS.get(random.nextInt(3))));
        for (int i = 0; i < 40; i++) {
            show(Integer.MAX_VALUE);
            check();
            world.runFor(300);
        }
        check();
        assertEquals(0, watch.size(), at);
    }

    private void checkSettled() {
        TreeSet<String> shown = new TreeSet<>();
        services().forEach(service -> shown.addAll(service.ingress()));
        var metrics = (Answer.Metrics) world.core().answer(world.now(), new Query.Metrics());
        double inUse = metrics.families().get(1).samples().stream().mapToDouble(MetricFamily.Sample::value).sum();
        shown.remove(FOREIGN);
        assertEquals(shown.size(), inUse, at + ": what is in use is what is shown");
        boolean isMainFull = shown.stream().filter(address -> address.startsWith("10.0.0.")).count() == 8;
        boolean isClosedFull = shown.stream().filter(address -> address.startsWith("10.0.1.")).count() == 4;
        for (Service service : services()) {
            String line = at + ": " + service.key() + " " + service.ingress();
            String pool = service.meta().annotations().getOrDefault("metallb.universe.tf/address-pool", "");
            if (!service.isLoadBalancer()) {
                assertTrue(service.ingress().isEmpty() || service.ingress().equals(List.of(FOREIGN)), line);
            } else if (service.loadBalancerIp().isPresent()) {
                String wanted = service.loadBalancerIp().get();
                assertTrue(service.ingress().equals(List.of(wanted)) || shown.contains(wanted)
                        || wanted.equals("10.0.0.8") || wanted.equals("10.0.0.9"), line);
                if (!service.ingress().equals(List.of(wanted)) && shown.contains(wanted)) {
                    assertEquals("Failed to allocate IP for \"" + service.key() + "\": cannot assign \"" + wanted
                            + "\" to \"" + service.key() + "\", already owned by \"" + holder(wanted) + "\"",
                            outcome(service).text(), at);
                }
            } else if (pool.equals("closed")) {
                assertTrue(isClosedFull || service.ingress().getFirst().startsWith("10.0.1."), line);
            } else if (pool.isEmpty()) {
                assertTrue(isMainFull || !service.ingress().isEmpty(), line);
            }
        }
    }

    private ObjectKey holder(String address) {
        return services().stream().filter(service -> service.ingress().contains(address)).findFirst().orElseThrow()
                .key();
    }

    private Answer.ServiceRow outcome(Service service) {
        var answer = (Answer.Services) world.core().answer(world.now(), new Query.Services(Optional.empty(), 1_000));
        return answer.rows().stream().filter(row -> row.service().equals(service.key())).findFirst().orElseThrow();
    }

    private static boolean isSteady(Service service) {
        return service.key().name().endsWith("-steady");
    }

    private Optional<Service> anyService() {
        List<Service> all = services();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    private List<Service> services() {
        return world.objects.values().stream().filter(Service.class::isInstance).map(Service.class::cast).toList();
    }

    private Map<ObjectKey, List<String>> statuses() {
        Map<ObjectKey, List<String>> statuses = new TreeMap<>();
        services().forEach(service -> statuses.put(service.key(), service.ingress()));
        return statuses;
    }
}
