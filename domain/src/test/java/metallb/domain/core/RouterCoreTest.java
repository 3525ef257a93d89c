package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationText;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.Prefix;
import metallb.domain.route.Community;
import metallb.domain.route.Origin;
import metallb.domain.route.RouteKey;
import org.junit.jupiter.api.Test;

class RouterCoreTest {
    private static final Community MARK = new Community.Standard(65535, 666);
    private static final Community LARGE = new Community.Large(64500, 1, 2);

    private final RouterBench bench = new RouterBench(RouterCore.MOST_ROUTES);

    @Test
    void takesASessionFromAnybody() {
        bench.caller(64500, 1).establish();
        bench.caller(64512, 2).establish();
        assertEquals(List.of(
                "INFO 192.0.2.1:40001 sessionUp AS 64500, router id 192.0.2.1, hold time 9 s, IPv4 and IPv6",
                "INFO 192.0.2.2:40002 sessionUp AS 64512, router id 192.0.2.2, hold time 9 s, IPv4 and IPv6"),
                bench.reports());
    }

    @Test
    void announcesNothingButThatItIsThrough() {
        bench.caller(64500, 1).establish();
        List<Bytes> sent = new ArrayList<>();
        bench.effects.forEach(effect -> {
            if (effect instanceof LinkEffect.Send send) {
                sent.add(send.bytes());
            }
        });
        assertEquals(List.of(MessageWriter.keepalive(), MessageWriter.endOfRib(Family.IPV4),
                MessageWriter.endOfRib(Family.IPV6)), sent.subList(1, sent.size()));
    }

    @Test
    void tellsEveryChangeInALine() {
        RouterBench.Caller caller = bench.caller(64500, 1).establish();
        bench.reports();
        caller.announce("10.0.0.1/32").announce("2001:db8:1::/64", MARK, LARGE);
        caller.announce("10.0.0.1/32").announce("10.0.0.1/32", MARK);
        caller.withdraw("10.0.0.1/32").withdraw("10.0.0.1/32").withdraw("10.0.0.9/32");
        caller.send(MessageWriter.endOfRib(Family.IPV4));
        assertEquals(List.of(
                "INFO 192.0.2.1:40001 routeAdded 10.0.0.1/32 next hop 192.0.2.1, AS path 64500",
                "INFO 192.0.2.1:40001 routeAdded 2001:db8:1::/64 next hop 2001:db8::1, AS path 64500, "
                        + "communities 65535:666 large:64500:1:2",
                "INFO 192.0.2.1:40001 routeChanged 10.0.0.1/32 next hop 192.0.2.1, AS path 64500, communities 65535:666",
                "INFO 192.0.2.1:40001 routeWithdrawn 10.0.0.1/32",
                "INFO 192.0.2.1:40001 endOfRib all initial IPv4 routes were received"), bench.reports());
    }

    @Test
    void showsTheLocalPreferenceOfAnInternalPeer() {
        RouterBench.Caller caller = bench.caller(64512, 1).establish();
        bench.reports();
        caller.announce("10.0.0.1/32");
        assertEquals(List.of("INFO 192.0.2.1:40001 routeAdded 10.0.0.1/32 next hop 192.0.2.1, local preference 100"),
                bench.reports());
    }

    @Test
    void forgetsTheRoutesOfASessionThatEnds() {
        RouterBench.Caller caller = bench.caller(64500, 1).establish().announce("10.0.0.1/32").announce("10.0.0.2/32");
        bench.reports();
        caller.down("Connection reset by peer");
        assertEquals(List.of("WARNING 192.0.2.1:40001 sessionDown Connection reset by peer; 2 routes dropped"),
                bench.reports());
        assertEquals(new Answer.Routes(List.of(), false), routes(Optional.empty(), 10));
        assertEquals(new Answer.Sessions(List.of()), bench.core.answer(bench.now(), new Query.Sessions()));
    }

    @Test
    void endsASessionThatFallsSilent() {
        bench.caller(64500, 1).establish().announce("10.0.0.1/32");
        bench.reports();
        bench.pass(Duration.ofSeconds(9));
        assertEquals(List.of("WARNING 192.0.2.1:40001 sessionDown nothing heard for 9 s; "
                + "sent Hold Timer Expired (4/0); 1 route dropped"), bench.reports());
    }

    @Test
    void saysWhyASessionDidNotComeToBe() {
        bench.caller(64500, 1).call().send(MessageWriter.keepalive());
        assertEquals(List.of("WARNING 192.0.2.1:40001 sessionFailed a message of type 4 out of place; "
                + "sent Finite State Machine Error/Receive Unexpected Message in OpenSent State (5/1): data 04"),
                bench.reports());
    }

    @Test
    void showsAPrefixWithOnePathPerSessionInPages() {
        RouterBench.Caller second = bench.caller(64502, 2).establish();
        RouterBench.Caller first = bench.caller(64501, 1).establish();
        for (int i = 1; i <= 5; i++) {
            first.announce("10.0.0." + i + "/32", MARK);
        }
        second.announce("10.0.0.3/32").announce("10.0.0.6/32");
        Answer.Path throughFirst = new Answer.Path("192.0.2.1:40001", IpAddress.of("192.0.2.1"), "64501",
                Origin.IGP, OptionalLong.empty(), List.of("65535:666"));
        Answer.Path throughSecond = new Answer.Path("192.0.2.2:40002", IpAddress.of("192.0.2.2"), "64502",
                Origin.IGP, OptionalLong.empty(), List.of());
        assertEquals(new Answer.Routes(List.of(row("10.0.0.1/32", throughFirst), row("10.0.0.2/32", throughFirst),
                row("10.0.0.3/32", throughFirst, throughSecond)), true), routes(Optional.empty(), 3));
        assertEquals(new Answer.Routes(List.of(row("10.0.0.4/32", throughFirst), row("10.0.0.5/32", throughFirst),
                row("10.0.0.6/32", throughSecond)), false), routes(Optional.of(key("10.0.0.3/32")), 3));
    }

    private Answer routes(Optional<RouteKey> after, int limit) {
        return bench.core.answer(bench.now(), new Query.Routes(after, limit));
    }

    private static RouteKey key(String prefix) {
        return RouteKey.of(Prefix.of(prefix));
    }

    private static Answer.RouteRow row(String prefix, Answer.Path... paths) {
        return new Answer.RouteRow(key(prefix), List.of(paths));
    }

    @Test
    void showsItsSessions() {
        bench.caller(64502, 2).establish().announce("10.0.0.1/32");
        bench.caller(64501, 1).call();
        assertEquals(new Answer.Sessions(List.of(
                new Answer.SessionRow("192.0.2.1:40001", "OpenSent", "waiting for the peer's OPEN", 0),
                new Answer.SessionRow("192.0.2.2:40002", "Established",
                        "AS 64502, router id 192.0.2.2, hold time 9 s, IPv4 and IPv6", 1))),
                bench.core.answer(bench.now(), new Query.Sessions()));
    }

    @Test
    void dropsWhatExceedsTheBoundOfASession() {
        RouterBench small = new RouterBench(2);
        RouterBench.Caller caller = small.caller(64500, 1).establish();
        small.reports();
        caller.announce("10.0.0.1/32").announce("10.0.0.2/32").announce("10.0.0.3/32").announce("10.0.0.1/32", MARK);
        assertEquals(List.of(
                "INFO 192.0.2.1:40001 routeAdded 10.0.0.1/32 next hop 192.0.2.1, AS path 64500",
                "INFO 192.0.2.1:40001 routeAdded 10.0.0.2/32 next hop 192.0.2.1, AS path 64500",
                "WARNING 192.0.2.1:40001 routesDropped 1 route dropped: the session has 2 already",
                "INFO 192.0.2.1:40001 routeChanged 10.0.0.1/32 next hop 192.0.2.1, AS path 64500, communities 65535:666"),
                small.reports());
        assertEquals(1, metrics(small).get("metallb_router_routes_dropped_total"));
    }

    @Test
    void takesAMalformedUpdateAsAWithdrawal() {
        RouterBench.Caller caller = bench.caller(64500, 1).establish().announce("10.0.0.1/32");
        bench.reports();
        // ORIGIN 3 does not exist; AS_PATH and NEXT_HOP are in order
        caller.send(Bytes.ofHex("ff".repeat(16) + "0030020000" + "0014" + "40010103" + "40020602010000fbf4"
                + "400304c0000201" + "200a000001"));
        List<String> reports = bench.reports();
        assertEquals("INFO 192.0.2.1:40001 routeWithdrawn 10.0.0.1/32", reports.getLast());
        assertTrue(reports.getFirst().startsWith(
                "WARNING 192.0.2.1:40001 updateMalformed taken as a withdrawal of 1 route: "), reports.getFirst());
        assertEquals(2, reports.size());
    }

    @Test
    void countsWhatItsSessionsDidAndKeepsTheCountWhenTheyAreGone() {
        RouterBench.Caller caller = bench.caller(64500, 1).establish().announce("10.0.0.1/32").withdraw("10.0.0.1/32")
                .announce("10.0.0.2/32");
        Map<String, Double> living = metrics(bench);
        assertEquals(1, living.get("metallb_router_sessions"));
        assertEquals(1, living.get("metallb_router_routes"));
        caller.down("closed");
        Map<String, Double> gone = metrics(bench);
        assertEquals(0, gone.get("metallb_router_sessions"));
        assertEquals(0, gone.get("metallb_router_routes"));
        assertEquals(1, gone.get("metallb_router_sessions_established_total"));
        assertEquals(3, gone.get("metallb_router_updates_received_total"));
        assertEquals(2, gone.get("metallb_router_prefixes_received_total"));
        assertEquals(1, gone.get("metallb_router_prefixes_withdrawn_total"));
        assertEquals(1, gone.get("metallb_router_keepalives_received_total"));
    }

    private static Map<String, Double> metrics(RouterBench bench) {
        Answer.Metrics metrics = assertInstanceOf(Answer.Metrics.class,
                bench.core.answer(bench.now(), new Query.Metrics()));
        Map<String, Double> values = new TreeMap<>();
        metrics.families().forEach(family -> values.put(family.name(), family.samples().getFirst().value()));
        return values;
    }

    @Test
    void knowsNothingOfServices() {
        assertEquals(new Answer.NotHere(), bench.core.answer(bench.now(), new Query.Services(Optional.empty(), 10)));
        assertEquals(new Answer.Health(true, List.of()), bench.core.answer(bench.now(), new Query.Health()));
    }

    @Test
    void stopsWithAWordToEverybodyAndWhenAllAreGone() {
        RouterBench.Caller first = bench.caller(64501, 1).establish();
        RouterBench.Caller second = bench.caller(64502, 2).call();
        bench.effects.clear();
        bench.on(new Stop());
        Bytes goodbye = MessageWriter.notification(new metallb.domain.bgp.wire.Message.Notification(6, 2,
                NotificationText.shutdownData("the router is ending")));
        for (RouterBench.Caller caller : List.of(first, second)) {
            assertTrue(bench.effects.contains(new LinkEffect.Send(caller.link, goodbye)));
            assertTrue(bench.effects.contains(new LinkEffect.Close(caller.link)));
        }
        assertEquals(new Answer.Health(false, List.of("the router is ending")),
                bench.core.answer(bench.now(), new Query.Health()));
        first.down("closed");
        assertFalse(bench.effects.contains(new Stopped()));
        bench.effects.clear();
        RouterBench.Caller late = bench.caller(64503, 3).call();
        assertEquals(List.of(Report.warning(late.subject(), "sessionRejected", "the router is ending"),
                new LinkEffect.Close(late.link)), bench.effects);
        second.down("closed");
        bench.drain().pass(Duration.ofSeconds(10));
        assertEquals(1, bench.effects.stream().filter(Stopped.class::isInstance).count());
    }

    @Test
    void stopsAfterThreeSecondsWhereLinksDoNotEnd() {
        bench.caller(64501, 1).establish();
        bench.on(new Stop()).pass(Duration.ofMillis(2_999));
        assertFalse(bench.effects.contains(new Stopped()));
        bench.pass(Duration.ofMillis(1));
        assertTrue(bench.effects.contains(new Stopped()));
    }

    @Test
    void closesLinksBeyondItsBound() {
        for (int i = 0; i < RouterCore.MOST_SESSIONS; i++) {
            bench.core.on(bench.now(), new LinkEvent.Accepted(new metallb.domain.net.LinkId(-100 - i),
                    LinkEnds.of(new metallb.domain.net.AddressPort(IpAddress.of("192.0.2.254"), 179),
                    new metallb.domain.net.AddressPort(IpAddress.ofIpv4(0x0a000000L + i), 40000))));
        }
        bench.core.drain(bench.now());
        RouterBench.Caller late = bench.caller(64500, 1).call();
        List<RouterEffect> said = bench.effects.stream().filter(effect -> effect instanceof Report
                || effect instanceof LinkEffect.Close).toList();
        assertEquals(List.of(Report.warning(late.subject(), "sessionRejected", "there are 1024 sessions already"),
                new LinkEffect.Close(late.link)), said);
    }
}
