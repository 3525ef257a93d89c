package metallb.domain.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.TrafficPolicy;
import metallb.domain.cluster.Uid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnershipTest {
    /** {@code --lb-class} (- for none), the service's class and type, and what is said against it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "-|-|LoadBalancer|ours",
        "a|a|LoadBalancer|ours",
        "-|a|LoadBalancer|otherLoadBalancerClass: loadBalancerClass \"a\" is not ours",
        "a|b|LoadBalancer|otherLoadBalancerClass: loadBalancerClass \"b\" is not ours",
        "a|-|LoadBalancer|otherLoadBalancerClass: loadBalancerClass is not set, ours is \"a\"",
        "-|-|ClusterIP|notLoadBalancer: type is \"ClusterIP\", not LoadBalancer",
        "a|b|NodePort|notLoadBalancer: type is \"NodePort\", not LoadBalancer"})
    void takesLoadBalancersOfItsClassOnly(String ours, String theirs, String type, String expected) {
        Optional<NotOurs> against = new Ownership(written(ours)).reasonAgainst(service(type, written(theirs)));
        assertEquals(expected, against.map(OwnershipTest::said).orElse("ours"));
    }

    @Test
    void saysThatAServiceWasDeleted() {
        assertEquals("serviceDeleted: the service was deleted", said(NotOurs.DELETED));
    }

    private static String said(NotOurs against) {
        return against.word() + ": " + against.text();
    }

    private static Optional<String> written(String name) {
        return Optional.of(name).filter(text -> !text.equals("-"));
    }

    private static Service service(String type, Optional<String> loadBalancerClass) {
        ObjectMeta meta = new ObjectMeta(new ObjectKey("ns", "web"), new Uid("u"), new ResourceVersion("1"),
                Instant.EPOCH, new LinkedHashMap<>(), new LinkedHashMap<>());
        return new Service(meta, type, Optional.empty(), loadBalancerClass, TrafficPolicy.CLUSTER, List.of(),
                List.of(), List.of());
    }
}
