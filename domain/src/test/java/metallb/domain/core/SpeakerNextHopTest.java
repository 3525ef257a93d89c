package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.advertisement;
import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.pool;
import static metallb.domain.announce.SampleObjects.ready;
import static metallb.domain.announce.SampleObjects.service;
import static metallb.domain.announce.SampleObjects.slice;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import metallb.domain.config.SamplePeer;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Next hops of both families on one session (decision 11), from what a speaker is started with to what the router reads. */
class SpeakerNextHopTest {
    private static final String IPV4 = "192.168.10.1";
    private static final String IPV6 = "2001:db8::1";

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1,10.0.0.5,fd00::11,'{192.168.10.1/32=via 10.0.0.5, 2001:db8::1/128=via fd00::11}'",
        "10.0.0.1,10.0.0.5,10.0.0.11,'{192.168.10.1/32=via 10.0.0.5}'",
        "10.0.0.1,10.0.0.5,,'{192.168.10.1/32=via 10.0.0.5}'",
        "fd00::1,fd00::5,10.0.0.11,'{192.168.10.1/32=via 10.0.0.11, 2001:db8::1/128=via fd00::5}'",
        "fd00::1,fd00::5,fd00::11,{2001:db8::1/128=via fd00::5}",
        "fd00::1,fd00::5,,{2001:db8::1/128=via fd00::5}"})
    void routesOfTheOtherFamilyComeByTheNodesAddressOrNotAtAll(String peer, String local, String nodeAddress, String told) {
        SpeakerWorld world = new SpeakerWorld(new SpeakerSettings("n1", Optional.ofNullable(nodeAddress)
                .map(IpAddress::of), Optional.of(IpAddress.of(local)), Optional.empty(), false, 1));
        ScriptedRouter router = world.router(peer, 100);
        router.families = List.of(Family.IPV4, Family.IPV6);
        world.means("c", config(
                List.of(SamplePeer.of("peer1", peer, 42, 100).families(Family.IPV4, Family.IPV6).build()),
                List.of(pool("default", "192.168.10.0/24", "2001:db8::/64")),
                List.of(advertisement("default-1", "default", 32, OptionalLong.empty()))));
        world.accepted("c");
        world.observe(slice("a", 1, ready("n1")), service("a", IPV4), slice("b", 1, ready("n1")), service("b", IPV6));
        world.allListed();
        world.advance(Duration.ofSeconds(1));
        TreeMap<Prefix, String> hops = new TreeMap<>(router.table);
        hops.replaceAll((_, text) -> text.replaceAll(",.*", ""));
        assertEquals(told, hops.toString());
        assertEquals(2, router.endsOfRib, "both families come to an end");
    }
}
