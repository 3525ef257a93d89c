package metallb.adapters.fakerouter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import metallb.adapters.support.transporttest.Ear;
import metallb.adapters.support.transporttest.Heard;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.HopLimit;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.PeerKey;
import metallb.domain.net.Prefix;
import metallb.domain.net.Secret;
import metallb.ports.transport.Transport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What only a network in memory can do. */
class MemoryNetworkTest {
    private static final Duration LATENCY = Duration.ofMillis(3);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final AddressPort PLACE = new AddressPort(MemoryPair.RIGHT, 179);
    private static final LinkSettings TO_RIGHT = LinkSettings.plain(PLACE, Optional.empty());
    private static final LinkId LINK = new LinkId(1);
    private static final LinkId OTHER = new LinkId(-1);
    private static final LinkId OTHER_CALL = new LinkId(2);

    private final MemoryPair pair = new MemoryPair(LATENCY);
    private final MemoryNetwork network = pair.network();

    @Test
    void everythingTakesItsLatency() throws IOException {
        pair.right().listen(PLACE);
        pair.left().connect(LINK, TO_RIGHT);
        assertEquals(OptionalLong.of(pair.now()), network.nextDeadline());
        pair.pass(Duration.ZERO);
        assertEquals(OptionalLong.of(pair.now() + LATENCY.toNanos()), network.nextDeadline());
        pair.pass(LATENCY);
        assertEquals(1, pair.rightEar().accepted().size());
        assertEquals(List.of(), pair.leftEar().all());
        pair.pass(LATENCY);
        AddressPort local = pair.rightEar().accepted().getFirst().remote();
        assertEquals(List.of(new Heard.Up(LINK, local, PLACE)), pair.leftEar().all());
        assertEquals(OptionalLong.empty(), network.nextDeadline());
    }

    @Test
    void oneLongStepIsAsManyShortOnes() throws IOException {
        connect();
        pair.left().send(LINK, text("a"));
        pair.right().close(OTHER);
        pair.pass(LONG);
        assertEquals("closed by the other side", pair.leftEar().why(LINK).orElseThrow());
        assertEquals("closed by this side", pair.rightEar().why(OTHER).orElseThrow());
    }

    @Test
    void aCutIsSilenceAndHealingBringsWhatWaited() throws IOException {
        connect();
        network.cut(MemoryPair.LEFT, MemoryPair.RIGHT);
        pair.left().send(LINK, text("one "));
        pair.left().send(LINK, text("two"));
        pair.right().send(OTHER, text("three"));
        pair.pass(LONG);
        assertEquals("", bytes(pair.rightEar(), OTHER) + bytes(pair.leftEar(), LINK));
        assertEquals(Optional.empty(), pair.leftEar().why(LINK));
        network.heal(MemoryPair.LEFT, MemoryPair.RIGHT);
        pair.left().send(LINK, text("!"));
        for (int i = 0; i < 3; i++) {
            pair.right().resume(OTHER);
            pair.pass(LATENCY);
        }
        assertEquals("one two!", bytes(pair.rightEar(), OTHER));
        assertEquals("three", bytes(pair.leftEar(), LINK));
    }

    @Test
    void aCutSoonAfterHealingKeepsTheOrder() throws IOException {
        connect();
        network.cut(MemoryPair.LEFT, MemoryPair.RIGHT);
        pair.left().send(LINK, text("a"));
        pair.pass(LONG);
        network.heal(MemoryPair.LEFT, MemoryPair.RIGHT);
        network.cut(MemoryPair.LEFT, MemoryPair.RIGHT);
        pair.left().send(LINK, text("b"));
        pair.pass(LONG);
        assertEquals("", bytes(pair.rightEar(), OTHER));
        network.heal(MemoryPair.LEFT, MemoryPair.RIGHT);
        pair.pass(LATENCY);
        pair.right().resume(OTHER);
        pair.pass(LATENCY);
        assertEquals("ab", bytes(pair.rightEar(), OTHER));
    }

    @Test
    void aCutTouchesThoseTwoAlone() throws IOException {
        connect();
        IpAddress third = IpAddress.of("10.0.0.3");
        Ear ear = new Ear();
        Transport host = network.host(third, ear);
        network.cut(MemoryPair.LEFT, MemoryPair.RIGHT);
        host.connect(LINK, TO_RIGHT);
        pair.pass(LONG);
        assertEquals(1, ear.of(LINK, Heard.Up.class).size());
    }

    @Test
    void aConnectionGivenUpDuringACutNeverComesToBe() throws IOException {
        pair.right().listen(PLACE);
        network.cut(MemoryPair.LEFT, MemoryPair.RIGHT);
        pair.left().connect(LINK, TO_RIGHT);
        pair.pass(LONG);
        pair.left().close(LINK);
        pair.left().connect(new LinkId(2), TO_RIGHT);
        pair.pass(LONG);
        assertEquals("closed by this side", pair.leftEar().why(LINK).orElseThrow());
        network.heal(MemoryPair.LEFT, MemoryPair.RIGHT);
        pair.pass(LONG);
        assertEquals(1, pair.rightEar().accepted().size());
        assertEquals(1, pair.leftEar().of(new LinkId(2), Heard.Up.class).size());
    }

    @Test
    void aResetEndsBothSidesAfterWhatTheyHadNotRead() throws IOException {
        connect();
        pair.left().send(LINK, text("a"));
        pair.pass(LATENCY);
        pair.left().send(LINK, text("b"));
        pair.pass(LATENCY);
        network.reset(MemoryPair.LEFT, MemoryPair.RIGHT);
        pair.pass(Duration.ZERO);
        assertEquals("Connection reset", pair.leftEar().why(LINK).orElseThrow());
        assertEquals(Optional.empty(), pair.rightEar().why(OTHER));
        pair.right().send(OTHER, text("into nowhere"));
        pair.right().resume(OTHER);
        pair.pass(Duration.ZERO);
        assertEquals("ab", bytes(pair.rightEar(), OTHER));
        pair.right().resume(OTHER);
        pair.pass(LONG);
        assertEquals("Connection reset", pair.rightEar().why(OTHER).orElseThrow());
        assertEquals(0, pair.rightEar().drained(OTHER));
    }

    @Test
    void whoComesBackFindsHisOldLinksReset() throws IOException {
        connect();
        network.cut(MemoryPair.LEFT, MemoryPair.RIGHT);
        pair.right().close();
        pair.pass(LONG);
        Ear again = new Ear();
        network.host(MemoryPair.RIGHT, again).listen(PLACE);
        network.heal(MemoryPair.LEFT, MemoryPair.RIGHT);
        pair.left().send(LINK, text("a"));
        pair.pass(LONG);
        assertEquals("closed by the other side", pair.leftEar().why(LINK).orElseThrow());
        pair.left().connect(new LinkId(2), TO_RIGHT);
        pair.pass(LONG);
        assertEquals(1, again.accepted().size());
    }

    @Test
    void saysThatThereIsNobody() {
        AddressPort nobody = new AddressPort(IpAddress.of("10.9.9.9"), 179);
        pair.left().connect(LINK, LinkSettings.plain(nobody, Optional.empty()));
        pair.pass(LONG);
        assertEquals("cannot connect to 10.9.9.9:179: No route to host", pair.leftEar().why(LINK).orElseThrow());
    }

    @TestFactory
    Stream<DynamicTest> nobodyAnswersWhoSignsOtherwise() {
        List<PeerKey> keys = List.of(new PeerKey(Prefix.of(MemoryPair.LEFT), Secret.of("hush")));
        List<PeerKey> others = List.of(new PeerKey(Prefix.of("10.9.0.0/16"), Secret.of("hush")));
        return Stream.of(
                signing("the same", keys, Optional.of(Secret.of("hush")), 1),
                signing("another", keys, Optional.of(Secret.of("Hush")), 0),
                signing("none where one is demanded", keys, Optional.empty(), 0),
                signing("one where none is demanded", List.of(), Optional.of(Secret.of("hush")), 0),
                signing("one that is demanded of others", others, Optional.of(Secret.of("hush")), 0),
                signing("none where it is demanded of others", others, Optional.empty(), 1));
    }

    private static DynamicTest signing(String name, List<PeerKey> keys, Optional<Secret> password, int accepted) {
        return DynamicTest.dynamicTest(name, () -> {
            MemoryPair pair = new MemoryPair(LATENCY);
            pair.right().listen(PLACE, keys);
            pair.left().connect(LINK, new LinkSettings(PLACE, Optional.empty(), password,
                    new HopLimit.OfTheKernel(), Optional.empty()));
            pair.pass(LONG);
            assertEquals(accepted, pair.rightEar().accepted().size());
            assertEquals(accepted, pair.leftEar().all().size(), "up, or silence");
        });
    }

    @Test
    void holdsACallerToThePasswordThatIsExpectedOfItNow() throws IOException {
        IpAddress caller = MemoryPair.LEFT;
        pair.right().listen(PLACE);
        long calls = 0;
        for (String password : List.of("hush", "Hush", "")) {
            Optional<Secret> secret = Optional.of(password).filter(text -> !text.isEmpty()).map(Secret::of);
            pair.right().expect(secret.isEmpty() ? List.of() : List.of(new LinkSettings(new AddressPort(caller, 179),
                    Optional.empty(), secret, new HopLimit.OfTheKernel(), Optional.empty())));
            pair.pass(LONG);
            int before = pair.rightEar().accepted().size();
            for (String given : List.of("hush", "Hush", "")) {
                pair.left().connect(new LinkId(++calls), new LinkSettings(PLACE, Optional.empty(),
                        Optional.of(given).filter(text -> !text.isEmpty()).map(Secret::of), new HopLimit.OfTheKernel(),
                        Optional.empty()));
                pair.pass(LONG);
                assertEquals(given.equals(password) ? 1 : 0, pair.rightEar().accepted().size() - before,
                        "\"" + given + "\" where \"" + password + "\" is expected");
                before = pair.rightEar().accepted().size();
            }
        }
    }

    @Test
    void callsFromTheAddressOfTheFamilyAndListensWhereItWasToldTo() throws IOException {
        AddressPort six = new AddressPort(IpAddress.of("2001:db8::2"), PLACE.port());
        Ear ear = new Ear();
        network.host(List.of(IpAddress.of("10.0.0.4"), six.address()), ear).listen(six);
        Ear calling = new Ear();
        Transport caller = network.host(List.of(IpAddress.of("10.0.0.3"), IpAddress.of("2001:db8::1")), calling);
        caller.connect(LINK, LinkSettings.plain(six, Optional.empty()));
        caller.connect(OTHER_CALL, LinkSettings.plain(
                new AddressPort(IpAddress.of("10.0.0.4"), PLACE.port()), Optional.empty()));
        pair.pass(LONG);
        assertEquals(List.of(IpAddress.of("2001:db8::1")),
                ear.accepted().stream().map(accepted -> accepted.remote().address()).toList());
        assertEquals(List.of("cannot connect to 10.0.0.4:179: Connection refused"),
                calling.of(OTHER_CALL, Heard.Down.class).stream().map(Heard.Down::why).toList());
    }

    @Test
    void hasEachAddressOnce() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> network.host(MemoryPair.LEFT, new Ear()));
        assertEquals("10.0.0.1 is a host already", refusal.getMessage());
    }

    @Test
    void timeNeverGoesBack() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> network.step(pair.now() - 1));
        assertEquals("time went back by 1 ns", refusal.getMessage());
    }

    @Test
    void carriesEveryByteOnceWhateverTheRandomCutsAndReaders() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            new MemoryNetworkTest().history(seed);
        }
    }

    private void history(long seed) throws IOException {
        Random random = new Random(seed);
        connect();
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        for (int step = 0; step < 200; step++) {
            switch (random.nextInt(6)) {
                case 0 -> network.cut(MemoryPair.LEFT, MemoryPair.RIGHT);
                case 1, 2 -> network.heal(MemoryPair.LEFT, MemoryPair.RIGHT);
                case 3 -> pair.right().resume(OTHER);
                case 4 -> pair.right().probe(OTHER);
                default -> pair.pass(Duration.ofMillis(random.nextInt(6)));
            }
            int room = 65_536 - (given.size() - pair.leftEar().drained(LINK));
            byte[] bytes = new byte[random.nextInt(Math.min(room, 20_000) + 1)];
            random.nextBytes(bytes);
            pair.left().send(LINK, Bytes.copyOf(bytes));
            given.writeBytes(bytes);
        }
        network.heal(MemoryPair.LEFT, MemoryPair.RIGHT);
        assertTrue(pair.passes(() -> {
            pair.right().resume(OTHER);
            return pair.rightEar().bytes(OTHER).length == given.size();
        }), "seed " + seed);
        assertArrayEquals(given.toByteArray(), pair.rightEar().bytes(OTHER), "seed " + seed);
        assertEquals(given.size(), pair.leftEar().drained(LINK), "seed " + seed);
    }

    private void connect() throws IOException {
        pair.right().listen(PLACE);
        pair.left().connect(LINK, TO_RIGHT);
        pair.pass(LATENCY.multipliedBy(2));
        assertEquals(1, pair.leftEar().of(LINK, Heard.Up.class).size());
    }

    private static String bytes(Ear ear, LinkId link) {
        return new String(ear.bytes(link), StandardCharsets.US_ASCII);
    }

    private static Bytes text(String text) {
        return Bytes.copyOf(text.getBytes(StandardCharsets.US_ASCII));
    }
}
