package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.meta;
import static metallb.domain.config.SamplePeer.like;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.PasswordSecret;
import metallb.domain.config.Authentication;
import metallb.domain.config.PeerConfig;
import metallb.domain.config.PeerLink;
import metallb.domain.net.Bytes;
import metallb.domain.net.HopLimit;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.Secret;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A session whose password is in a Secret: never without it, always with the one that stands there now. */
class PeerSecretTest {
    private static final PeerConfig FIRST = signed(SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100),
            new Authentication.OfSecret("tor"));
    private static final PeerConfig SECOND = signed(SpeakerWorld.peer("peer2", "10.0.0.2", 42, 200),
            new Authentication.OfSecret("spine"));
    private static final PeerConfig PLAIN = SpeakerWorld.peer("peer3", "10.0.0.3", 42, 300);
    private static final String FROM = "\"peer1\" does not run on this node: its password is to come from Secret \"tor\", ";
    private static final String MISSING = FROM + "which is not there; expected one of type kubernetes.io/basic-auth with key"
            + " password in the speaker's namespace";
    private static final String AWAITED = FROM + "and Secrets are not known yet";

    private final SpeakerWorld world = new SpeakerWorld();
    private final ScriptedRouter first = world.router("10.0.0.1", 100);
    private final ScriptedRouter second = world.router("10.0.0.2", 200);
    private final ScriptedRouter third = world.router("10.0.0.3", 300);
    private long version = 100;

    private static PeerConfig signed(PeerConfig peer, Authentication authentication) {
        return like(peer).link(new PeerLink(Optional.empty(), Optional.of(authentication), new HopLimit.OfTheKernel(),
                false)).build();
    }

    private void accept(String text, PeerConfig... peers) {
        world.means(text, config(List.of(peers), List.of(), List.of()));
        world.accepted(text);
        world.advance(Duration.ofSeconds(5));
    }

    private static ObjectKey key(String name) {
        return new ObjectKey("metallb-system", name);
    }

    private void secret(String name, PasswordSecret.Content content) {
        world.observe(new PasswordSecret(meta(key(name), ++version), content));
        world.advance(Duration.ofSeconds(5));
    }

    private void secret(String name, String password) {
        secret(name, PasswordSecret.Content.of(PasswordSecret.TYPE,
                Optional.of(Bytes.copyOf(password.getBytes(StandardCharsets.UTF_8)))));
    }

    /** The passwords of the connections that were asked for since the last call. */
    private List<String> dialled() {
        List<String> dialled = world.linkEffects.stream().filter(LinkEffect.Connect.class::isInstance)
                .map(effect -> ((LinkEffect.Connect) effect).settings())
                .map(settings -> settings.remote() + " " + settings.password().map(Secret::reveal).orElse("unsigned"))
                .toList();
        world.linkEffects.clear();
        return dialled;
    }

    /** State and reason of each session, in the order of the view. */
    private List<String> sessions() {
        return ((Answer.Sessions) world.core.answer(world.now(), new Query.Sessions())).rows().stream()
                .map(row -> row.state() + " " + row.text()).toList();
    }

    private List<String> metric(String name) {
        return ((Answer.Metrics) world.core.answer(world.now(), new Query.Metrics())).families().stream()
                .filter(family -> family.name().equals(name)).flatMap(family -> family.samples().stream())
                .map(sample -> sample.labels() + "=" + (long) sample.value()).toList();
    }

    private List<String> notReady() {
        return ((Answer.Health) world.core.answer(world.now(), new Query.Health())).reasons();
    }

    @TestFactory
    Stream<DynamicTest> withoutAPasswordThereIsNoSessionAndTheReasonSaysWhatWouldBeRight() {
        String type = "kubernetes.io/basic-auth";
        String wanted = "; expected 1 to 80 bytes of UTF-8 there";
        return Stream.of(
                row("type", "Opaque", "68757368", "which is of type Opaque; expected type " + type),
                row("a strange type", "a\nb", "68757368", "which is of another type; expected type " + type),
                row("a long type", "x".repeat(101), "68757368", "which is of another type; expected type " + type),
                row("no type", "", "68757368", "which is of another type; expected type " + type),
                row("no key", type, null, "which has no key password" + wanted),
                row("empty", type, "", "whose password has 0 bytes" + wanted),
                row("too long", type, "61".repeat(81), "whose password has 81 bytes" + wanted),
                row("not UTF-8", type, "ff", "whose password is not UTF-8" + wanted));
    }

    private static DynamicTest row(String name, String type, String hex, String why) {
        return dynamicTest(name, () -> new PeerSecretTest().restsBecause(
                PasswordSecret.Content.of(type, Optional.ofNullable(hex).map(Bytes::ofHex)), FROM + why));
    }

    private void restsBecause(PasswordSecret.Content content, String why) {
        secret("tor", content);
        world.allListed();
        accept("c", FIRST, PLAIN);
        world.advance(Duration.ofMinutes(5));
        assertEquals(List.of("10.0.0.3:179 unsigned"), dialled(), "the other peer does not suffer");
        assertEquals(List.of("WARNING 10.0.0.1:179 passwordUnknown: " + why),
                world.said().stream().filter(line -> line.contains("10.0.0.1")).toList(), "once");
        assertEquals("Idle " + why, sessions().getLast());
        assertEquals(List.of("{peer=10.0.0.3:179}=1", "{peer=10.0.0.1:179}=0"), metric("metallb_bgp_session_up"));
        assertEquals(List.of("{peer=10.0.0.1:179, reason=passwordUnknown, text=" + why + "}=1"),
                metric("metallb_bgp_peer_resting"));
        assertEquals(List.of(), notReady(), "a rollout does not wait for it");
        secret("tor", "hush");
        assertEquals(List.of("10.0.0.1:179 hush"), dialled());
        assertEquals(List.of(), metric("metallb_bgp_peer_resting"));
    }

    @Test
    void anotherContentResetsExactlyTheSessionThatIsSignedWithIt() {
        secret("tor", "hush");
        secret("spine", "hush");
        world.allListed();
        accept("c", FIRST, SECOND, PLAIN);
        assertEquals(List.of("10.0.0.1:179 hush", "10.0.0.2:179 hush", "10.0.0.3:179 unsigned"), dialled());
        world.said();
        secret("tor", "Hush");
        assertEquals(List.of("10.0.0.1:179 Hush"), dialled());
        assertEquals(List.of("6/6"), first.notifications);
        assertEquals(List.of(), second.notifications);
        assertEquals(List.of(), third.notifications);
        assertEquals(List.of("INFO 10.0.0.1:179 sessionDown: reset: password changed; sent Cease/Other Configuration Change"
                + " (6/6); next attempt at once",
                "INFO 10.0.0.1:179 sessionUp: established: AS 100, router id 192.0.2.1, hold time 90 s"), world.said());
        secret("tor", "Hush");
        secret("nobodys", "hush");
        accept("inline", signed(FIRST, new Authentication.Password(Secret.of("Hush"))), SECOND, PLAIN);
        assertEquals(List.of(), dialled(), "the same password, wherever it is from");
    }

    @Test
    void aSecretThatGoesTakesItsSessionAlong() {
        secret("tor", "hush");
        secret("spine", "hush");
        world.allListed();
        accept("c", FIRST, SECOND);
        dialled();
        world.said();
        world.vanish(Kind.SECRET, key("tor"));
        world.advance(Duration.ofMinutes(5));
        assertEquals(List.of("6/3"), first.notifications);
        assertEquals(List.of(), second.notifications);
        assertEquals(List.of(), dialled());
        assertEquals(List.of("WARNING 10.0.0.1:179 passwordUnknown: " + MISSING,
                "INFO 10.0.0.1:179 sessionDown: retired: its password is not known any more; sent Cease/Peer De-configured"
                        + " (6/3)"), world.said());
        secret("tor", "hush");
        assertEquals(List.of("10.0.0.1:179 hush"), dialled());
    }

    @Test
    void waitsForTheListOfSecretsOnlyWithThePeersThatNeedOne() {
        world.listed(Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.NODE, Kind.CONFIG, Kind.ACCEPTED_CONFIG);
        accept("c", FIRST, PLAIN);
        assertEquals(1, third.endsOfRib, "routes leave without it");
        assertEquals(List.of("10.0.0.3:179 unsigned"), dialled());
        assertEquals(List.of("INFO 10.0.0.1:179 passwordAwaited: " + AWAITED),
                world.said().stream().filter(line -> line.contains("10.0.0.1")).toList());
        assertEquals("Idle " + AWAITED, sessions().getLast());
        assertEquals(List.of("waiting for the first list of Secrets"), notReady());
        assertEquals(List.of("{peer=10.0.0.3:179}=1", "{peer=10.0.0.1:179}=0"), metric("metallb_bgp_session_up"));
        world.allListed();
        assertEquals(List.of(), notReady());
        assertEquals("Idle " + MISSING, sessions().getLast());
        accept("plain", PLAIN);
        assertEquals(List.of(), sessions().stream().filter(row -> row.startsWith("Idle")).toList());
    }

    @Test
    void aSpeakerWithoutSuchPeersIsReadyWithoutAnyListOfSecrets() {
        world.listed(Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.NODE, Kind.CONFIG, Kind.ACCEPTED_CONFIG);
        accept("c", PLAIN);
        assertEquals(List.of(), notReady());
    }

    @Test
    void noRecordingShowsThePassword() {
        PasswordSecret secret = new PasswordSecret(meta(key("tor"), 1), PasswordSecret.Content.of(PasswordSecret.TYPE,
                Optional.of(Bytes.copyOf("hush".getBytes(StandardCharsets.UTF_8)))));
        String recorded = new ClusterEvent.Observed(secret).toString();
        assertFalse(recorded.contains("hush"), recorded);
        assertEquals("Password[secret=***]", secret.content().toString());
        LinkSettings settings = LinkSettings.plain(FIRST.remote(), Optional.empty());
        assertEquals("Connect[link=link 1, settings=LinkSettings[remote=10.0.0.1:179, source=Optional.empty,"
                + " password=Optional[***], hopLimit=OfTheKernel[], userTimeout=Optional.empty]]",
                new LinkEffect.Connect(new LinkId(1), new LinkSettings(settings.remote(), settings.source(),
                        Optional.of(Secret.of("hush")), settings.hopLimit(), settings.userTimeout())).toString());
    }
}
