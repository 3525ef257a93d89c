package metallb.domain.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Arrays;
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
import metallb.domain.net.Prefix;
import metallb.domain.pool.AddressBook;
import metallb.domain.pool.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedTest {
    /** The wish (address, page's annotation, later annotation) and the sentence that a service with it gets. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", value = {
        "''         | ''    | ''    | Assigned IP \"10.0.0.0\"",
        "10.0.0.3   | ''    | ''    | Assigned IP \"10.0.0.3\"",
        "10.0.0.3   | main  | ''    | Assigned IP \"10.0.0.3\"",
        "10.0.1.1   | ''    | ''    | Assigned IP \"10.0.1.1\"",
        "''         | ''    | extra | Assigned IP \"10.0.1.0\"",
        "''         | extra | extra | Assigned IP \"10.0.1.0\"",
        "x          | ''    | ''    | Failed to allocate IP for \"ns/web\": invalid spec.loadBalancerIP \"x\"",
        "1.1.1.1    | ''    | ''    | Failed to allocate IP for \"ns/web\": cannot assign \"1.1.1.1\" to \"ns/web\", no pool owns that IP",
        "fc00::1    | ''    | ''    | Failed to allocate IP for \"ns/web\": requested loadBalancer IP(s) [\"fc00::1\"] does not match the ipFamily of the service",
        "10.0.0.3   | extra | ''    | Failed to allocate IP for \"ns/web\": requested loadBalancer IP(s) [\"10.0.0.3\"] is not compatible with requested address pool \"extra\"",
        "''         | nope  | ''    | Failed to allocate IP for \"ns/web\": pool \"nope\" does not exist",
        "''         | ''    | v6    | Failed to allocate IP for \"ns/web\": pool \"v6\" has no IPv4 addresses, and spec.ipFamilies of the service takes no others; ask for a pool that has some",
        "''         | main  | extra | Failed to allocate IP for \"ns/web\": annotation metallb.universe.tf/address-pool wants pool \"main\", annotation metallb.io/address-pool wants pool \"extra\"",
    })
    void meetsTheWishOrSaysWhyNot(String ip, String page, String later, String sentence) {
        AddressBook book = new AddressBook();
        book.usePools(new Config(List.of(), List.of(pool("extra", false, "10.0.1.0/30"),
                pool("main", true, "10.0.0.0/30"), pool("v6", false, "fc00::/64")), List.of(), new LinkedHashMap<>()));
        Placement placement = new Placement(book, new Ownership(Optional.empty()));
        Decision decision = placement.settle(service(ip, "address-pool", page, later), List.of(), Optional.empty());
        assertEquals(sentence, decision.outcome().text());
    }

    /** spec.loadBalancerIP, the annotations loadBalancerIPs under both names, and the sentence. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", value = {
        "''       | 10.0.0.3   | ''       | Assigned IP \"10.0.0.3\"",
        "''       | ''         | 10.0.0.3 | Assigned IP \"10.0.0.3\"",
        "''       | ' 10.0.0.3'| ''       | Assigned IP \"10.0.0.3\"",
        "10.0.0.3 | 10.0.0.3   | ''       | Failed to allocate IP for \"ns/web\": service can not have both metallb.universe.tf/loadBalancerIPs and svc.Spec.LoadBalancerIP",
        "10.0.0.3 | ''         | 10.0.0.2 | Failed to allocate IP for \"ns/web\": service can not have both metallb.io/loadBalancerIPs and svc.Spec.LoadBalancerIP",
        "''       | 10.0.0.2   | 10.0.0.3 | Failed to allocate IP for \"ns/web\": annotation metallb.universe.tf/loadBalancerIPs wants address \"10.0.0.2\", annotation metallb.io/loadBalancerIPs wants address \"10.0.0.3\"",
        "''       | ten        | ''       | Failed to allocate IP for \"ns/web\": invalid annotation metallb.universe.tf/loadBalancerIPs \"ten\"",
        "''       | ''         | 10.0.0.1,fc00::1 | Failed to allocate IP for \"ns/web\": annotation metallb.io/loadBalancerIPs wants \"10.0.0.1,fc00::1\", and more than one address a service is not supported by this version",
        "''       | 1.1.1.1    | ''       | Failed to allocate IP for \"ns/web\": cannot assign \"1.1.1.1\" to \"ns/web\", no pool owns that IP",
    })
    void meetsTheWishOfTheAddressAnnotation(String ip, String page, String later, String sentence) {
        AddressBook book = new AddressBook();
        book.usePools(new Config(List.of(), List.of(pool("main", true, "10.0.0.0/30")), List.of(), new LinkedHashMap<>()));
        Service service = service(ip, "loadBalancerIPs", page, later);
        assertEquals(sentence, new Placement(book, new Ownership(Optional.empty()))
                .settle(service, List.of(), Optional.empty()).outcome().text());
    }

    /** The annotations allow-shared-ip under both names, and the name of the one that a user is told of. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", nullValues = "none", value = {
        "''  | ''  | none",
        "key | ''  | metallb.universe.tf/allow-shared-ip",
        "''  | key | metallb.io/allow-shared-ip",
        "key | key | metallb.universe.tf/allow-shared-ip",
    })
    void namesTheAnnotationThatAsksToShare(String page, String later, String name) {
        assertEquals(Optional.ofNullable(name), Wanted.sharing(service("", "allow-shared-ip", page, later)));
    }

    @Test
    void preferredFamilyComesFirst() {
        assertEquals(new Wanted.Anywhere(new Wish.AnyPool(List.of(Family.IPV4))),
                Wanted.of(service("", "address-pool", "", "")));
    }

    @Test
    void quotesAndBoundsWhatUsersWrite() {
        assertEquals("\"a\\\"b\\\\c\\u000a\"", Quoted.of("a\"b\\c\n"));
        assertEquals(253 + 5, Quoted.of("x".repeat(100_000)).length());
    }

    private static PoolConfig pool(String name, boolean autoAssign, String... prefixes) {
        List<AddressRange> ranges = Arrays.stream(prefixes).map(Prefix::of).map(AddressRange::of).toList();
        return new PoolConfig(name, new Where("test", name, 0, 0), ranges, false, autoAssign);
    }

    private static Service service(String ip, String annotation, String page, String later) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("metallb.universe.tf/" + annotation, page);
        annotations.put("metallb.io/" + annotation, later);
        ObjectMeta meta = new ObjectMeta(new ObjectKey("ns", "web"), new Uid("u"), new ResourceVersion("1"),
                Instant.EPOCH, new LinkedHashMap<>(), annotations);
        return new Service(meta, "LoadBalancer", Optional.of(ip).filter(text -> !text.isEmpty()), Optional.empty(),
                TrafficPolicy.CLUSTER, List.of(Family.IPV4), List.of(), List.of());
    }
}
