package metallb.adapters.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import metallb.domain.config.Advertisement;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigGrammar;
import metallb.domain.config.Judgement;
import metallb.domain.config.LabelSelector;
import metallb.domain.config.PeerConfig;
import metallb.domain.config.PeerLink;
import metallb.domain.config.PeerTimers;
import metallb.domain.config.PoolConfig;
import metallb.domain.config.Problem;
import metallb.domain.config.Where;
import metallb.domain.net.AddressPort;
import metallb.domain.net.AddressRange;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.Community;
import metallb.domain.route.Origin;
import metallb.domain.route.RouterId;
import metallb.ports.config.TextReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What configurations mean. */
class AcceptanceTest {
    /** The usage page's first sample, word for word. */
    private static final String FIRST_SAMPLE = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              namespace: metallb-system
              name: config
            data:
              config: |
                peers:
                - peer-address: 10.0.0.1
                  peer-asn: 100
                  my-asn: 42
                address-pools:
                - name: default
                  protocol: bgp
                  cidr:
                  - 192.168.10.0/24
            """;

    /** Its sample of pools without automatic allocation. */
    private static final String AUTO_ASSIGN_SAMPLE = """
            # Rest of config omitted for brevity
            address-pools:
            - name: cheap
              protocol: bgp
              cidr:
              - 192.168.144.0/20
            - name: expensive
              protocol: bgp
              cidr:
              - 42.176.25.64/30
              auto-assign: false
            """;

    /** Its example of an e-commerce site. */
    private static final String SHOP_SAMPLE = """
            # Rest of config omitted for brevity
            communities:
              # Our datacenter routers understand a "VPN only" BGP community.
              # Announcements tagged with this community will only be propagated
              # through the corporate VPN tunnel back to developer offices.
              vpn-only: 1234:1
            address-pools:
            - # Production services will go here. Public IPs are expensive, so we leased
              # just 4 of them.
              name: production
              protocol: bgp
              cidr:
              - 42.176.25.64/30

            - # On the other hand, the sandbox environment uses private IP space,
              # which is free and plentiful. We give this address pool a ton of IPs,
              # so that developers can spin up as many sandboxes as they need.
              name: sandbox
              protocol: bgp
              cidr:
              - 192.168.144.0/20
              bgp-advertisements:
              - communities:
                - vpn-only
            """;

    @Test
    void readsTheFirstSampleOfThePageWithItsDefaults() {
        Judgement.Acceptable judged = judge(new ConfigFileReader(), FIRST_SAMPLE);
        Where peer = new Where("f", "peers[0]", 9, 7);
        Where pool = new Where("f", "address-pools[0]", 13, 7);
        assertEquals(List.of(), judged.warnings());
        assertEquals(new Config(
                List.of(new PeerConfig("peer1", peer, new Asn(42), new Asn(100),
                        new AddressPort(IpAddress.of("10.0.0.1"), 179), PeerLink.PLAIN, PeerTimers.DEFAULT,
                        Optional.empty(), List.of(Family.IPV4), Origin.IGP, List.of())),
                List.of(new PoolConfig("default", pool, ranges("192.168.10.0/24"), false, true)),
                List.of(new Advertisement("default-default", pool, List.of("default"), 32, 128, OptionalLong.empty(),
                        List.of())),
                Collections.emptyMap()), judged.config());
    }

    @Test
    void readsTheSampleOfThePageAboutAutomaticAllocation() {
        Judgement.Acceptable judged = judge(new YamlTextReader(), AUTO_ASSIGN_SAMPLE);
        assertEquals(List.of(), judged.warnings());
        assertEquals(List.of(), judged.config().peers());
        assertEquals(List.of(
                new PoolConfig("cheap", new Where("f", "address-pools[0]", 3, 3), ranges("192.168.144.0/20"), false,
                true),
                new PoolConfig("expensive", new Where("f", "address-pools[1]", 7, 3), ranges("42.176.25.64/30"), false,
                        false)), judged.config().pools());
    }

    @Test
    void readsTheExampleOfThePageAndWarnsOfItsSmallPublicPool() {
        Judgement.Acceptable judged = judge(new YamlTextReader(), SHOP_SAMPLE);
        Where production = new Where("f", "address-pools[0]", 10, 3);
        Where sandbox = new Where("f", "address-pools[1]", 18, 3);
        Community vpnOnly = new Community.Standard(1234, 1);
        Map<String, Community> aliases = new LinkedHashMap<>();
        aliases.put("vpn-only", vpnOnly);
        assertEquals(new Config(List.of(),
                List.of(new PoolConfig("production", production, ranges("42.176.25.64/30"), false, true),
                        new PoolConfig("sandbox", sandbox, ranges("192.168.144.0/20"), false, true)),
                List.of(Advertisement.ofWholeAddresses("production", production),
                        new Advertisement("sandbox-1", new Where("f", "address-pools[1].bgp-advertisements[0]", 23, 5),
                                List.of("sandbox"), 32, 128, OptionalLong.empty(), List.of(vpnOnly))),
                aliases), judged.config());
        assertEquals(List.of("f:10:3: address-pools[0]: pool \"production\" has only 4 public addresses and hands them to any"
                + " service that has no wish, although a larger pool does so too; write auto-assign: false if they are for"
                + " services that ask for them"), judged.warnings().stream().map(Problem::toString).toList());
    }

    @Test
    void readsEveryKey() {
        Judgement.Acceptable judged = judge(new YamlTextReader(), """
                bgp-communities: {backup: "64500:7", big: large:64500:1:2}
                communities:
                  no-export: 64500:8
                peers:
                - my-asn: 4200000000
                  peer-asn: 64500
                  peer-address: 2001:db8::1
                  peer-port: 1179
                  hold-time: 1m30s
                  router-id: 10.0.0.5
                  node-selectors: [{match-labels: {rack: 1}, match-expressions: [{key: old, operator: DoesNotExist}]}]
                - {my-asn: 1, peer-asn: 1, peer-address: 10.0.0.2, hold-time: 0, router-id: ~, peer-port: null}
                address-pools:
                - name: 12
                  protocol: bgp
                  addresses: [10.1.0.0/16, 10.2.0.5 - 10.2.0.9, "2001:db8:1::/64"]
                  cidr:
                  - 10.3.0.0/24
                  auto-assign: no
                  avoid-buggy-ips: on
                  bgp-advertisements:
                  - aggregation-length: 31
                    aggregation-length-v6: 64
                    localpref: 4294967295
                    communities: [big, backup, no-export, no-advertise, 64500:9, backup]
                  -
                """);
        assertEquals(List.of("f:25:66: address-pools[0].bgp-advertisements[0].communities[5]: duplicate definition of"
                + " community \"backup\"; write each community once"),
                judged.warnings().stream().map(Problem::toString).toList());
        Config config = judged.config();
        assertEquals(List.of(
                new PeerConfig("peer1", new Where("f", "peers[0]", 5, 3), new Asn(4200000000L), new Asn(64500),
                        new AddressPort(IpAddress.of("2001:db8::1"), 1179), PeerLink.PLAIN, PeerTimers.DEFAULT,
                        Optional.of(RouterId.of("10.0.0.5")), List.of(Family.IPV6), Origin.IGP, List.of(
                                new LabelSelector(List.of(new LabelSelector.In("rack", List.of("1")),
                                        new LabelSelector.DoesNotExist("old"))))),
                new PeerConfig("peer2", new Where("f", "peers[1]", 12, 3), new Asn(1), new Asn(1),
                        new AddressPort(IpAddress.of("10.0.0.2"), 179), PeerLink.PLAIN,
                        new PeerTimers(Duration.ZERO, Optional.empty(), Optional.empty()), Optional.empty(),
                        List.of(Family.IPV4), Origin.IGP, List.of())), config.peers());
        assertEquals(List.of(new PoolConfig("12", new Where("f", "address-pools[0]", 14, 3), List.of(
                AddressRange.of(Prefix.of("10.1.0.0/16")),
                new AddressRange(IpAddress.of("10.2.0.5"), IpAddress.of("10.2.0.9")),
                AddressRange.of(Prefix.of("2001:db8:1::/64")), AddressRange.of(Prefix.of("10.3.0.0/24"))), true,
                false)),
                config.pools());
        assertEquals(List.of(
                new Advertisement("12-1", new Where("f", "address-pools[0].bgp-advertisements[0]", 22, 5),
                List.of("12"), 31,
                        64, OptionalLong.of(4294967295L), Stream.of("64500:7", "64500:8", "64500:9", "65535:65282",
                                "large:64500:1:2").map(Community::parse).map(Optional::orElseThrow).toList()),
                new Advertisement("12-2", new Where("f", "address-pools[0].bgp-advertisements[1]", 26, 4),
                List.of("12"), 32,
                        128, OptionalLong.empty(), List.of())), config.advertisements());
        assertEquals(List.of("backup", "big", "no-export"), List.copyOf(config.communities().keySet()));
    }

    @ParameterizedTest
    @CsvSource({"90s,90", "1m30s,90", "120,120", "'\"120\"',120", "0,0", "0s,0", "3,3", "3s,3", "3000ms,3", "1.5m,90",
        "65535,65535", "18h12m15s,65535", "0.05h,180", "4500000000ns,4", "+1.5m,90", "3999ms,3", "2999ms,", "-0,0", "3s1000000us,4", "3s1000000µs,4",
        // as long a text as is read at all, 40 characters, and one longer
        "000000000000000000000000000000000000090s,90", "0000000000000000000000000000000000000090s,"})
    void readsHoldTimes(String text, Integer seconds) {
        String config = "peers: [{my-asn: 1, peer-asn: 2, peer-address: 10.0.0.1, hold-time: " + text + "}]";
        Judgement judgement = ConfigGrammar.judge(new YamlTextReader().read("f", config));
        if (seconds == null) {
            assertInstanceOf(Judgement.Refused.class, judgement);
        } else {
            assertEquals(Duration.ofSeconds(seconds),
                    ((Judgement.Acceptable) judgement).config().peers().getFirst().timers().holdTime());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"})
    void readsTheSpellingsOfTrue(String text) {
        assertEquals(true, autoAssign(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"})
    void readsTheSpellingsOfFalse(String text) {
        assertEquals(false, autoAssign(text));
    }

    @ParameterizedTest
    @CsvSource({"no-export,65535:65281", "no-advertise,65535:65282", "no-export-subconfed,65535:65283",
        "no-peer,65535:65284", "nopeer,65535:65284", "accept-own,65535:1", "llgr-stale,65535:6", "no-llgr,65535:7",
        "blackhole,65535:666", "graceful-shutdown,65535:0", "1234:1,1234:1", "0:59,0:59",
        "large:0:0:4294967295,large:0:0:4294967295"})
    void readsCommunities(String text, String meant) {
        Config config = judge(new YamlTextReader(), "address-pools: [{name: a, protocol: bgp, cidr: [10.0.0.0/8], "
                + "bgp-advertisements: [{communities: [\"" + text + "\"]}]}]").config();
        assertEquals(meant, config.advertisements().getFirst().communities().getFirst().toString());
    }

    @Test
    void readsARangeOfOneAddress() {
        Config config = judge(new YamlTextReader(), "address-pools: [{name: a, protocol: bgp, addresses: "
                + "[192.168.10.5-192.168.10.5]}]").config();
        assertEquals(ranges("192.168.10.5/32"), config.pools().getFirst().ranges());
    }

    /** A label without a value is how the roles of nodes are written. */
    @Test
    void readsEveryKindOfNodeSelector() {
        Config config = judge(new YamlTextReader(), """
                peers:
                - my-asn: 42
                  peer-asn: 100
                  peer-address: 10.0.0.1
                  node-selectors:
                  - match-labels: {rack: a, node-role.kubernetes.io/worker: }
                    match-expressions:
                    - {key: zone, operator: In, values: [a, b]}
                    - {key: zone, operator: NotIn, values: [c, ]}
                    - {key: gpu, operator: Exists}
                    - {key: old, operator: DoesNotExist}
                  -
                """).config();
        assertEquals(List.of(new LabelSelector(List.of(
                new LabelSelector.In("rack", List.of("a")),
                new LabelSelector.In("node-role.kubernetes.io/worker", List.of("")),
                new LabelSelector.In("zone", List.of("a", "b")),
                new LabelSelector.NotIn("zone", List.of("c")),
                new LabelSelector.Exists("gpu"),
                new LabelSelector.DoesNotExist("old"))), new LabelSelector(List.of())),
                config.peers().getFirst().nodeSelectors());
    }

    @Test
    void readsWindowsLinesAndAByteOrderMark() {
        Config config = judge(new ConfigFileReader(), "\ufeff" + FIRST_SAMPLE.replace("\n", "\r\n")).config();
        assertEquals(new Where("f", "peers[0]", 9, 7), config.peers().getFirst().where());
    }

    private static boolean autoAssign(String text) {
        return judge(new YamlTextReader(), "address-pools: [{name: a, protocol: bgp, cidr: [10.0.0.0/8], auto-assign: "
                + text + "}]").config().pools().getFirst().autoAssign();
    }

    private static List<AddressRange> ranges(String prefix) {
        return List.of(AddressRange.of(Prefix.of(prefix)));
    }

    private static Judgement.Acceptable judge(TextReader reader, String text) {
        return assertInstanceOf(Judgement.Acceptable.class, ConfigGrammar.judge(reader.read("f", text)));
    }
}
