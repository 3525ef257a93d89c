package metallb.bootstrap.scenario.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;
import org.junit.jupiter.api.Test;

/** Participants come and go, and nothing happens but when time passes. */
class WorldTest {
    private static final Who ROUTER = Who.router("r1");

    private final World world = new World(Detail.REPORTS);

    @Test
    void aControllerIsThereFromTheBeginning() {
        assertTrue(world.isRunning(Who.controller()));
        assertEquals(List.of(
                "0.002000 controller | leading lease: controller_1 leads, term 1",
                "0.003000 controller | WARNING configMissing config: configuration missing: there is no ConfigMap metallb-system/config"),
                world.advance(Duration.ofSeconds(1)));
    }

    @Test
    void whoCrashedSaysNothingMore() {
        world.crash(Who.controller());
        assertFalse(world.isRunning(Who.controller()));
        assertTrue(world.isKnown(Who.controller()));
        assertEquals(List.of(), world.advance(Duration.ofSeconds(1)));
    }

    @Test
    void whoIsAskedToStopEndsWhenTimePasses() {
        world.addRouter("r1", IpAddress.of("10.0.0.1"),
                new World.Bgp(new Asn(100), RouterId.of("10.0.0.1"), Optional.empty()));
        world.crash(Who.controller());
        world.stop(ROUTER);
        assertTrue(world.isRunning(ROUTER));
        assertEquals(List.of("0.000000 router r1 | ended"), world.advance(Duration.ZERO));
        assertFalse(world.isRunning(ROUTER));

        world.start(ROUTER);
        assertTrue(world.isRunning(ROUTER));
    }

    @Test
    void whoIsFrozenDoesNothingUntilItsTimeIsOver() {
        world.freeze(Who.controller(), Duration.ofSeconds(3));

        assertEquals(List.of(), world.advance(Duration.ofSeconds(2)));
        assertEquals("3.002000 controller | leading lease: controller_1 leads, term 1",
                world.advance(Duration.ofSeconds(2)).getFirst());
    }

    @Test
    void everybodyIsFoundInTheOrderOfNames() {
        world.addController("b");
        assertEquals(List.of(Who.controller(), Who.controller("b")), world.all(Who.Role.CONTROLLER));
        assertEquals("controller-b", Who.controller("b").toString());
        world.addNode("b", List.of(IpAddress.of("10.1.0.2"), IpAddress.of("2001:db8::2")));
        world.addNode("a", List.of(IpAddress.of("10.1.0.1")));
        assertEquals(List.of(Who.speaker("a"), Who.speaker("b")), world.all(Who.Role.SPEAKER));
        assertEquals(List.of(), world.all(Who.Role.ROUTER));
        assertEquals(List.of(IpAddress.of("10.1.0.2"), IpAddress.of("2001:db8::2")), world.addresses(Who.speaker("b")));
        assertEquals(List.of(), world.addresses(Who.speaker("c")));
    }
}
