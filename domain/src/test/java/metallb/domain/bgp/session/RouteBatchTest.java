package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metallb.domain.bgp.wire.UpdateWriter;
import metallb.domain.bgp.wire.NextHops;
import metallb.domain.bgp.wire.WireTerms;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.Attributes;
import metallb.domain.route.Community;
import metallb.domain.route.NextHop;
import metallb.domain.route.Origin;
import metallb.domain.route.RouteKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RouteBatchTest {
    private static Stream<RouteChange> changes() {
        return Stream.of(Family.values()).flatMap(family -> Stream.concat(
                Stream.of(new RouteChange.Withdraw(family)),
                IntStream.of(0, 10, 63, 64, 900).mapToObj(count -> new RouteChange.Announce(family, NextHop.SELF,
                        Attributes.originated(Origin.IGP, OptionalLong.empty(), communities(count))))));
    }

    private static List<Community> communities(int count) {
        return IntStream.range(0, count).mapToObj(i -> (Community) new Community.Standard(1, i)).toList();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void countingNeverHidesAFullMessage(RouteChange change) {
        for (boolean old : new boolean[] {true, false}) {
            UpdateWriter writer = new UpdateWriter(new WireTerms(new Asn(70_000), false, !old,
                    List.of(Family.values()), new NextHops(Optional.of(IpAddress.of("10.0.0.1")).filter(_ -> old),
                    Optional.of(IpAddress.of("2001:db8::1")), Optional.of(IpAddress.of("fe80::1")), !old)));
            RouteBatch batch = new RouteBatch(change, writer);
            boolean full = false;
            for (int i = 0; !full; i++) {
                batch.add(key(change.family(), i));
                full = batch.write(writer);
                assertTrue(batch.mayBeFull() || !full, "full with " + (i + 1) + " routes");
                assertFalse(i > 2_000, "never full");
            }
        }
    }

    private static RouteKey key(Family family, int number) {
        return RouteKey.of(Prefix.of(family == Family.IPV4 ? IpAddress.ofIpv4(0x0a000000L + number)
                : new IpAddress(family, 0x20010db8_00000000L, number)));
    }
}
