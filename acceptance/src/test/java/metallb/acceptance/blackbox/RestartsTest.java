package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real controllers, of which the one that leads is killed, stopped and ended while services come, go and change:
 * nobody's address changes without a cause, none is held twice, and everybody who should have one has one.
 *
 * <p>Each takeover takes the time of the lease, so this runs in CI only: {@code -Drestarts=20} says how often to kill,
 * {@code -Dseed=...} draws another load. The same under virtual time: acceptance/scenarios/leader.txt and the simulation.
 */
@EnabledIfSystemProperty(named = "restarts", matches = "[0-9]+",
        disabledReason = "it is the stage \"restarts\" of .ci/run")
class RestartsTest {
    private static final int RESTARTS = Integer.getInteger("restarts", 1);
    private static final long SEED = Long.getLong("seed", 20_261_127);
    private static final long LIMIT_SECONDS = 120;
    private static final Target LEASE = Target.object(Resources.LEASES, GuardedCluster.NAMESPACE, "metallb-controller");

    @TempDir
    private Path directory;

    private final GuardedCluster guarded = new GuardedCluster();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Map<String, DaemonProcess> controllers = new LinkedHashMap<>();
    private Installation installation;
    private Map<String, String> before = Map.of();
    private int started;

    @BeforeEach
    void install() throws IOException, InterruptedException {
        guarded.install(Run.PROJECT.resolve("deploy/metallb.yaml"));
        installation = new Installation(guarded.cluster(), random);
        for (int i = 0; i < 30; i++) {
            installation.create("web-" + i);
        }
        String first = start();
        await("the first controller leads", () -> leader().equals(Optional.of(first)));
        String second = start();
        await("the second stands by", () -> controllers.get(second).subjectOf("standingBy").isPresent());
        settle();
    }

    @AfterEach
    void end() {
        controllers.values().forEach(DaemonProcess::close);
        guarded.close();
    }

    @Test
    void killedUnderLoadMovesNothing() throws IOException, InterruptedException {
        for (int i = 0; i < RESTARTS; i++) {
            String killed = leader().orElseThrow();
            load(random.nextInt(40));
            controllers.remove(killed).kill();
            load(20);
            start();
            load(20);
            await("another one leads", () -> leader().filter(name -> !name.equals(killed)).isPresent());
            load(random.nextInt(40));
            settle();
        }
    }

    @Test
    void stoppedAndContinuedItActsNoMoreAndEndedItGivesTheLeaseBack() throws IOException, InterruptedException {
        String frozen = leader().orElseThrow();
        controllers.get(frozen).freeze();
        load(40);
        await("another one leads", () -> leader().filter(name -> !name.equals(frozen)).isPresent());
        controllers.get(frozen).thaw();
        await("the first knows it", () -> controllers.get(frozen).subjectOf("leadingEnded").isPresent());
        load(20);
        settle();

        String ended = leader().orElseThrow();
        assertEquals(0, controllers.remove(ended).end());
        assertEquals("", holder(), "the lease is given back");
        await("the first leads again", () -> leader().equals(Optional.of(frozen)));
        settle();
    }

    private String start() throws IOException {
        String name = "controller-" + ++started;
        controllers.put(name, DaemonProcess.startAs(name, directory, "controller",
                "--kubeconfig=" + guarded.kubeconfig(directory, "controller")));
        return name;
    }

    /** Users go on, at moments that nobody chose. */
    private void load(int deeds) {
        for (int i = 0; i < deeds; i++) {
            installation.disturb();
        }
    }

    /** Waits until all is as it should be, and compares with what was before. */
    private void settle() {
        installation.mendConfig();
        await("everybody has an address", () -> installation.waiting().isEmpty());
        await("everybody has what it asks for", () -> installation.unmet().isEmpty());
        await("no address is shown twice",
                () -> installation.holders().values().stream().allMatch(names -> names.size() == 1));
        TreeSet<String> changed = installation.takeChanged();
        Map<String, String> now = installation.addresses();
        List<String> moved = new ArrayList<>();
        before.forEach((name, address) -> {
            if (!changed.contains(name) && !address.equals(now.get(name))) {
                moved.add(name + " from " + address + " to " + now.get(name));
            }
        });
        assertEquals(List.of(), moved, () -> "seed " + SEED + logs());
        assertTrue(before.isEmpty() || before.keySet().stream().anyMatch(name -> !changed.contains(name)),
                "somebody's wish stayed as it was");
        before = now;
    }

    private String holder() {
        return guarded.cluster().call(store -> store.get(LEASE)).map(lease -> Json.text(lease, "spec", "holderIdentity"))
                .orElse("");
    }

    /** The one that the lease names and that says so itself. */
    private Optional<String> leader() {
        String holder = holder();
        return holder.isEmpty() ? Optional.empty() : controllers.entrySet().stream()
                .filter(one -> one.getValue().log().contains(holder + " leads, term")).map(Map.Entry::getKey).findFirst();
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("not after " + LIMIT_SECONDS + " s: " + what + "; seed " + SEED + ", waiting "
                        + installation.waiting() + ", unmet " + installation.unmet() + logs());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private String logs() {
        StringBuilder logs = new StringBuilder();
        controllers.forEach((name, process) -> logs.append("\n--- ").append(name).append('\n').append(process.log()));
        return logs.toString();
    }
}
