package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import org.junit.jupiter.api.Test;

/**
 * What an earlier leader had in its socket when it was stopped lands after the next one decided otherwise: the API shows
 * one address twice for a moment.
 */
class DuplicatesTest {
    private static final String DUPLICATES = "metallb_controller_duplicate_addresses_total";

    private final ControllerWorld world = new ControllerWorld();

    @Test
    void aWriteOfAnEarlierLeaderThatLandsLateIsFoundCountedAndPutRight() {
        world.put(world.newService("older", 1));
        world.put(world.newService("younger", 2));
        world.put(world.config(Kind.CONFIG, "default 10.0.0.0/24"));
        world.put(world.config(Kind.ACCEPTED_CONFIG, "default 10.0.0.0/24"));
        world.listAll();
        world.drain();
        List<ObjectKey> written = new ArrayList<>();
        world.watcher = object -> written.add(object.key());
        assertEquals(2, world.unanswered.size(), "both statuses are on their way");

        // the earlier leader had decided that the younger one gets 10.0.0.0
        world.apply(ControllerWorld.withIngress(world.service("younger"), List.of("10.0.0.0")));
        world.run();

        assertEquals(List.of("10.0.0.0"), world.ingress("older"));
        assertEquals(List.of("10.0.0.1"), world.ingress("younger"));
        assertEquals(1, world.metric(DUPLICATES));
        assertEquals(1, written.stream().filter(key -> key.equals(ControllerWorld.key("older"))).count(),
                "the older holder was not touched again");
    }

    @Test
    void aDuplicateThatIsFoundAtTheStartIsCountedToo() {
        world.put(ControllerWorld.withIngress(world.newService("older", 1), List.of("10.0.0.0")));
        world.put(ControllerWorld.withIngress(world.newService("younger", 2), List.of("10.0.0.0")));
        world.begin("default 10.0.0.0/24");

        assertEquals(List.of("10.0.0.0"), world.ingress("older"));
        assertEquals(List.of("10.0.0.1"), world.ingress("younger"));
        assertEquals(1, world.metric(DUPLICATES));
    }

    @Test
    void anAddressThatNobodyHoldsIsNoDuplicate() {
        world.put(world.newService("web", 1));
        world.begin("default 10.0.0.0/24");

        world.apply(ControllerWorld.withIngress(world.service("web"), List.of("10.0.0.9")));
        world.run();

        assertEquals(List.of("10.0.0.0"), world.ingress("web"));
        assertEquals(0, world.metric(DUPLICATES));
    }
}
