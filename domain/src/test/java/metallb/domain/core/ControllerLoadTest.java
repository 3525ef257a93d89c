package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.Write;
import org.junit.jupiter.api.Test;

class ControllerLoadTest {
    private static final int SERVICES = 10_000;

    /** Settling takes a drain for 500 services at most, writing one for 16; the rest is a handful. */
    @Test
    void assignsTenThousandPendingServicesInSlices() {
        ControllerWorld world = new ControllerWorld();
        world.put(world.config(Kind.CONFIG, "main 10.0.0.0/16"));
        world.put(world.config(Kind.ACCEPTED_CONFIG, "main 10.0.0.0/16"));
        for (int i = 0; i < SERVICES; i++) {
            world.put(world.newService("s" + i, i % 100));
        }
        world.listAll();
        world.run();
        TreeSet<String> shown = new TreeSet<>();
        world.objects.values().stream().filter(Service.class::isInstance).map(Service.class::cast)
                .forEach(service -> shown.addAll(service.ingress()));
        assertEquals(SERVICES, shown.size());
        assertEquals(SERVICES, world.events.size());
        int most = SERVICES / ApiWrites.LIMIT + 3 * SERVICES / Core.SLICE + 10;
        assertTrue(world.drains <= most, world.drains + " drains, " + most + " at most");
    }

    /**
     * Every service is retaken, marked and settled, and a slice takes 500 of that at most: were one of the three done at
     * one go, it would be over in fewer drains.
     */
    @Test
    void changesPoolsUnderTenThousandServicesInSlices() {
        ControllerWorld world = new ControllerWorld();
        for (int i = 0; i < SERVICES; i++) {
            world.put(ControllerWorld.withIngress(world.newService("s" + i, i % 100),
                    List.of("10.0.%d.%d".formatted(i / 256, i % 256))));
        }
        world.begin("main 10.0.0.0/16");
        world.apply(world.config(Kind.CONFIG, "renamed 10.0.0.0/16"));
        int looks = 0;
        while (world.unanswered.isEmpty()) {
            world.drain();
            looks++;
        }
        // who would lose an address by it is looked at in slices as well
        assertEquals(SERVICES / Core.SLICE + 2, looks);
        Write accept = world.unanswered.removeFirst();
        world.on(new Written(world.carryOut(accept)));
        world.apply(world.newService("a", 1));
        int drains = 0;
        while (world.core().nextDeadline().equals(OptionalLong.of(world.now().nanos()))) {
            world.drain();
            drains++;
            boolean isAllMarked = drains > 2 * SERVICES / Core.SLICE;
            assertEquals(isAllMarked ? 1 : 0, world.unanswered.size(), "drain " + drains);
        }
        assertEquals(3 * SERVICES / Core.SLICE + 1, drains);
        world.run();
        assertEquals(List.of("10.0.%d.%d".formatted(SERVICES / 256, SERVICES % 256)), world.ingress("a"));
        assertEquals(List.of(SERVICES + 1.0), world.inUse());
        assertEquals(List.of(), world.events.subList(0, world.events.size() - 1));
    }
}
