package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.service.GivenFor;
import org.junit.jupiter.api.Test;

/** A pool that is changed around an address moves nobody, at no time; a wish that is changed does, at any time. */
class GivenForTest {
    private static final String APART = "main 10.0.0.0/24 manual\nother 10.0.1.0/24 manual";
    private static final String SWAPPED = "other 10.0.0.0/24 manual\nmain 10.0.1.0/24 manual";

    private final ControllerWorld world = new ControllerWorld();

    private void begin() {
        world.put(ControllerWorld.withPool(world.newService("web", 1), "main"));
        world.begin(APART);
    }

    private void swap() {
        world.apply(world.config(Kind.CONFIG, SWAPPED));
        world.run();
        assertEquals(SWAPPED, world.copyText());
    }

    private void restart() {
        world.start();
        world.listAll();
        world.run();
    }

    private String note() {
        return world.service("web").meta().annotations().getOrDefault(GivenFor.ANNOTATION, "none");
    }

    @Test
    void aPoolThatWasMovedAroundAnAddressMovesNobodyWhenAControllerStarts() {
        begin();
        assertEquals("10.0.0.0 main", note());
        swap();
        restart();

        assertEquals(List.of("10.0.0.0"), world.ingress("web"));
        assertEquals("assigned", world.outcome("web"));
    }

    @Test
    void aWishThatWasChangedWhileNoControllerRanIsFollowed() {
        begin();
        world.put(ControllerWorld.withPool(world.service("web"), "other"));
        restart();

        assertEquals(List.of("10.0.1.0"), world.ingress("web"));
        assertEquals("10.0.1.0 other", note());
    }

    @Test
    void anAddressThatSomebodyElseWroteMeanwhileIsNotVouchedFor() {
        begin();
        world.put(ControllerWorld.withIngress(world.service("web"), List.of("10.0.1.7")));
        restart();

        assertEquals(List.of("10.0.0.0"), world.ingress("web"));
    }

    @Test
    void whoAsksForNoPoolHasNoNote() {
        world.put(world.newService("web", 1));
        world.begin("main 10.0.0.0/24");
        assertEquals("none", note());

        world.apply(ControllerWorld.withPool(world.service("web"), "main"));
        world.run();
        assertEquals("10.0.0.0 main", note());

        world.apply(ControllerWorld.withPool(world.service("web"), ""));
        world.run();
        assertEquals("none", note());
        assertEquals(List.of("10.0.0.0"), world.ingress("web"));
    }

    @Test
    void aServiceOfAnEarlierVersionGetsItsNoteOnce() {
        world.put(ControllerWorld.withIngress(ControllerWorld.withPool(world.newService("web", 1), "main"),
                List.of("10.0.0.9")));
        List<ClusterObject> written = new ArrayList<>();
        world.watcher = written::add;
        world.begin(APART);

        assertEquals("10.0.0.9 main", note());
        assertEquals(1, written.stream().filter(object -> object.kind() == Kind.SERVICE).count());
        restart();
        assertEquals(1, written.stream().filter(object -> object.kind() == Kind.SERVICE).count());
    }

    @Test
    void whoTakesTheNoteAwayIsNotQuarrelledWith() {
        begin();
        List<ClusterObject> written = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            world.apply(withoutNote());
            world.watcher = written::add;
            world.run();
            world.watcher = object -> {};
        }

        assertEquals(List.of(), written);
        assertEquals("none", note());
    }

    private ClusterObject withoutNote() {
        var annotations = new LinkedHashMap<>(world.service("web").meta().annotations());
        annotations.remove(GivenFor.ANNOTATION);
        return ControllerWorld.withAnnotations(world.service("web"), annotations);
    }
}
