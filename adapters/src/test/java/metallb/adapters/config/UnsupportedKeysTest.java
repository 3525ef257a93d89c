package metallb.adapters.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import metallb.domain.config.Authentication;
import metallb.domain.config.ConfigGrammar;
import metallb.domain.config.Judgement;
import metallb.domain.config.PeerConfig;
import metallb.domain.config.Problem;
import metallb.domain.config.UnsupportedKeys;
import metallb.domain.net.Family;
import metallb.domain.net.HopLimit;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Secret;
import metallb.domain.route.Origin;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a key of a peer becomes where it is supported, and that it is refused by name where it is not. */
class UnsupportedKeysTest {
    @TestFactory
    Stream<DynamicTest> readsAKeyOnceItIsSupportedAndRefusesItByNameBefore() {
        return Stream.of(
                row("source-address", "10.0.0.9", peer -> peer.link().source(), Optional.of(IpAddress.of("10.0.0.9"))),
                row("keepalive-time", "10s", peer -> peer.timers().keepaliveTime(), Optional.of(Duration.ofSeconds(10))),
                row("password", "hunter2", peer -> peer.link().authentication(),
                        Optional.of(new Authentication.Password(Secret.of("hunter2")))),
                row("password-secret", "{name: tor}", peer -> peer.link().authentication(),
                        Optional.of(new Authentication.OfSecret("tor"))),
                row("ebgp-multihop", "true", peer -> peer.link().hopLimit(), new HopLimit.Sent(255)),
                row("ebgp-multihop", "false", peer -> peer.link().hopLimit(), new HopLimit.Sent(1)),
                row("ttl-security", "1", peer -> peer.link().hopLimit(), new HopLimit.Secured(1)),
                row("passive", "true", peer -> peer.link().passive(), true),
                row("families", "[ipv6, ipv4]", PeerConfig::families, List.of(Family.IPV4, Family.IPV6)),
                row("graceful-restart", "true", peer -> peer.timers().restartTime(),
                        Optional.of(Duration.ofSeconds(120))),
                row("origin", "incomplete", PeerConfig::origin, Origin.INCOMPLETE));
    }

    private static DynamicTest row(String key, String value, Function<PeerConfig, Object> part, Object expected) {
        return DynamicTest.dynamicTest(key + ": " + value, () -> {
            String text = "peers: [{my-asn: 42, peer-asn: 100, peer-address: 10.0.0.1, " + key + ": " + value + "}]";
            Judgement supported = judge(text, UnsupportedKeys.NONE);
            PeerConfig peer = assertInstanceOf(Judgement.Acceptable.class, supported).config().peers().getFirst();
            assertEquals(expected, part.apply(peer));
            Judgement refused = judge(text, new UnsupportedKeys(List.of(), List.of(key), List.of()));
            assertEquals(List.of("f:1:61: peers[0]." + key + ": key \"" + key + "\" is not supported by this version;"
                    + " remove it, or wait for a version that supports it"),
                    assertInstanceOf(Judgement.Refused.class, refused).problems().stream().map(Problem::toString).toList());
        });
    }

    @Test
    void saysNothingOfTheValueOfAKeyThatIsNotSupported() {
        String text = "peers: [{my-asn: 42, peer-asn: 100, peer-address: 10.0.0.1, passive: maybe}]";
        Judgement refused = judge(text, new UnsupportedKeys(List.of(), List.of("passive"), List.of()));
        assertEquals(1, assertInstanceOf(Judgement.Refused.class, refused).problems().size());
    }

    private static Judgement judge(String text, UnsupportedKeys unsupported) {
        return ConfigGrammar.judge(new YamlTextReader().read("f", text), unsupported);
    }
}
