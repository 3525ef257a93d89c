package metallb.domain.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.TrafficPolicy;
import metallb.domain.cluster.Uid;
import metallb.domain.config.Config;
import metallb.domain.config.PoolConfig;
import metallb.domain.config.Where;
import metallb.domain.net.AddressRange;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.pool.AddressBook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is claimed after a restart, and what a wish moves. */
class PlacementTest {
    private static final ObjectKey WEB = new ObjectKey("ns", "web");
    private static final ObjectKey OTHER = new ObjectKey("ns", "other");

    private final AddressBook book = new AddressBook();
    private final Placement placement = new Placement(book, new Ownership(Optional.empty()));

    @BeforeEach
    void useTwoPools() {
        book.usePools(new Config(List.of(), List.of(pool("main", "10.0.0.0/30"), pool("extra", "10.0.1.0/31")),
                List.of(), new LinkedHashMap<>()));
    }

    @Test
    void claimsTheFirstAddressOfAFamilyThatAStatusShows() {
        assertEquals(new Placement.Adoption(addresses("10.0.0.2"), List.of(), Optional.empty()),
                placement.adopt(shows("LoadBalancer", "", "10.0.0.2", "10.0.0.3", "nonsense")));
        assertEquals(addresses("10.0.0.2"), book.addresses(WEB));
    }

    @Test
    void saysWhyAShownAddressCannotBeKept() {
        book.claim(OTHER, IpAddress.of("10.0.0.2"));
        assertEquals(new Placement.Adoption(List.of(), List.of(Refusal.addressHeld(WEB, IpAddress.of("10.0.0.2"), OTHER)),
                        Optional.empty()),
                placement.adopt(shows("LoadBalancer", "", "10.0.0.2")));
    }

    /** Somebody wrote it there while no controller ran: no allocation would have given it. */
    @Test
    void keepsNoAddressOfAFamilyThatTheServiceDoesNotHave() {
        Service six = new Service(meta(Map.of()), "LoadBalancer", Optional.empty(), Optional.empty(), TrafficPolicy.CLUSTER,
                List.of(Family.IPV6), List.of("10.0.0.2"), List.of());
        Placement.Adoption adoption = placement.adopt(six);
        assertEquals(new Placement.Adoption(List.of(), List.of(Refusal.familyNotOfService(IpAddress.of("10.0.0.2"), WEB)),
                        Optional.empty()),
                adoption);
        assertEquals("cannot assign \"10.0.0.2\" to \"ns/web\", which has no IPv4", adoption.refusals().getFirst().text());
        assertEquals(List.of(), book.holders(IpAddress.of("10.0.0.2")));
    }

    /** Its status is still to be cleared, so nobody else may have the address meanwhile; but it is not the service's own. */
    @Test
    void holdsWhatAServiceStillShowsThatIsNoLoadBalancerAnyMore() {
        assertEquals(new Placement.Adoption(List.of(), List.of(), Optional.empty()),
                placement.adopt(shows("ClusterIP", "", "10.0.0.2")));
        assertEquals(List.of(WEB), book.holders(IpAddress.of("10.0.0.2")));
    }

    @Test
    void leavesAloneWhatALoadBalancerOfAnotherClassShows() {
        assertEquals(new Placement.Adoption(List.of(), List.of(), Optional.empty()),
                placement.adopt(shows("LoadBalancer", "theirs", "10.0.0.2")));
        assertEquals(List.of(), book.holders(IpAddress.of("10.0.0.2")));
    }

    /** Which wish the address answered is not known then; it stays where it answers the wish of today. */
    @Test
    void staysAfterARestartWhereTheAddressMeetsTheWish() {
        for (Service wishes : List.of(wishes("10.0.0.2", ""), wishes("10.0.0.2", "main"), wishes("", "main"), wishes("", ""))) {
            book.claim(WEB, IpAddress.of("10.0.0.2"));
            Decision decision = placement.settle(wishes, addresses("10.0.0.2"), Optional.empty());
            assertEquals(new Decision(new Outcome.Assigned(addresses("10.0.0.2"), Optional.of("main")), addresses("10.0.0.2"),
                    Optional.of(Wanted.of(wishes)), new WaitsFor.Nothing()), decision);
            book.release(WEB);
        }
    }

    @Test
    void movesAfterARestartWhereTheAddressDoesNotMeetTheWish() {
        book.claim(WEB, IpAddress.of("10.0.0.2"));
        assertEquals(addresses("10.0.1.0"),
                placement.settle(wishes("", "extra"), addresses("10.0.0.2"), Optional.empty()).current());
        assertEquals(addresses("10.0.0.3"),
                placement.settle(wishes("10.0.0.3", "main"), addresses("10.0.0.2"), Optional.empty()).current());
    }

    @Test
    void keepsTheAddressWhereTwoWishesContradictEachOther() {
        book.claim(WEB, IpAddress.of("10.0.0.2"));
        Decision decision = placement.settle(wishes("10.0.0.2", "extra"), addresses("10.0.0.2"), Optional.empty());
        assertEquals(new Outcome.Kept(WEB, addresses("10.0.0.2"), Refusal.otherPool(IpAddress.of("10.0.0.2"), "extra")),
                decision.outcome());
    }

    /** What has to happen before another try is worth it. */
    @Test
    void waitsForWhatWouldHelp() {
        book.claim(OTHER, IpAddress.of("10.0.0.1"));
        book.claim(OTHER, IpAddress.of("10.0.1.0"));
        book.claim(OTHER, IpAddress.of("10.0.1.1"));
        assertEquals(new WaitsFor.Freed(IpAddress.of("10.0.0.1")), waitsFor(wishes("10.0.0.1", "")));
        assertEquals(new WaitsFor.OtherPools(), waitsFor(wishes("10.9.9.9", "")));
        assertEquals(new WaitsFor.Room(Optional.of("extra"), List.of(Family.IPV4, Family.IPV6)), waitsFor(wishes("", "extra")));
        assertEquals(new WaitsFor.OtherPools(), waitsFor(wishes("", "nowhere")));
        assertEquals(new WaitsFor.Nothing(), waitsFor(wishes("nonsense", "")));
        assertEquals(new WaitsFor.OtherPools(), waitsFor(ofFamily(Family.IPV6, wishes("", "extra"))));
        assertEquals(new WaitsFor.OtherPools(), waitsFor(ofFamily(Family.IPV6, wishes("", ""))));
        assertEquals("wrongFamily: Failed to allocate IP for \"ns/web\": pools that assign by themselves have no IPv6"
                + " addresses, and spec.ipFamilies of the service takes no others; ask for a pool that has some",
                sentence(ofFamily(Family.IPV6, wishes("", ""))));
    }

    @Test
    void isNoConcernWithAServiceThatIsNotOurs() {
        Decision decision = placement.settle(shows("ClusterIP", "", "10.0.0.2"), List.of(), Optional.empty());
        assertEquals("notLoadBalancer: type is \"ClusterIP\", not LoadBalancer",
                decision.outcome().word() + ": " + decision.outcome().text());
        assertEquals("waitingForConfig: skipped, waiting for config",
                new Outcome.Undecided().word() + ": " + new Outcome.Undecided().text());
    }

    private WaitsFor waitsFor(Service service) {
        return placement.settle(service, List.of(), Optional.empty()).waitsFor();
    }

    private String sentence(Service service) {
        Outcome outcome = placement.settle(service, List.of(), Optional.empty()).outcome();
        return outcome.word() + ": " + outcome.text();
    }

    private static Service ofFamily(Family family, Service s) {
        return new Service(s.meta(), s.type(), s.loadBalancerIp(), s.loadBalancerClass(), s.trafficPolicy(),
                List.of(family), s.ingress(), s.statusManagers());
    }

    private static Service shows(String type, String loadBalancerClass, String... ingress) {
        return new Service(meta(Map.of()), type, Optional.empty(), Optional.of(loadBalancerClass).filter(name -> !name.isEmpty()),
                TrafficPolicy.CLUSTER, List.of(), List.of(ingress), List.of());
    }

    private static Service wishes(String address, String pool) {
        Map<String, String> annotations = pool.isEmpty() ? Map.of() : Map.of("metallb.universe.tf/address-pool", pool);
        return new Service(meta(annotations), "LoadBalancer", Optional.of(address).filter(text -> !text.isEmpty()),
                Optional.empty(), TrafficPolicy.CLUSTER, List.of(), List.of(), List.of());
    }

    private static ObjectMeta meta(Map<String, String> annotations) {
        return new ObjectMeta(WEB, new Uid("u"), new ResourceVersion("1"), Instant.EPOCH, Map.of(), annotations);
    }

    private static List<IpAddress> addresses(String text) {
        return List.of(IpAddress.of(text));
    }

    private static PoolConfig pool(String name, String prefix) {
        return new PoolConfig(name, new Where("test", name, 0, 0), List.of(AddressRange.of(Prefix.of(prefix))), false, true);
    }
}
