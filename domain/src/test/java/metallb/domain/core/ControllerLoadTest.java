package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeSet;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Service;
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
}
