package metallb.domain.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import metallb.domain.net.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationTextTest {
    @ParameterizedTest
    @CsvSource({
        "1, 0, '', Message Header Error (1/0)",
        "1, 1, '', Message Header Error/Connection Not Synchronized (1/1)",
        "1, 2, 0012, Message Header Error/Bad Message Length (1/2): data 0012",
        "1, 3, 06, Message Header Error/Bad Message Type (1/3): data 06",
        "2, 0, '', OPEN Message Error (2/0)",
        "2, 1, 0004, OPEN Message Error/Unsupported Version Number (2/1): data 0004",
        "2, 2, '', OPEN Message Error/Bad Peer AS (2/2)",
        "2, 3, '', OPEN Message Error/Bad BGP Identifier (2/3)",
        "2, 4, '', OPEN Message Error/Unsupported Optional Parameter (2/4)",
        "2, 5, '', OPEN Message Error/Authentication Failure (2/5)",
        "2, 6, '', OPEN Message Error/Unacceptable Hold Time (2/6)",
        "2, 7, 010400020001, OPEN Message Error/Unsupported Capability (2/7): data 010400020001",
        "2, 11, '', OPEN Message Error/Role Mismatch (2/11)",
        "3, 0, '', UPDATE Message Error (3/0)",
        "3, 1, '', UPDATE Message Error/Malformed Attribute List (3/1)",
        "3, 2, '', UPDATE Message Error/Unrecognized Well-known Attribute (3/2)",
        "3, 3, '', UPDATE Message Error/Missing Well-known Attribute (3/3)",
        "3, 4, '', UPDATE Message Error/Attribute Flags Error (3/4)",
        "3, 5, '', UPDATE Message Error/Attribute Length Error (3/5)",
        "3, 6, '', UPDATE Message Error/Invalid ORIGIN Attribute (3/6)",
        "3, 7, '', UPDATE Message Error/AS Routing Loop (3/7)",
        "3, 8, '', UPDATE Message Error/Invalid NEXT_HOP Attribute (3/8)",
        "3, 9, '', UPDATE Message Error/Optional Attribute Error (3/9)",
        "3, 10, '', UPDATE Message Error/Invalid Network Field (3/10)",
        "3, 11, '', UPDATE Message Error/Malformed AS_PATH (3/11)",
        "4, 0, '', Hold Timer Expired (4/0)",
        "5, 0, '', Finite State Machine Error (5/0)",
        "5, 1, '', Finite State Machine Error/Receive Unexpected Message in OpenSent State (5/1)",
        "5, 2, '', Finite State Machine Error/Receive Unexpected Message in OpenConfirm State (5/2)",
        "5, 3, 02, Finite State Machine Error/Receive Unexpected Message in Established State (5/3): data 02",
        "6, 0, '', Cease (6/0)",
        "6, 1, '', Cease/Maximum Number of Prefixes Reached (6/1)",
        "6, 2, '', Cease/Administrative Shutdown (6/2)",
        "6, 2, 00, Cease/Administrative Shutdown (6/2)",
        "6, 2, 03627965, 'Cease/Administrative Shutdown (6/2): \"bye\"'",
        "6, 2, 04627965, Cease/Administrative Shutdown (6/2): malformed text 04627965",
        "6, 2, 0362796500ff, 'Cease/Administrative Shutdown (6/2): \"bye\"'",
        "6, 3, '', Cease/Peer De-configured (6/3)",
        "6, 4, 03627965, 'Cease/Administrative Reset (6/4): \"bye\"'",
        "6, 5, '', Cease/Connection Rejected (6/5)",
        "6, 6, '', Cease/Other Configuration Change (6/6)",
        "6, 7, '', Cease/Connection Collision Resolution (6/7)",
        "6, 8, '', Cease/Out of Resources (6/8)",
        "6, 9, '', Cease/Hard Reset (6/9)",
        "6, 9, 06, Cease/Hard Reset (6/9): data 06",
        "6, 9, 060203627965, 'Cease/Hard Reset (6/9): Cease/Administrative Shutdown (6/2): \"bye\"'",
        "6, 9, 06090609, Cease/Hard Reset (6/9): Cease/Hard Reset (6/9): data 0609",
        "6, 10, '', Cease/BFD Down (6/10)",
        "6, 42, '', Cease (6/42)",
        "7, 0, '', ROUTE-REFRESH Message Error (7/0)",
        "7, 1, '', ROUTE-REFRESH Message Error/Invalid Message Length (7/1)",
        "8, 0, '', Send Hold Timer Expired (8/0)",
        "0, 0, '', Unknown Error (0/0)",
        "255, 255, ff, Unknown Error (255/255): data ff"})
    void putsEveryCodeIntoWords(int code, int subcode, String data, String text) {
        assertEquals(text, NotificationText.of(new Message.Notification(code, subcode, Bytes.ofHex(data))));
    }

    @Test
    void showsAtMost32BytesOfData() {
        assertEquals("UPDATE Message Error/Optional Attribute Error (3/9): data " + "00".repeat(32)
                + " and 4043 bytes more", NotificationText.of(new Message.Notification(3, 9,
                        Bytes.copyOf(new byte[4075]))));
    }

    @Test
    void makesTextsHarmless() {
        assertEquals("a\ufffd\ufffd[31m\ufffdb\ufffd\u00e9\ufffd\ud83d\ude00",
                shown("a\n\u001b[31m\u0000b\u202e\u00e9\u2028\ud83d\ude00".getBytes(StandardCharsets.UTF_8)));
        assertEquals("\ufffd\ufffdok", shown(new byte[] {(byte) 0xff, (byte) 0xc3, 'o', 'k'}));
    }

    private static String shown(byte[] text) {
        byte[] data = new byte[text.length + 1];
        data[0] = (byte) text.length;
        System.arraycopy(text, 0, data, 1, text.length);
        String all = NotificationText.of(new Message.Notification(6, 2, Bytes.copyOf(data)));
        String before = "Cease/Administrative Shutdown (6/2): \"";
        assertTrue(all.startsWith(before) && all.endsWith("\""), all);
        return all.substring(before.length(), all.length() - 1);
    }

    @Test
    void writesShutdownTextsOfAtMost255Bytes() {
        assertEquals(Bytes.ofHex("00"), NotificationText.shutdownData(""));
        assertEquals(Bytes.ofHex("0668656c6cc3a9"), NotificationText.shutdownData("hell\u00e9"));
        assertEquals(256, NotificationText.shutdownData("x".repeat(300)).length());
        Bytes cut = NotificationText.shutdownData("x".repeat(253) + "\ud83d\ude00");
        assertEquals(253, cut.at(0));
        assertEquals(254, cut.length());
        assertEquals("Cease/Administrative Shutdown (6/2): \"" + "\u00e9".repeat(127) + "\"",
                NotificationText.of(NotificationCode.ADMINISTRATIVE_SHUTDOWN.notification(
                        NotificationText.shutdownData("\u00e9".repeat(200)))));
    }
}
