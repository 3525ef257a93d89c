package metallb.domain.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One table of bytes and records, used in both directions. */
class MessageCodecTest {
    private static final Capability V4 = Capability.MultiProtocol.unicast(Family.IPV4);
    private static final Capability V6 = Capability.MultiProtocol.unicast(Family.IPV6);
    private static final Capability REFRESH = new Capability.RouteRefresh();

    static Stream<Arguments> pairs() {
        return Stream.of(
                pair("004e01" + "04 5ba0 005a 0a000005 31 022f 010400010001 010400020001 0200 4600"
                        + "0506000100010002 400a405a00010180 00020100 7f03010203 4104fffffde8",
                        Message.Open.of(new Asn(4294966760L), 90, RouterId.of("10.0.0.5"), List.of(V4, V6, REFRESH,
                                new Capability.EnhancedRouteRefresh(),
                                new Capability.ExtendedNextHop(List.of(new Capability.ExtendedNextHop.Entry(1, 1, 2))),
                                new Capability.GracefulRestart(4, 90, List.of(
                                        new Capability.GracefulRestart.Entry(1, 1, 128),
                                        new Capability.GracefulRestart.Entry(2, 1, 0))),
                                new Capability.Unknown(127, Bytes.ofHex("010203"))))),
                pair("003101 04 002a 005a 0a000005 14 0212 010400010001 010400020001 41040000002a",
                        Message.Open.of(new Asn(42), 90, RouterId.of("10.0.0.5"), List.of(V4, V6))),
                pair("001d01 04 ffff 0000 ffffffff 00",
                        new Message.Open(new Asn(65535), 65535, 0, RouterId.of("255.255.255.255"), List.of())),
                pair("001304", new Message.Keepalive()),
                pair("001503 0400", new Message.Notification(4, 0, Bytes.EMPTY)),
                pair("001703 0201 0004", new Message.Notification(2, 1, Bytes.ofHex("0004"))),
                pair("001503 ffff", new Message.Notification(255, 255, Bytes.EMPTY)),
                pair("001705 0001 00 01", Message.RouteRefresh.request(Family.IPV4)),
                pair("001705 0002 02 01", new Message.RouteRefresh(2, 1, 2)),
                pair("001705 4004 ff 47", new Message.RouteRefresh(0x4004, 0x47, 255)),
                pair("001702 00000000", endOfRib(Family.IPV4)),
                pair("001d02 0000 0006 800f03 000201",
                        endOfRib(Family.IPV6)),
                // from the 2018 original, where they were captured from real routers
                pair("002501 04 fc1f 0028 c0a81241 08 0206 41040000fc1f",
                        Message.Open.of(new Asn(64543), 40, RouterId.of("192.168.18.65"), List.of())));
    }

    private static Arguments pair(String hex, Message message) {
        return Arguments.of(Bytes.ofHex(Wire.MARKER + hex), message);
    }

    private static Message.Update endOfRib(Family family) {
        return new Message.Update(List.of(), List.of(), Optional.empty(), Optional.of(family), Optional.empty(),
                List.of());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void writesTheBytes(Bytes bytes, Message message) {
        Bytes written = switch (message) {
            case Message.Open open -> MessageWriter.open(open);
            case Message.Update update -> MessageWriter.endOfRib(update.endOfRib().orElseThrow());
            case Message.Notification notification -> MessageWriter.notification(notification);
            case Message.Keepalive _ -> MessageWriter.keepalive();
            case Message.RouteRefresh refresh -> MessageWriter.routeRefresh(refresh);
        };
        assertEquals(bytes, written);
        assertEquals(bytes.at(18), message.type());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void readsThemWhole(Bytes bytes, Message message) {
        assertEquals(List.of(new Reading.Complete(message)),
                Wire.readAll(Wire.reader(Wire.terms(false, true)), bytes));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void readsThemByteByByte(Bytes bytes, Message message) {
        MessageReader reader = Wire.reader(Wire.terms(false, true));
        for (int i = 0; i < bytes.length() - 1; i++) {
            assertEquals(List.of(), Wire.readAll(reader, bytes.slice(i, 1)), "after byte " + i);
        }
        assertEquals(List.of(new Reading.Complete(message)),
                Wire.readAll(reader, bytes.slice(bytes.length() - 1, 1)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void waitsForTheRestAtEveryLength(Bytes bytes, Message message) {
        for (int cut = 0; cut < bytes.length(); cut++) {
            MessageReader reader = Wire.reader(Wire.terms(false, true));
            assertEquals(List.of(), Wire.readAll(reader, bytes.slice(0, cut)), "cut at " + cut);
            assertEquals(List.of(new Reading.Complete(message)),
                    Wire.readAll(reader, bytes.slice(cut, bytes.length() - cut)), "cut at " + cut);
        }
    }

    @Test
    void readsManyMessagesOfOneChunk() {
        StringBuilder hex = new StringBuilder();
        List<Reading> expected = new ArrayList<>();
        pairs().forEach(pair -> {
            hex.append(pair.get()[0]);
            expected.add(new Reading.Complete((Message) pair.get()[1]));
        });
        Bytes all = Bytes.ofHex(hex.toString());
        assertEquals(expected, Wire.readAll(Wire.reader(Wire.terms(false, true)), all));
        for (int size : new int[] {1, 7, 19, 20, 64}) {
            MessageReader reader = Wire.reader(Wire.terms(false, true));
            List<Reading> read = new ArrayList<>();
            for (int at = 0; at < all.length(); at += size) {
                read.addAll(Wire.readAll(reader, all.slice(at, Math.min(size, all.length() - at))));
            }
            assertEquals(expected, read, "chunks of " + size);
        }
    }

    @Test
    void refusesAChunkWhileOneIsUnread() {
        MessageReader reader = new MessageReader();
        reader.feed(MessageWriter.keepalive());
        assertThrows(IllegalStateException.class, () -> reader.feed(MessageWriter.keepalive()));
        assertEquals(new Reading.Complete(new Message.Keepalive()), reader.next());
        reader.feed(MessageWriter.keepalive());
    }

    @Test
    void onlyRecognizesUpdatesBeforeTheOpensSettle() {
        MessageReader reader = new MessageReader();
        reader.feed(Wire.message(2, "ffffffff"));
        assertEquals(List.of("not decoded: nothing is settled yet"), Wire.update(reader.next()).remarks());
    }

    @Test
    void readsALargestMessage() {
        Bytes data = Bytes.copyOf(new byte[4075]);
        Message.Notification notification = new Message.Notification(6, 2, data);
        Bytes bytes = MessageWriter.notification(notification);
        assertEquals(4096, bytes.length());
        assertEquals(new Reading.Complete(notification), Wire.read(Wire.terms(true, true), bytes));
        assertEquals(4075, new NotificationError(NotificationCode.REFRESH_INVALID_LENGTH,
                Bytes.copyOf(new byte[4096]), "").notification().data().length());
    }

    @Test
    void refusesCapabilitiesThatFitNoParameter() {
        Capability large = new Capability.Unknown(200, Bytes.copyOf(new byte[126]));
        Message.Open open = new Message.Open(new Asn(1), 1, 90, RouterId.of("1.1.1.1"),
                Collections.nCopies(2, large));
        assertThrows(IllegalArgumentException.class, () -> MessageWriter.open(open));
        assertThrows(IllegalArgumentException.class, () -> MessageWriter.capabilities(Collections.nCopies(40, large)));
    }

    @Test
    void refusesOpensThatContradictThemselves() {
        RouterId id = RouterId.of("1.1.1.1");
        Asn one = new Asn(1);
        assertThrows(IllegalArgumentException.class, () -> new Message.Open(one, 2, 90, id, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Message.Open(one, 1, 2, id, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Message.Open(one, 1, 65536, id, List.of()));
        assertEquals(23456, Message.Open.of(new Asn(65536), 90, id, List.of()).asField());
    }
}
