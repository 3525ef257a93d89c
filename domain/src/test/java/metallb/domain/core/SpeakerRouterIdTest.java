package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import metallb.domain.net.IpAddress;
import metallb.domain.route.RouterId;
import org.junit.jupiter.api.Test;

class SpeakerRouterIdTest {
    private static final IpAddress V4 = IpAddress.of("10.0.0.5");
    private static final IpAddress V6 = IpAddress.of("2001:db8::5");

    private static SpeakerRouterId of(String nodeAddress) {
        return new SpeakerRouterId(new SpeakerSettings("node-a", IpAddress.parse(nodeAddress), Optional.empty(),
                Optional.empty(), false, 1));
    }

    private static String shared(SpeakerRouterId id, IpAddress local) {
        return id.of(Optional.empty(), local).toString();
    }

    @Test
    void prefersThePeersOwn() {
        assertEquals("1.2.3.4", of("172.16.0.1").of(Optional.of(RouterId.of("1.2.3.4")), V4).toString());
    }

    @Test
    void sharesTheNodesAddress() {
        assertEquals("172.16.0.1", shared(of("172.16.0.1"), V4));
    }

    @Test
    void keepsTheFirstLocalAddress() {
        SpeakerRouterId id = of("2001:db8::1");
        assertEquals("10.0.0.5", shared(id, V4));
        assertEquals("10.0.0.5", shared(id, IpAddress.of("10.0.0.6")));
        assertEquals("10.0.0.5", shared(id, V6));
    }

    /** FNV-1a of "a" and of the empty text are in the published test vectors. */
    @Test
    void hashesTheNodesNameWhereThereIsNoIpv4Address() {
        assertEquals("228.12.41.44", SpeakerRouterId.ofName("a").toString());
        assertEquals("129.28.157.197", SpeakerRouterId.ofName("").toString());
        SpeakerRouterId id = of("");
        assertEquals(SpeakerRouterId.ofName("node-a").toString(), shared(id, V6));
        assertEquals(SpeakerRouterId.ofName("node-a").toString(), shared(id, V4), "one a process");
    }
}
