package metallb.adapters.support.transporttest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import org.junit.jupiter.api.Test;

/** The behaviour that a core may count on, whatever carries its bytes. */
public abstract class TransportContract extends TransportScene {
    @Test
    void listensWhereItSays() {
        assertEquals(pair.rightPlace().address(), place.address());
        assertTrue(place.port() > 0);
    }

    @Test
    void refusesToListenTwiceInOnePlace() {
        IOException refusal = assertThrows(IOException.class, () -> pair.right().listen(place));
        assertEquals("cannot listen on " + place + ": Address already in use", refusal.getMessage());
    }

    @Test
    void refusesToListenWhereItIsNot() {
        AddressPort elsewhere = new AddressPort(IpAddress.of("192.0.2.77"), 4000);
        IOException refusal = assertThrows(IOException.class, () -> pair.right().listen(elsewhere));
        assertEquals("cannot listen on 192.0.2.77:4000: Cannot assign requested address", refusal.getMessage());
    }

    @Test
    void bothEndsAgreeOnWhoTheyAre() {
        LinkId other = connect(LINK, Optional.of(pair.leftAddress()));
        Heard.Up up = pair.leftEar().of(LINK, Heard.Up.class).getFirst();
        Heard.Accepted accepted = pair.rightEar().of(other, Heard.Accepted.class).getFirst();
        assertEquals(place, up.remote());
        assertEquals(place, accepted.local());
        assertEquals(up.local(), accepted.remote());
        assertEquals(pair.leftAddress(), up.local().address());
    }

    @Test
    void answersWhoAsksWhatWasDropped() {
        pair.left().countFaults();
        await(() -> pair.leftEar().counts().size() == 1);
    }

    @Test
    void numbersWhatItAcceptsBelowZeroAndNeverTwice() {
        for (int i = 1; i <= 3; i++) {
            LinkId other = connect(new LinkId(i), Optional.empty());
            assertEquals(new LinkId(-i), other);
            pair.left().close(new LinkId(i));
            await(() -> pair.rightEar().why(other).isPresent());
        }
    }

    @Test
    void carriesBytesBothWaysInOrder() {
        LinkId other = connect(LINK, Optional.empty());
        pair.left().send(LINK, text("one "));
        pair.left().send(LINK, text("two"));
        pair.right().send(other, text("three"));
        awaitBytes(pair.rightEar(), other, "one two".length(), () -> pair.right().resume(other));
        awaitBytes(pair.leftEar(), LINK, "three".length(), () -> pair.left().resume(LINK));
        assertEquals("one two", new String(pair.rightEar().bytes(other), StandardCharsets.US_ASCII));
        assertEquals("three", new String(pair.leftEar().bytes(LINK), StandardCharsets.US_ASCII));
    }

    @Test
    void saysNothingMoreUntilItIsResumed() {
        LinkId other = connect(LINK, Optional.empty());
        pair.left().send(LINK, text("a"));
        await(() -> pair.rightEar().bytes(other).length == 1);
        pair.left().send(LINK, text("b"));
        passFence();
        assertEquals(1, pair.rightEar().bytes(other).length);
        pair.right().resume(other);
        await(() -> pair.rightEar().bytes(other).length == 2);
    }

    @Test
    void probesWhatIsThereAndSaysSoAfterIt() {
        LinkId other = connect(LINK, Optional.empty());
        pair.right().probe(other);
        await(() -> !pair.rightEar().of(other, Heard.Probed.class).isEmpty());
        assertEquals(2, pair.rightEar().of(other).size(), "accepted, probed");
        pair.left().send(LINK, text("a"));
        await(() -> pair.rightEar().bytes(other).length == 1);
        pair.left().send(LINK, text("b"));
        passFence();
        // muted, and still read
        pair.right().probe(other);
        await(() -> pair.rightEar().of(other, Heard.Probed.class).size() == 2);
        List<Heard> said = pair.rightEar().of(other);
        assertEquals(List.of(new Heard.Received(other, text("b")), new Heard.Probed(other)),
                said.subList(said.size() - 2, said.size()));
    }

    @Test
    void aProbeThatFindsTheEndSaysDownAndNoMore() {
        LinkId other = connect(LINK, Optional.empty());
        pair.left().send(LINK, text("a"));
        await(() -> pair.rightEar().bytes(other).length == 1);
        pair.left().close(LINK);
        passFence();
        assertEquals(Optional.empty(), pair.rightEar().why(other), "muted: the end waits behind what is unread");
        pair.right().probe(other);
        await(() -> pair.rightEar().why(other).isPresent());
        assertEquals(List.of(), pair.rightEar().of(other, Heard.Probed.class));
    }

    @Test
    void handsOverChunksOfTheLimitAtMost() {
        LinkId other = connect(LINK, Optional.empty());
        byte[] sent = noise(4 * LIMIT);
        int given = 0;
        while (given < sent.length) {
            int next = Math.min(LIMIT - (given - pair.leftEar().drained(LINK)), sent.length - given);
            pair.left().send(LINK, Bytes.copyOf(sent, given, next));
            given += next;
            int soFar = given;
            await(() -> {
                pair.right().resume(other);
                return pair.leftEar().drained(LINK) == soFar;
            });
        }
        awaitBytes(pair.rightEar(), other, sent.length, () -> pair.right().resume(other));
        assertArrayEquals(sent, pair.rightEar().bytes(other));
        assertTrue(pair.rightEar().of(other, Heard.Received.class).stream()
                .allMatch(it -> it.chunk().length() >= 1 && it.chunk().length() <= LIMIT));
    }

    @Test
    void stopsDrainingWhereTheOtherSideDoesNotRead() {
        LinkId other = connect(LINK, Optional.empty());
        int given = fillUp();
        assertTrue(pair.leftEar().drained(LINK) < given);
        awaitBytes(pair.rightEar(), other, given, () -> pair.right().resume(other));
        await(() -> pair.leftEar().drained(LINK) == given);
    }

    @Test
    void overTheLimitEndsThatLinkAlone() {
        LinkId other = connect(LINK, Optional.empty());
        pair.left().send(LINK, Bytes.copyOf(new byte[LIMIT + 1]));
        await(() -> pair.leftEar().why(LINK).isPresent());
        assertEquals("java.lang.IllegalStateException: 65537 bytes on top of 0 waiting ones are over the 65536 that a "
                + "link may have", pair.leftEar().why(LINK).get());
        await(() -> pair.rightEar().why(other).isPresent());
        passFence();
    }

    @Test
    void closesInOrder() {
        LinkId other = connect(LINK, Optional.empty());
        pair.left().send(LINK, text("last words"));
        pair.left().close(LINK);
        awaitBytes(pair.rightEar(), other, 10, () -> { });
        assertEquals(Optional.empty(), pair.rightEar().why(other));
        pair.right().resume(other);
        await(() -> pair.rightEar().why(other).isPresent() && pair.leftEar().why(LINK).isPresent());
        assertEquals("closed by the other side", pair.rightEar().why(other).get());
        assertEquals("closed by this side", pair.leftEar().why(LINK).get());
        assertEquals(10, pair.leftEar().drained(LINK));
    }

    @Test
    void closingWithInputUnreadDestroysNothing() {
        LinkId other = connect(LINK, Optional.empty());
        pair.right().send(other, Bytes.copyOf(noise(LIMIT)));
        await(() -> pair.rightEar().drained(other) == LIMIT
                && pair.leftEar().bytes(LINK).length > 0);
        // left is muted now; more comes that it will never read
        pair.right().send(other, Bytes.copyOf(noise(LIMIT)));
        byte[] last = noise(LIMIT);
        pair.left().send(LINK, Bytes.copyOf(last));
        pair.left().close(LINK);
        int before = pair.leftEar().of(LINK, Heard.Received.class).size();
        awaitBytes(pair.rightEar(), other, LIMIT, () -> pair.right().resume(other));
        assertArrayEquals(last, pair.rightEar().bytes(other));
        await(() -> {
            pair.right().resume(other);
            return pair.rightEar().why(other).isPresent();
        });
        assertEquals("closed by the other side", pair.rightEar().why(other).get());
        assertEquals(before, pair.leftEar().of(LINK, Heard.Received.class).size());
    }

    @Test
    void givesTheOtherSideOneSecondToEnd() {
        LinkId other = connect(LINK, Optional.empty());
        pair.left().send(LINK, text("a"));
        await(() -> pair.rightEar().bytes(other).length == 1);
        // right is muted and will not see the end
        pair.left().close(LINK);
        await(() -> pair.leftEar().why(LINK).isPresent());
        assertEquals("closed by this side; the other side did not end within 1 s", pair.leftEar().why(LINK).get());
    }

    @Test
    void closesBeforeItIsUp() {
        pair.left().connect(LINK, LinkSettings.plain(place, Optional.empty()));
        pair.left().close(LINK);
        await(() -> pair.leftEar().why(LINK).isPresent());
        assertEquals("closed by this side", pair.leftEar().why(LINK).get());
    }

    @Test
    void saysDownOnceAndLast() {
        LinkId other = connect(LINK, Optional.empty());
        pair.left().close(LINK);
        pair.left().close(LINK);
        pair.right().close(other);
        await(() -> pair.leftEar().why(LINK).isPresent() && pair.rightEar().why(other).isPresent());
        pair.left().close(LINK);
        pair.left().send(LINK, text("too late"));
        pair.left().probe(LINK);
        passFence();
        assertEquals(1, pair.leftEar().of(LINK, Heard.Down.class).size());
        assertTrue(pair.leftEar().of(LINK).getLast() instanceof Heard.Down);
    }

    @Test
    void passesOverLinksItDoesNotKnow() {
        LinkId unknown = new LinkId(77);
        pair.left().send(unknown, text("a"));
        pair.left().resume(unknown);
        pair.left().probe(unknown);
        pair.left().close(unknown);
        passFence();
        assertEquals(List.of(), pair.leftEar().of(unknown));
    }

    @Test
    void refusesNumbersThatAreNotTheCores() {
        LinkSettings settings = LinkSettings.plain(place, Optional.empty());
        assertThrows(IllegalArgumentException.class, () -> pair.left().connect(new LinkId(0), settings));
        assertThrows(IllegalArgumentException.class, () -> pair.left().connect(new LinkId(-1), settings));
    }

    @Test
    void saysWhyNobodyAnswered() throws IOException {
        AddressPort nobody = pair.left().listen(new AddressPort(pair.leftAddress(), 0));
        pair.left().close();
        pair.right().connect(LINK, LinkSettings.plain(nobody, Optional.empty()));
        await(() -> pair.rightEar().why(LINK).isPresent());
        assertEquals("cannot connect to " + nobody + ": Connection refused", pair.rightEar().why(LINK).get());
        assertEquals(1, pair.rightEar().of(LINK).size());
    }

    @Test
    void saysWhyASourceCannotBe() {
        boolean four = place.address().isIpv4();
        IpAddress foreign = IpAddress.of(four ? "192.0.2.77" : "2001:db8::77");
        IpAddress otherFamily = IpAddress.of(four ? "2001:db8::77" : "192.0.2.77");
        pair.left().connect(LINK, LinkSettings.plain(place, Optional.of(foreign)));
        pair.left().connect(FENCE, LinkSettings.plain(place, Optional.of(otherFamily)));
        await(() -> pair.leftEar().why(LINK).isPresent() && pair.leftEar().why(FENCE).isPresent());
        assertEquals("cannot use " + foreign + " as source: Cannot assign requested address",
                pair.leftEar().why(LINK).get());
        assertEquals("cannot use " + otherFamily + " as source: " + place + " is not " + otherFamily.family(),
                pair.leftEar().why(FENCE).get());
    }

    @Test
    void closingTheTransportEndsEverythingInSilence() {
        LinkId other = connect(LINK, Optional.empty());
        pair.left().close();
        int heard = pair.leftEar().all().size();
        await(() -> pair.rightEar().why(other).isPresent());
        pair.left().connect(FENCE, LinkSettings.plain(place, Optional.empty()));
        pair.left().send(LINK, text("a"));
        pair.left().close();
        assertEquals(heard, pair.leftEar().all().size());
        IOException refusal = assertThrows(IOException.class,
                () -> pair.left().listen(new AddressPort(pair.leftAddress(), 0)));
        assertEquals("cannot listen on " + new AddressPort(pair.leftAddress(), 0) + ": the transport is closed",
                refusal.getMessage());
    }

    @Test
    void keepsManyLinksApart() {
        int count = 50;
        LinkId[] others = new LinkId[count + 1];
        for (int i = 1; i <= count; i++) {
            others[i] = connect(new LinkId(i), Optional.empty());
        }
        for (int i = 1; i <= count; i++) {
            pair.left().send(new LinkId(i), text("link " + i));
            pair.right().send(others[i], text("knil " + i));
        }
        for (int i = 1; i <= count; i++) {
            LinkId id = new LinkId(i);
            LinkId other = others[i];
            awaitBytes(pair.rightEar(), other, ("link " + i).length(), () -> pair.right().resume(other));
            awaitBytes(pair.leftEar(), id, ("knil " + i).length(), () -> pair.left().resume(id));
            assertEquals(text("link " + i), Bytes.copyOf(pair.rightEar().bytes(other)));
            assertEquals(text("knil " + i), Bytes.copyOf(pair.leftEar().bytes(id)));
        }
    }
}
