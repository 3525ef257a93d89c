package metallb.domain.bgp.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import metallb.domain.net.Bytes;

/**
 * A NOTIFICATION in words, the same on every surface: {@code Cease/Administrative Shutdown (6/2): "maintenance"}. What the
 * peer wrote is bounded and made harmless for terminals and logs.
 */
public final class NotificationText {
    /** Most bytes of a shutdown text: its length is one byte (RFC 9003 section 2). */
    static final int LARGEST_TEXT_BYTES = 255;
    private static final int SHOWN_BYTES = 32;
    private static final char REPLACEMENT = '\ufffd';

    private NotificationText() {}

    public static String of(Message.Notification notification) {
        int code = notification.code();
        int subcode = notification.subcode();
        Bytes data = notification.data();
        if (code == NotificationCode.HARD_RESET.code() && subcode == NotificationCode.HARD_RESET.subcode()
                && data.length() >= 2) {
            return name(code, subcode) + ": " + plain(data.at(0), data.at(1), data.slice(2, data.length() - 2));
        }
        return plain(code, subcode, data);
    }

    /**
     * The words without the data: {@code Cease/Administrative Shutdown (6/2)}. Of a subcode that is not registered its code
     * alone, so that there are no more kinds than codes.
     */
    public static String kind(Message.Notification notification) {
        int code = notification.code();
        return NotificationCode.of(code, notification.subcode()).map(known -> name(code, known.subcode()))
                .orElseGet(() -> NotificationCode.nameOf(code) + " (" + code + ")");
    }

    private static String plain(int code, int subcode, Bytes data) {
        if (data.isEmpty()) {
            return name(code, subcode);
        }
        if (carriesText(code, subcode)) {
            return shutdownText(data)
                    .map(text -> text.isEmpty() ? name(code, subcode) : name(code, subcode) + ": \"" + text + "\"")
                    .orElseGet(() -> name(code, subcode) + ": malformed text " + hex(data));
        }
        return name(code, subcode) + ": data " + hex(data);
    }

    private static String name(int code, int subcode) {
        String subcodeName = NotificationCode.of(code, subcode).map(NotificationCode::subcodeName).orElse("");
        return NotificationCode.nameOf(code) + (subcodeName.isEmpty() ? "" : "/" + subcodeName)
                + " (" + code + "/" + subcode + ")";
    }

    private static boolean carriesText(int code, int subcode) {
        return NotificationCode.of(code, subcode).stream().anyMatch(known ->
                known == NotificationCode.ADMINISTRATIVE_SHUTDOWN || known == NotificationCode.ADMINISTRATIVE_RESET);
    }

    private static String hex(Bytes data) {
        return data.length() <= SHOWN_BYTES ? data.toHex()
                : data.slice(0, SHOWN_BYTES).toHex() + " and " + (data.length() - SHOWN_BYTES) + " bytes more";
    }

    /** The text in the data of 6/2 or 6/4: one byte of length, then UTF-8; empty where the length exceeds the data. */
    private static Optional<String> shutdownText(Bytes data) {
        int length = data.at(0);
        if (length > data.length() - 1) {
            return Optional.empty();
        }
        String text = new String(data.slice(1, length).toArray(), StandardCharsets.UTF_8);
        StringBuilder harmless = new StringBuilder();
        text.codePoints().forEach(point -> harmless.appendCodePoint(isHarmless(point) ? point : REPLACEMENT));
        return Optional.of(harmless.toString());
    }

    /** No line breaks, escape sequences, or marks that reorder what a reader sees. */
    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** The data that says {@code text} in 6/2 or 6/4, cut between characters where it is longer than 255 bytes. */
    public static Bytes shutdownData(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(encoded.length, LARGEST_TEXT_BYTES);
        while (length < encoded.length && length > 0 && (encoded[length] & 0xc0) == 0x80) {
            length--;
        }
        byte[] data = new byte[1 + length];
        data[0] = (byte) length;
        System.arraycopy(encoded, 0, data, 1, length);
        return Bytes.copyOf(data);
    }
}
