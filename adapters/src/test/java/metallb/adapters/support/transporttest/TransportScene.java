package metallb.adapters.support.transporttest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Left and right, right listening, and what tests do with them. */
abstract class TransportScene {
    static final LinkId LINK = new LinkId(1);
    static final LinkId FENCE = new LinkId(2);
    static final int LIMIT = 65_536;

    Pair pair;
    AddressPort place;
    /** The far end of the link that fences go over, once there is one. */
    private Optional<LinkId> fence = Optional.empty();

    protected abstract Pair pair() throws IOException;

    @BeforeEach
    void listen() throws IOException {
        pair = pair();
        place = pair.right().listen(pair.rightPlace());
    }

    @AfterEach
    void end() {
        pair.close();
    }

    /** Sends until the other side, which does not read on, holds as much as it can. */
    int fillUp() {
        int given = 0;
        boolean moves = true;
        while (moves) {
            given += LIMIT;
            assertTrue(given < 64 << 20, "64 MiB fit nowhere");
            pair.left().send(LINK, Bytes.copyOf(noise(LIMIT)));
            int all = given;
            passFence();
            moves = pair.leftEar().drained(LINK) == all;
        }
        return given;
    }

    /** A round trip over another link: what could have happened before it has happened. */
    void passFence() {
        LinkId far = fence.orElseGet(() -> connect(FENCE, Optional.empty()));
        fence = Optional.of(far);
        int there = pair.rightEar().bytes(far).length;
        int back = pair.leftEar().bytes(FENCE).length;
        pair.left().send(FENCE, text("."));
        await(() -> pair.rightEar().bytes(far).length == there + 1);
        pair.right().resume(far);
        pair.right().send(far, text("."));
        await(() -> pair.leftEar().bytes(FENCE).length == back + 1);
        pair.left().resume(FENCE);
    }

    /** The number of the far end of a new link. */
    LinkId connect(LinkId link, Optional<IpAddress> source) {
        int before = pair.rightEar().accepted().size();
        pair.left().connect(link, LinkSettings.plain(place, source));
        await(() -> pair.rightEar().accepted().size() > before
                && !pair.leftEar().of(link, Heard.Up.class).isEmpty());
        assertFalse(pair.leftEar().why(link).isPresent());
        return pair.rightEar().accepted().getLast().link();
    }

    void awaitBytes(Ear ear, LinkId link, int count, Runnable resume) {
        await(() -> {
            resume.run();
            return ear.bytes(link).length >= count;
        });
        assertEquals(count, ear.bytes(link).length);
    }

    void await(BooleanSupplier condition) {
        assertTrue(pair.passes(condition), () -> "left heard " + brief(pair.leftEar()) + ", right heard "
                + brief(pair.rightEar()));
    }

    private static String brief(Ear ear) {
        List<Heard> all = ear.all();
        return all.subList(Math.max(0, all.size() - 10), all.size()).stream()
                .map(it -> it instanceof Heard.Received got ? "Received " + got.chunk().length() : it.toString())
                .toList().toString();
    }

    static Bytes text(String text) {
        return Bytes.copyOf(text.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
