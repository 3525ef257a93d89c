package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.advertisement;
import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.key;
import static metallb.domain.announce.SampleObjects.ofClass;
import static metallb.domain.announce.SampleObjects.ofType;
import static metallb.domain.announce.SampleObjects.pool;
import static metallb.domain.announce.SampleObjects.ready;
import static metallb.domain.announce.SampleObjects.service;
import static metallb.domain.announce.SampleObjects.slice;
import static metallb.domain.config.SamplePeer.like;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.bgp.wire.NotificationText;
import metallb.domain.cluster.Kind;
import metallb.domain.config.Authentication;
import metallb.domain.config.PeerConfig;
import metallb.domain.config.PeerLink;
import metallb.domain.net.Bytes;
import metallb.domain.net.HopLimit;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkId;
import metallb.domain.net.Prefix;
import metallb.domain.route.Origin;
import metallb.domain.route.RouteKey;
import org.junit.jupiter.api.Test;

class SpeakerViewsTest {
    private final SpeakerWorld world = new SpeakerWorld();

    private void begin() {
        world.router("10.0.0.1", 100);
        world.router("10.0.0.3", 42);
        world.means("c", config(
                List.of(SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100), SpeakerWorld.peer("peer2", "10.0.0.2", 42, 9),
                        SpeakerWorld.peer("peer3", "10.0.0.3", 42, 42)),
                List.of(pool("default", "192.168.10.0/24")),
                List.of(advertisement("default-1", "default", 32, OptionalLong.empty(), "1234:1"))));
        world.accepted("c");
        world.observe(slice("a", 1, ready("n1")), service("a", "192.168.10.1"),
                ofType(service("b"), "ClusterIP"), service("c", "192.168.10.3"), ofClass(service("d"), "x"),
                slice("e", 1, ready("n2")), service("e", "192.168.10.5"));
        world.allListed();
        world.advance(Duration.ofMillis(10));
    }

    private Answer ask(Query query) {
        return world.core.answer(world.now(), query);
    }

    @Test
    void showsMetricsUnderTheNamesThatDashboardsKnow() {
        begin();
        assertEquals(List.of(
                "GAUGE metallb_bgp_session_up BGP session state (1 is up, 0 is down):"
                        + " {peer=10.0.0.1:179}=1 {peer=10.0.0.2:179}=0 {peer=10.0.0.3:179}=1",
                "COUNTER metallb_bgp_updates_total Number of BGP UPDATE messages sent:"
                        + " {peer=10.0.0.1:179}=2 {peer=10.0.0.2:179}=0 {peer=10.0.0.3:179}=2",
                "GAUGE metallb_bgp_announced_prefixes_total Number of prefixes currently being advertised on the BGP"
                        + " session: {peer=10.0.0.1:179}=2 {peer=10.0.0.2:179}=0 {peer=10.0.0.3:179}=2",
                "GAUGE metallb_bgp_pending_prefixes_total Number of prefixes that should be advertised on the BGP"
                        + " session: {peer=10.0.0.1:179}=2 {peer=10.0.0.2:179}=2 {peer=10.0.0.3:179}=2",
                "COUNTER metallb_bgp_received_prefixes_total Number of prefixes announced by the router; none is kept:"
                        + " {peer=10.0.0.1:179}=0 {peer=10.0.0.2:179}=0 {peer=10.0.0.3:179}=0",
                "COUNTER metallb_bgp_received_withdrawals_total Number of prefixes withdrawn by the router:"
                        + " {peer=10.0.0.1:179}=0 {peer=10.0.0.2:179}=0 {peer=10.0.0.3:179}=0",
                "COUNTER metallb_bgp_malformed_updates_total Number of malformed BGP UPDATE messages received that left the"
                        + " session up, by what was done with them:"
                        + " {peer=10.0.0.1:179, handling=treatedAsWithdraw}=0"
                        + " {peer=10.0.0.1:179, handling=partlyDiscarded}=0"
                        + " {peer=10.0.0.2:179, handling=treatedAsWithdraw}=0"
                        + " {peer=10.0.0.2:179, handling=partlyDiscarded}=0"
                        + " {peer=10.0.0.3:179, handling=treatedAsWithdraw}=0"
                        + " {peer=10.0.0.3:179, handling=partlyDiscarded}=0",
                "GAUGE metallb_speaker_announced Services being announced from this node. This is desired state, it"
                        + " does not guarantee that the routing protocols have converged.:"
                        + " {service=default/a, protocol=bgp, node=n1, ip=192.168.10.1}=1"
                        + " {service=default/e, protocol=bgp, node=n1, ip=192.168.10.5}=1",
                "GAUGE metallb_speaker_services Services, by what this node makes of them.: {outcome=announced}=2"
                        + " {outcome=noEndpoints}=1 {outcome=otherLoadBalancerClass}=1",
                "COUNTER metallb_k8s_client_updates_total Number of k8s object updates that have been processed.: {}=8",
                "COUNTER metallb_k8s_client_update_errors_total Number of k8s object updates that failed for some"
                        + " reason.: {}=0",
                "GAUGE metallb_k8s_client_config_loaded_bool 1 if the MetalLB configuration was successfully loaded at"
                        + " least once.: {}=1",
                "GAUGE metallb_k8s_client_config_stale_bool 1 if running on a stale configuration, because the latest"
                        + " config failed to load.: {}=0",
                "GAUGE metallb_bgp_peer_resting Configured peers that do not run on this node, by why not: ",
                "COUNTER metallb_bgp_notifications_total Number of BGP notification messages, by direction and by what"
                        + " they say: "),
                ((Answer.Metrics) ask(new Query.Metrics())).families().stream().map(SpeakerViewsTest::text).toList());
    }

    @Test
    void leavesMetricsAsTheyWereWhenTheyWereAskedFor() {
        begin();
        Answer.Metrics before = (Answer.Metrics) ask(new Query.Metrics());
        List<String> texts = before.families().stream().map(SpeakerViewsTest::text).toList();
        world.observe(slice("c", 1, ready("n1")));
        world.vanish(Kind.SERVICE, key("a"));
        world.advance(Duration.ofSeconds(1));
        assertEquals(texts, before.families().stream().map(SpeakerViewsTest::text).toList(),
                "another thread reads them while the core goes on");
        assertNotEquals(texts, ((Answer.Metrics) ask(new Query.Metrics())).families().stream().map(SpeakerViewsTest::text)
                .toList());
    }

    @Test
    void tellsSessionsWithOneRouterApartByTheirSourceAddresses() {
        PeerConfig one = SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100);
        PeerConfig two = like(one).name("peer2").link(from("10.0.0.12")).build();
        PeerConfig twoAgain = like(two).name("peer3").build();
        PeerConfig three = like(one).name("peer4").link(new PeerLink(Optional.of(IpAddress.of("10.0.0.13")),
                Optional.of(new Authentication.OfSecret("tor")), new HopLimit.OfTheKernel(), false)).build();
        world.router("10.0.0.1", 100);
        world.means("c", config(List.of(one, two, twoAgain, three), List.of(), List.of()));
        world.accepted("c");
        world.allListed();
        world.advance(Duration.ofSeconds(5));
        List<MetricFamily> families = ((Answer.Metrics) ask(new Query.Metrics())).families();
        assertEquals("GAUGE metallb_bgp_session_up BGP session state (1 is up, 0 is down): {peer=10.0.0.1:179}=1"
                + " {peer=10.0.0.1:179, source=10.0.0.12}=1 {peer=10.0.0.1:179, source=10.0.0.13}=0",
                text(families.getFirst()));
        for (MetricFamily family : families) {
            List<?> labels = family.samples().stream().map(MetricFamily.Sample::labels).toList();
            assertEquals(labels.stream().distinct().toList(), labels, family.name());
        }
    }

    private static PeerLink from(String source) {
        return new PeerLink(Optional.of(IpAddress.of(source)), Optional.empty(), new HopLimit.OfTheKernel(), false);
    }

    private static String text(MetricFamily family) {
        return family.type() + " " + family.name() + " " + family.help() + ": " + family.samples().stream()
                .map(sample -> sample.labels() + "=" + (long) sample.value()).collect(Collectors.joining(" "));
    }

    @Test
    void countsServicesWhoseAddressIsWrong() {
        begin();
        world.observe(service("f", "nonsense"), service("g", "10.9.9.9"));
        assertEquals(2, metric("metallb_k8s_client_update_errors_total"));
    }

    @Test
    void saysWhatNotificationsMeantInMetricsAndViews() {
        begin();
        LinkId link = world.linkEffects.stream().filter(LinkEffect.Connect.class::isInstance).findFirst().orElseThrow()
                .link();
        world.on(new LinkEvent.Received(link, MessageWriter.notification(NotificationCode.ADMINISTRATIVE_SHUTDOWN
                .notification(NotificationText.shutdownData("new line card")))));
        assertEquals(List.of("{peer=10.0.0.1:179, direction=received, notification=Cease/Administrative Shutdown (6/2)}=1"),
                ((Answer.Metrics) ask(new Query.Metrics())).families().getLast().samples().stream()
                        .map(sample -> sample.labels() + "=" + (long) sample.value()).toList());
        String said = "received Cease/Administrative Shutdown (6/2): \"new line card\"";
        assertEquals(said, ((Answer.Sessions) ask(new Query.Sessions())).rows().getFirst().text());
        world.routers.values().forEach(router -> router.silent = true);
        world.advance(Duration.ofSeconds(2));
        assertEquals("waiting for the router's OPEN; before: " + said,
                ((Answer.Sessions) ask(new Query.Sessions())).rows().getFirst().text());
    }

    /** An UPDATE of the router at 10.0.0.1, from its three fields in hexadecimal. */
    private void update(String withdrawn, String attributes, String routes) {
        LinkId link = world.linkEffects.stream().filter(LinkEffect.Connect.class::isInstance)
                .map(LinkEffect.Connect.class::cast).filter(connect -> connect.settings().remote().toString()
                        .equals("10.0.0.1:179")).map(LinkEffect.Connect::link).toList().getLast();
        String body = "%04x%s%04x%s%s".formatted(withdrawn.length() / 2, withdrawn, attributes.length() / 2, attributes, routes);
        world.on(new LinkEvent.Received(link, Bytes.ofHex("ff".repeat(16) + "%04x02".formatted(19 + body.length() / 2)
                + body)));
    }

    @Test
    void countsWhatRoutersAnnounceAndSaysOnceASessionWhatIsMalformed() {
        begin();
        world.said();
        String origin = "40010100";
        String others = "4002060201000000644003040a000001";
        String one = "20c0a80a01";
        String two = "20c0a80a02";
        for (int i = 0; i < 2; i++) {
            update("", origin + others, one + two);
            update(one, "", "");
            update("", others, two);
            update("", origin + others + origin, one);
        }
        assertEquals(List.of("WARNING 10.0.0.1:179 updateMalformed: treated as a withdrawal: no ORIGIN; what else is"
                + " malformed in this session is only counted"), world.said());
        assertEquals(List.of("{peer=10.0.0.1:179}=6", "{peer=10.0.0.1:179}=4",
                "{peer=10.0.0.1:179, handling=treatedAsWithdraw}=2", "{peer=10.0.0.1:179, handling=partlyDiscarded}=2"),
                Stream.of("received_prefixes", "received_withdrawals", "malformed_updates").flatMap(this::ofFirstRouter)
                        .toList());
        world.cut(world.routers.values().iterator().next());
        world.advance(Duration.ofSeconds(5));
        world.said();
        update("", origin + others + origin, one);
        assertEquals(List.of("WARNING 10.0.0.1:179 updateMalformed: ORIGIN again, discarded; what else is malformed in this"
                + " session is only counted"), world.said());
    }

    private Stream<String> ofFirstRouter(String name) {
        return ((Answer.Metrics) ask(new Query.Metrics())).families().stream()
                .filter(family -> family.name().equals("metallb_bgp_" + name + "_total"))
                .flatMap(family -> family.samples().stream())
                .filter(sample -> sample.labels().get("peer").equals("10.0.0.1:179"))
                .map(sample -> sample.labels() + "=" + (long) sample.value());
    }

    @Test
    void showsServicesInPages() {
        begin();
        Answer.ServiceRow a = new Answer.ServiceRow(key("a"), List.of(IpAddress.of("192.168.10.1")), "announced",
                "announcing from node \"n1\" with protocol \"bgp\"");
        Answer.ServiceRow c = new Answer.ServiceRow(key("c"), List.of(IpAddress.of("192.168.10.3")), "noEndpoints",
                "no endpoint on any node can serve");
        Answer.ServiceRow d = new Answer.ServiceRow(key("d"), List.of(), "otherLoadBalancerClass",
                "loadBalancerClass \"x\" is not ours");
        assertEquals(new Answer.Services(List.of(a, c), true), ask(new Query.Services(Optional.empty(), 2)));
        assertEquals(new Answer.Services(List.of(d), true), ask(new Query.Services(Optional.of(key("c")), 1)));
        assertEquals(new Answer.Services(List.of(), false), ask(new Query.Services(Optional.of(key("e")), 1)));
        assertEquals(new Answer.Services(List.of(), true), ask(new Query.Services(Optional.empty(), 0)));
    }

    @Test
    void showsServicesThatWaitForTheirFirstDecision() {
        world.observe(service("a", "192.168.10.1"));
        assertEquals(new Answer.Services(List.of(new Answer.ServiceRow(key("a"),
                List.of(IpAddress.of("192.168.10.1")), "undecided", "not decided yet")), false),
                ask(new Query.Services(Optional.empty(), 10)));
    }

    @Test
    void showsSessions() {
        begin();
        assertEquals(new Answer.Sessions(List.of(
                new Answer.SessionRow("10.0.0.1:179", "Established",
                        "AS 100, router id 192.0.2.1, hold time 90 s", 2),
                new Answer.SessionRow("10.0.0.2:179", "Idle", "Connection refused", 0),
                new Answer.SessionRow("10.0.0.3:179", "Established",
                        "AS 42, router id 192.0.2.1, hold time 90 s", 2))), ask(new Query.Sessions()));
    }

    @Test
    void showsRoutesWithOnePathASessionInPages() {
        begin();
        RouteKey first = RouteKey.of(Prefix.of("192.168.10.1/32"));
        RouteKey second = RouteKey.of(Prefix.of("192.168.10.5/32"));
        List<Answer.Path> paths = List.of(
                new Answer.Path("10.0.0.1:179", SpeakerWorld.LOCAL, "42", Origin.IGP, OptionalLong.empty(),
                        List.of("1234:1")),
                new Answer.Path("10.0.0.3:179", SpeakerWorld.LOCAL, "", Origin.IGP, OptionalLong.of(100),
                        List.of("1234:1")));
        assertEquals(new Answer.Routes(List.of(new Answer.RouteRow(first, paths)), true),
                ask(new Query.Routes(Optional.empty(), 1)));
        assertEquals(new Answer.Routes(List.of(new Answer.RouteRow(second, paths)), false),
                ask(new Query.Routes(Optional.of(first), 1)));
    }

    @Test
    void givesNoPageLongerThanAThousandRows() {
        begin();
        assertEquals(4, ((Answer.Services) ask(new Query.Services(Optional.empty(), Integer.MAX_VALUE))).rows().size());
        assertEquals(2, ((Answer.Routes) ask(new Query.Routes(Optional.empty(), Integer.MAX_VALUE))).rows().size());
        assertEquals(new Answer.Routes(List.of(), true), ask(new Query.Routes(Optional.empty(), -1)));
        for (int i = 0; i < 1000; i++) {
            world.core.on(world.now(), new ClusterEvent.Observed(service("more" + i)));
        }
        Answer.Services page = (Answer.Services) ask(new Query.Services(Optional.empty(), Integer.MAX_VALUE));
        assertEquals(1000, page.rows().size());
        assertEquals(true, page.more());
    }

    private double metric(String name) {
        return ((Answer.Metrics) ask(new Query.Metrics())).families().stream()
                .filter(family -> family.name().equals(name)).findFirst().orElseThrow().samples().getFirst().value();
    }
}
