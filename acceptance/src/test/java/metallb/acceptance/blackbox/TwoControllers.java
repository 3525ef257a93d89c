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
import metallb.domain.lease.LeaseTimings;

/**
 * Two controllers of deploy/metallb.yaml, of which one leads, and users who do not stop for them. {@link #settle} says that
 * nobody's address changed without a cause, none is held twice, and everybody who should have one has one.
 */
final class TwoControllers implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;
    /**
     * Who stands by starts when the lease is over, which it sees 2.4 s later at most. Three times as long as that lease is what a
     * busy machine may make of it.
     */
    private static final long TAKEOVER_SECONDS = 3 * LeaseTimings.usual().duration().toSeconds();
    private static final Target LEASE = Target.object(Resources.LEASES, Administrator.NAMESPACE, "metallb-controller");

    private final Path directory;
    private final long seed;
    private final SplittableRandom random;
    private final Administrator administrator;
    private final Installation installation;
    private final Map<String, DaemonProcess> controllers = new LinkedHashMap<>();
    private Map<String, String> before = Map.of();
    private int started;

    /** Installs all, with thirty services that have their addresses when it returns. */
    TwoControllers(ApiServer server, Path directory, long seed) throws IOException {
        this.directory = directory;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.administrator = new Administrator(server);
        administrator.install(Run.PROJECT.resolve("deploy/metallb.yaml"));
        this.installation = new Installation(administrator, random);
        for (int i = 0; i < 30; i++) {
            installation.create("web-" + i);
        }
        String first = start();
        await("the first controller leads", () -> leader().equals(Optional.of(first)));
        String second = start();
        await("the second stands by", () -> process(second).subjectOf("standingBy").isPresent());
        settle();
    }

    /** One more; its name. */
    String start() throws IOException {
        String name = "controller-" + ++started;
        controllers.put(name, DaemonProcess.startAs(name, directory, "controller",
                "--kubeconfig=" + administrator.kubeconfig(directory, "controller")));
        return name;
    }

    DaemonProcess process(String name) {
        return controllers.get(name);
    }

    /** Takes it away from those that are ended at the end. */
    DaemonProcess remove(String name) {
        return controllers.remove(name);
    }

    /** One that runs, whichever. */
    String any() {
        return List.copyOf(controllers.keySet()).get(random.nextInt(controllers.size()));
    }

    /** Users go on, so many deeds at most, at moments that nobody chose. */
    void load(int most) {
        int deeds = random.nextInt(most + 1);
        for (int i = 0; i < deeds; i++) {
            installation.disturb();
        }
    }

    /** Waits until all is as it should be, and compares with what was before. */
    void settle() throws IOException {
        administrator.assertWithinRoles();
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
        assertEquals(List.of(), moved, () -> "seed " + seed + logs());
        assertTrue(before.isEmpty() || before.keySet().stream().anyMatch(name -> !changed.contains(name)),
                "somebody's wish stayed as it was");
        before = now;
    }

    /** Who the lease names; empty for nobody. */
    String holder() {
        return administrator.get(LEASE).map(lease -> Json.text(lease, "spec", "holderIdentity")).orElse("");
    }

    /** The one that the lease names and that says so itself. */
    Optional<String> leader() {
        String holder = holder();
        return holder.isEmpty() ? Optional.empty() : controllers.entrySet().stream()
                .filter(one -> one.getValue().log().contains(holder + " leads, term")).map(Map.Entry::getKey).findFirst();
    }

    /** Waits until another one leads than this, which is gone or does nothing more: from now on in the time of a few leases. */
    void awaitTakeoverFrom(String name) {
        awaitWithin(TAKEOVER_SECONDS, "another one leads than " + name,
                () -> leader().filter(leading -> !leading.equals(name)).isPresent());
    }

    void await(String what, BooleanSupplier condition) {
        awaitWithin(LIMIT_SECONDS, what, condition);
    }

    private void awaitWithin(long seconds, String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("not after " + seconds + " s: " + what + "; seed " + seed + ", waiting "
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

    @Override
    public void close() {
        controllers.values().forEach(DaemonProcess::close);
        administrator.close();
    }
}
