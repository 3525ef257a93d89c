package metallb.domain.core;

import static metallb.domain.core.ControllerWorld.withType;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.cluster.Service;
import org.junit.jupiter.api.Test;

/** What the controller says on services, by events and in the log in the same words. */
class ControllerStoryTest {
    private final ControllerWorld world = new ControllerWorld();

    private void begin() {
        world.begin("main 192.168.10.0/24");
        world.apply(world.newService("web", 1));
        world.run();
        world.events.clear();
        world.reports.clear();
    }

    private static Service ofClass(Service s, String name) {
        return new Service(s.meta(), s.type(), s.loadBalancerIp(), Optional.of(name), s.trafficPolicy(), s.families(),
                s.ingress(), s.statusManagers());
    }

    private List<String> said() {
        return world.reports.stream().map(report -> report.event() + " " + report.subject() + ": " + report.text())
                .toList();
    }

    @Test
    void saysWhyAServiceLosesItsAddressWithItsType() {
        begin();
        world.apply(withType(world.service("web"), "ClusterIP"));
        world.run();
        assertEquals(List.of("notLoadBalancer default/web: type is \"ClusterIP\", not LoadBalancer"), world.events);
        assertEquals(world.events, said());
        world.apply(world.service("web"));
        world.run();
        assertEquals(1, world.events.size(), "once");
    }

    @Test
    void saysWhyAServiceLosesItsAddressWithItsClass() {
        begin();
        world.apply(ofClass(world.service("web"), "other"));
        world.run();
        assertEquals(List.of("otherLoadBalancerClass default/web: loadBalancerClass \"other\" is not ours"),
                world.events);
        assertEquals(world.events, said());
    }

    @Test
    void saysThatAFailureIsOverThoughTheAddressStayed() {
        begin();
        world.apply(ControllerWorld.withPool(world.service("web"), "nowhere"));
        world.run();
        assertEquals("AllocationFailed", world.reports.getLast().event());
        world.apply(ControllerWorld.withPool(world.service("web"), ""));
        world.run();

        assertEquals("IPAllocated default/web: Assigned IP \"" + world.ingress("web").getFirst() + "\"",
                world.events.getLast());
        assertEquals(world.events, said());
        world.apply(world.service("web"));
        world.run();
        assertEquals(2, world.events.size(), "once");
    }

    @Test
    void saysOnceThatAnAddressIsNotShared() {
        begin();
        world.apply(sharing(world.service("web"), "metallb.io/allow-shared-ip"));
        world.run();
        assertEquals(List.of("sharingNotSupported default/web: annotation metallb.io/allow-shared-ip is not supported by"
                + " this version and changes nothing: no two services have one address"), world.events);
        assertEquals(world.events, said());
        world.apply(world.service("web"));
        world.run();
        assertEquals(1, world.events.size(), "once");
        assertEquals(List.of("192.168.10.0"), world.ingress("web"));
        world.apply(sharing(withType(world.newService("plain", 1), "ClusterIP"), "metallb.universe.tf/allow-shared-ip"));
        world.run();
        assertEquals(1, world.events.size(), "it is none of ours");
    }

    private static Service sharing(Service s, String annotation) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(annotation, "key");
        ObjectMeta old = s.meta();
        return new Service(new ObjectMeta(old.key(), old.uid(), old.version(), old.created(), old.labels(), annotations),
                s.type(), s.loadBalancerIp(), s.loadBalancerClass(), s.trafficPolicy(), s.families(), s.ingress(),
                s.statusManagers());
    }

    @Test
    void saysNothingOnServicesThatNeverHadAnAddressOfOurs() {
        begin();
        world.apply(withType(world.newService("plain", 1), "ClusterIP"));
        world.apply(ofClass(world.newService("other", 1), "other"));
        world.run();
        assertEquals(List.of(), world.events);
    }
}
