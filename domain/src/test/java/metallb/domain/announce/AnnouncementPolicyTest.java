package metallb.domain.announce;

import static metallb.domain.announce.SampleObjects.WHERE;
import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.excluded;
import static metallb.domain.announce.SampleObjects.networkUnavailable;
import static metallb.domain.announce.SampleObjects.node;
import static metallb.domain.announce.SampleObjects.ofClass;
import static metallb.domain.announce.SampleObjects.ofType;
import static metallb.domain.announce.SampleObjects.pool;
import static metallb.domain.announce.SampleObjects.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.TrafficPolicy;
import metallb.domain.config.Advertisement;
import metallb.domain.config.PoolConfig;
import metallb.domain.net.AddressRange;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.AttributesTable;
import metallb.domain.service.Ownership;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AnnouncementPolicyTest {
    private static final AnnouncementPolicy POLICY = new AnnouncementPolicy("n1",
            new Ownership(Optional.empty()), false);
    private static final Availability HERE = new Availability(true, true);
    private static final Availability ELSEWHERE = new Availability(true, false);
    private static final AdvertisedPools POOLS = pools();
    private static final Set<Family> BOTH = EnumSet.allOf(Family.class);

    private static AdvertisedPools pools() {
        PoolConfig careful = new PoolConfig("careful", WHERE, List.of(AddressRange.of(Prefix.of("10.0.1.0/24"))), true,
                true);
        PoolConfig silent = pool("silent", "10.0.2.0/24");
        return new AdvertisedPools(config(List.of(), List.of(pool("plain", "10.0.0.0/24", "2001:db8::/64"), careful,
                silent), List.of(Advertisement.ofWholeAddresses("plain", WHERE),
                        Advertisement.ofWholeAddresses("careful", WHERE))), new AttributesTable(10));
    }

    @TestFactory
    Stream<DynamicTest> givesEveryServiceItsOutcome() {
        Service plain = service("a", "10.0.0.1");
        Service local = service("a", 1, TrafficPolicy.LOCAL, "10.0.0.1");
        Node usual = node("n1", 1);
        String announced = "announced: announcing from node \"n1\" with protocol \"bgp\"";
        String excluded = "nodeLabeledExcludeBalancers: node \"n1\" carries the label "
                + "node.kubernetes.io/exclude-from-external-load-balancers";
        String noLocal = "noLocalEndpoints: externalTrafficPolicy is Local and no endpoint on node \"n1\" can serve";
        return Stream.of(
                row("Cluster, endpoint here", plain, usual, HERE, announced),
                row("Cluster, endpoint elsewhere", plain, usual, ELSEWHERE, announced),
                row("Cluster, no endpoint", plain, usual, Availability.NONE,
                        "noEndpoints: no endpoint on any node can serve"),
                row("Local, endpoint here", local, usual, HERE, announced),
                row("Local, endpoint elsewhere", local, usual, ELSEWHERE, noLocal),
                row("Local, no endpoint", local, usual, Availability.NONE, noLocal),
                row("other type", ofType(plain, "ClusterIP"), usual, HERE,
                        "notLoadBalancer: type is \"ClusterIP\", not LoadBalancer"),
                row("other class", ofClass(plain, "cloud/x"), usual, HERE,
                        "otherLoadBalancerClass: loadBalancerClass \"cloud/x\" is not ours"),
                row("no address", service("a"), usual, HERE, "noIPAllocated: no address is allocated to it"),
                row("no address at all", service("a", "ten"), usual, HERE,
                        "invalidIP: \"ten\" in its status is not an address"),
                row("one of two is none", service("a", "10.0.0.1", ""), usual, HERE,
                        "invalidIP: \"\" in its status is not an address"),
                row("no pool", service("a", "10.9.0.1"), usual, HERE,
                        "ipNotAllowed: no pool owns its address 10.9.0.1"),
                row("below every pool", service("a", "1.1.1.1"), usual, HERE,
                        "ipNotAllowed: no pool owns its address 1.1.1.1"),
                row("buggy address avoided", service("a", "10.0.1.255"), usual, HERE,
                        "ipNotAllowed: no pool owns its address 10.0.1.255"),
                row("buggy address not avoided", service("a", "10.0.0.255"), usual, HERE, announced),
                row("pool without advertisement", service("a", "10.0.2.1"), usual, HERE,
                        "notOwner: pool \"silent\" of its address 10.0.2.1 is not advertised"),
                row("both families", service("a", "10.0.0.1", "2001:db8::1"), usual, HERE, announced),
                row("network unavailable", plain, networkUnavailable(usual), HERE,
                        "nodeNetworkUnavailable: the network of node \"n1\" is unavailable"),
                row("excluded", plain, excluded(usual), HERE, excluded),
                row("network before label", plain, networkUnavailable(excluded(usual)), HERE,
                        "nodeNetworkUnavailable: the network of node \"n1\" is unavailable"),
                row("node before endpoints", local, excluded(usual), ELSEWHERE, excluded),
                row("address before node", service("a"), excluded(usual), HERE,
                        "noIPAllocated: no address is allocated to it"));
    }

    private static DynamicTest row(String name, Service service, Node node, Availability endpoints, String expected) {
        return dynamicTest(name, () -> assertEquals(expected,
                said(POLICY.decide(service, Optional.of(POOLS), BOTH, Optional.of(node), endpoints))));
    }

    @TestFactory
    Stream<DynamicTest> announcesWhatAPeerHereCarries() {
        String announcing = "announced: announcing from node \"n1\" with protocol \"bgp\"";
        String silent = "noPeerOfFamily: no peer on node \"n1\" carries ";
        Service four = service("a", "10.0.0.1");
        Service six = service("a", "2001:db8::1");
        Service dual = service("a", "10.0.0.1", "2001:db8::1");
        Set<Family> ipv4 = EnumSet.of(Family.IPV4);
        Set<Family> ipv6 = EnumSet.of(Family.IPV6);
        return Stream.of(
                carries("IPv4 to IPv4", four, ipv4, announcing, "10.0.0.1/32"),
                carries("IPv4 to IPv6", four, ipv6, silent + "IPv4, the family of its address 10.0.0.1"),
                carries("IPv6 to IPv4", six, ipv4, silent + "IPv6, the family of its address 2001:db8::1"),
                carries("IPv6 to both", six, BOTH, announcing, "2001:db8::1/128"),
                carries("both to both", dual, BOTH, announcing, "10.0.0.1/32", "2001:db8::1/128"),
                carries("both to IPv4", dual, ipv4,
                        announcing + ", but not 2001:db8::1: no peer on this node carries IPv6", "10.0.0.1/32"),
                carries("both to IPv6", dual, ipv6,
                        announcing + ", but not 10.0.0.1: no peer on this node carries IPv4", "2001:db8::1/128"),
                carries("IPv4 to nobody", four, EnumSet.noneOf(Family.class), "noPeer: no peer runs on node \"n1\""));
    }

    private static DynamicTest carries(String name, Service service, Set<Family> carried, String expected,
            String... prefixes) {
        return dynamicTest(name, () -> {
            Decision decision = POLICY.decide(service, Optional.of(POOLS), carried, Optional.empty(), HERE);
            assertEquals(expected, said(decision));
            assertEquals(List.of(prefixes), decision instanceof Decision.Announce announce
                    ? announce.announcements().stream().map(one -> one.route().key().prefix().toString()).toList()
                    : List.of());
        });
    }

    private static String said(Decision decision) {
        return decision.word() + ": " + decision.text();
    }

    @Test
    void announcesNothingWithoutAConfiguration() {
        assertEquals("noConfiguration: no configuration is in force",
                said(POLICY.decide(service("a", "10.0.0.1"), Optional.empty(), BOTH, Optional.empty(), HERE)));
        assertEquals("notLoadBalancer: type is \"NodePort\", not LoadBalancer",
                said(POLICY.decide(ofType(service("a"), "NodePort"), Optional.empty(), BOTH, Optional.empty(), HERE)));
    }

    @Test
    void announcesFromANodeThatItDoesNotKnow() {
        assertEquals("announced",
                POLICY.decide(service("a", "10.0.0.1"), Optional.of(POOLS), BOTH, Optional.empty(), HERE).word());
    }

    @Test
    void passesTheExcludeLabelOverWhereTold() {
        AnnouncementPolicy policy = new AnnouncementPolicy("n1", new Ownership(Optional.empty()), true);
        Service service = service("a", "10.0.0.1");
        assertEquals("announced",
                policy.decide(service, Optional.of(POOLS), BOTH,
                Optional.of(excluded(node("n1", 1))), HERE).word());
        assertEquals("nodeNetworkUnavailable", policy.decide(service, Optional.of(POOLS), BOTH,
                Optional.of(networkUnavailable(node("n1", 1))), HERE).word());
    }

    @Test
    void servesItsOwnClassOnly() {
        AnnouncementPolicy policy = new AnnouncementPolicy("n1", new Ownership(Optional.of("metallb")),
                false);
        Service service = service("a", "10.0.0.1");
        assertEquals("announced", said(policy, ofClass(service, "metallb")).split(":")[0]);
        assertEquals("otherLoadBalancerClass: loadBalancerClass \"other\" is not ours",
                said(policy, ofClass(service, "other")));
        assertEquals("otherLoadBalancerClass: loadBalancerClass is not set, ours is \"metallb\"",
                said(policy, service));
    }

    private static String said(AnnouncementPolicy policy, Service service) {
        return said(policy.decide(service, Optional.of(POOLS), BOTH, Optional.empty(), HERE));
    }

    @Test
    void announcesEachAddressOnce() {
        Decision decision = POLICY.decide(service("a", "10.0.0.1", "10.0.0.1", "10.0.1.1"), Optional.of(POOLS),
                BOTH, Optional.empty(), HERE);
        Decision.Announce announce = (Decision.Announce) decision;
        assertEquals(List.of(IpAddress.of("10.0.0.1"), IpAddress.of("10.0.1.1")), announce.addresses());
        assertEquals(List.of("10.0.0.1/32 via self, origin IGP", "10.0.1.1/32 via self, origin IGP"),
                announce.announcements().stream().map(announcement -> announcement.route().toString()).toList());
    }
}
