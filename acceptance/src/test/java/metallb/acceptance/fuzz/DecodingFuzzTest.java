package metallb.acceptance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageReader;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationError;
import metallb.domain.bgp.wire.NotificationText;
import metallb.domain.bgp.wire.Reading;
import metallb.domain.net.Bytes;

/** What {@link MessageReader} makes of bytes, whatever they are; {@link StreamInput} says how an input is to be read. */
class DecodingFuzzTest {
    /** The longest text that people are shown of a NOTIFICATION: RFC 9003's 255 bytes, quoted, and our words. */
    private static final int LONGEST_TEXT = 600;
    /** Behind the marker. */
    private static final int LENGTH_AT = 16;

    @FuzzTest
    void anyBytesAreMessagesAnErrorOrTheBeginningOfOne(byte[] bytes) {
        StreamInput input = new StreamInput(bytes);
        List<Reading> readings = read(input, List.of(input.stream()));
        assertIsFramed(input.stream(), readings);
        for (Reading reading : readings) {
            switch (reading) {
                case Reading.Complete(Message.Notification notification) ->
                        assertTrue(NotificationText.of(notification).length() < LONGEST_TEXT);
                case Reading.Complete(Message.Update update) -> assertIsBounded(update);
                case Reading.Complete _ -> { }
                case Reading.Malformed(NotificationError error) ->
                        assertTrue(MessageWriter.notification(error.notification()).length() <= Message.LARGEST_BYTES);
                case Reading.Unanswerable(String text) -> assertTrue(text.startsWith("a NOTIFICATION of "), text);
                case Reading.NeedMore _ -> throw new AssertionError("need more stands for itself");
            }
        }
    }

    /** RFC 4271 section 4.1, once more: more is wanted only where marker and length of what is there are in order. */
    private static void assertIsFramed(Bytes stream, List<Reading> readings) {
        int at = 0;
        for (Reading reading : readings) {
            if (!(reading instanceof Reading.Complete)) {
                return;
            }
            assertTrue(isHeader(stream, at), "a message without a header");
            at += stream.unsigned16(at + LENGTH_AT);
        }
        int rest = stream.length() - at;
        assertTrue(rest < Message.HEADER_BYTES || isHeader(stream, at) && rest < stream.unsigned16(at + LENGTH_AT),
                "more is wanted, and it is all there");
    }

    private static boolean isHeader(Bytes stream, int at) {
        int length = stream.unsigned16(at + LENGTH_AT);
        return stream.slice(at, LENGTH_AT).toHex().equals("ff".repeat(LENGTH_AT)) && length >= Message.HEADER_BYTES
                && length <= Message.LARGEST_BYTES;
    }

    /** Every prefix of it takes a byte of its message at least; remarks are bounded by themselves. */
    private static void assertIsBounded(Message.Update update) {
        int prefixes = update.withdrawn().size()
                + update.announced().stream().mapToInt(reach -> reach.prefixes().size()).sum();
        assertTrue(prefixes <= Message.LARGEST_BYTES, () -> prefixes + " prefixes");
        assertTrue(update.remarks().size() <= 16, () -> update.remarks().size() + " remarks");
    }

    @FuzzTest
    void chunksSayTheSameAsTheWhole(byte[] bytes) {
        StreamInput input = new StreamInput(bytes);
        assertEquals(read(input, List.of(input.stream())), read(input, input.chunks()));
    }

    @FuzzTest
    void whatWasReadIsReadAgainFromItsOwnEncoding(byte[] bytes) {
        StreamInput input = new StreamInput(bytes);
        Reencoding again = new Reencoding(input.roomiest());
        for (Reading reading : read(input, List.of(input.stream()))) {
            if (reading instanceof Reading.Complete(Message message)) {
                again.check(message);
            }
        }
    }

    /** Everything up to the error or the need for more; after an error the same for ever. */
    private static List<Reading> read(StreamInput input, List<Bytes> chunks) {
        MessageReader reader = new MessageReader();
        input.terms().ifPresent(reader::settle);
        List<Reading> readings = new ArrayList<>();
        for (Bytes chunk : chunks) {
            reader.feed(chunk);
            for (Reading next = reader.next(); !(next instanceof Reading.NeedMore); next = reader.next()) {
                readings.add(next);
                if (!(next instanceof Reading.Complete)) {
                    assertEquals(next, reader.next());
                    return readings;
                }
            }
        }
        return readings;
    }
}
