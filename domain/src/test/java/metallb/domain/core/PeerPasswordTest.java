package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.config.SamplePeer.like;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import metallb.domain.config.Authentication;
import metallb.domain.config.PeerConfig;
import metallb.domain.config.PeerLink;
import metallb.domain.net.HopLimit;
import metallb.domain.net.LinkId;
import metallb.domain.net.Now;
import metallb.domain.net.Secret;
import org.junit.jupiter.api.Test;

/** What a session says where its password is likely the trouble. */
class PeerPasswordTest {
    private static final PeerConfig PLAIN = SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100);
    private static final PeerConfig SIGNED = like(PLAIN).link(new PeerLink(Optional.empty(),
            Optional.of(new Authentication.Password(Secret.of("hush"))), new HopLimit.OfTheKernel(), false)).build();

    private final SpeakerWorld world = new SpeakerWorld();

    private void accept(String text, PeerConfig peer) {
        world.means(text, config(List.of(peer), List.of(), List.of()));
        world.accepted(text);
    }

    private String state() {
        Now now = new Now(world.nanos, Instant.EPOCH);
        return ((Answer.Sessions) world.core.answer(now, new Query.Sessions())).rows().getFirst().text();
    }

    private List<String> failures() {
        return world.said().stream().filter(line -> !line.contains("configInForce"))
                .map(line -> line.replaceAll("\\d+ ms", "N ms")).toList();
    }

    @Test
    void silenceIsLikelyAnotherPassword() {
        world.router("10.0.0.1", 100).unreachable = true;
        world.allListed();
        accept("signed", SIGNED);
        world.advance(Duration.ofSeconds(10));
        assertEquals(List.of("WARNING 10.0.0.1:179 sessionFailed: connectTimedOut: no connection within 10 s; likely the"
                + " router has another password for this node, or none: it never answers then; next attempt in N ms"),
                failures());
        assertEquals("no connection within 10 s; likely the router has another password for this node, or none: it never"
                + " answers then", state());
        accept("plain", PLAIN);
        world.advance(Duration.ofSeconds(10));
        assertEquals("no connection within 10 s", state());
    }

    @Test
    void withoutTheSecretThatHoldsItsPasswordAPeerDoesNotRun() {
        ScriptedRouter router = world.router("10.0.0.1", 100);
        world.allListed();
        accept("plain", PLAIN);
        PeerConfig secret = like(PLAIN).link(new PeerLink(Optional.empty(),
                Optional.of(new Authentication.OfSecret("tor")), new HopLimit.OfTheKernel(), false)).build();
        accept("secret", secret);
        String why = "\"peer1\" does not run on this node: its password is to come from Secret \"tor\", which is not there;"
                + " expected one of type kubernetes.io/basic-auth with key password in the speaker's namespace";
        assertEquals(why, state());
        assertEquals(List.of("6/3"), router.notifications);
        assertEquals(List.of("INFO 10.0.0.1:179 sessionUp: established: AS 100, router id 192.0.2.1, hold time 90 s",
                "WARNING 10.0.0.1:179 passwordUnknown: " + why,
                "WARNING n1 noPeer: no service is announced from it: no peer runs on node \"n1\"",
                "INFO 10.0.0.1:179 sessionDown: retired: its password is not known any more; sent Cease/Peer De-configured"
                        + " (6/3)"), failures());
        world.advance(Duration.ofMinutes(5));
        assertEquals(1, router.opens.size(), "never without it");
    }

    @Test
    void whatTheKernelCountedIsSaidOnceAndShownUntilASessionStands() {
        ScriptedRouter router = world.router("10.0.0.1", 100);
        router.unreachable = true;
        world.allListed();
        accept("signed", SIGNED);
        world.on(new LinkEvent.Suspected(new LinkId(1), "3 unsigned"));
        world.on(new LinkEvent.Down(new LinkId(1), "refused"));
        assertEquals(List.of("WARNING 10.0.0.1:179 passwordSuspected: 3 unsigned",
                "WARNING 10.0.0.1:179 sessionFailed: connectFailed: refused; next attempt in N ms"), failures());
        assertEquals("refused; 3 unsigned", state());
        world.advance(Duration.ofSeconds(2));
        world.on(new LinkEvent.Suspected(new LinkId(2), "4 unsigned"));
        world.on(new LinkEvent.Down(new LinkId(2), "refused"));
        assertEquals(List.of(), failures(), "the same again is no news");
        assertEquals("refused; 4 unsigned", state());
        router.unreachable = false;
        world.advance(Duration.ofSeconds(10));
        world.cut(router);
        assertEquals("Connection reset by peer", state());
        world.on(new LinkEvent.Suspected(new LinkId(77), "of a link that nobody knows"));
        assertEquals("Connection reset by peer", state());
    }

    @Test
    void aConnectionThatStandsShowsThatThePasswordIsTheSame() {
        ScriptedRouter router = world.router("10.0.0.1", 101);
        router.unreachable = true;
        world.allListed();
        accept("signed", SIGNED);
        world.on(new LinkEvent.Suspected(new LinkId(1), "3 unsigned"));
        world.on(new LinkEvent.Down(new LinkId(1), "refused"));
        world.call(-1, new ScriptedRouter(router.address, router.asn));
        String rejected = "; connected from 10.0.0.1, but it is dialled and not waited for; sent Cease/Connection Rejected"
                + " (6/5)";
        assertEquals("refused; 3 unsigned" + rejected, state(), "a call that has to show no password");
        router.unreachable = false;
        world.advance(Duration.ofSeconds(2));
        assertEquals("the peer says AS 101, configured is 100; sent OPEN Message Error/Bad Peer AS (2/2)" + rejected, state());
    }
}
