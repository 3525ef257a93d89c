package metallb.adapters.support.apistore.schema;

import java.util.Base64;
import java.util.OptionalInt;

/** Base64 for URLs without padding (RFC 4648 section 5), read as Go reads it, and refused in its words. */
public sealed interface GoBase64 {
    /** What the text stands for. */
    record Decoded(byte[] content) implements GoBase64 {
    }

    /** Why it stands for nothing. */
    record Malformed(String why) implements GoBase64 {
    }

    static GoBase64 decode(String text) {
        OptionalInt foreign = text.chars().filter(each -> !isOurs(each)).findFirst();
        if (foreign.isPresent()) {
            return at(text.indexOf(foreign.getAsInt()));
        }
        // line breaks are passed over, wherever they stand (RFC 2045 section 6.8)
        String letters = text.replaceAll("[\r\n]", "");
        return letters.length() % 4 == 1 ? at(text.length() - 1) : new Decoded(Base64.getUrlDecoder().decode(letters));
    }

    private static boolean isOurs(int each) {
        return each < 0x80 && (Character.isLetterOrDigit(each) || "-_\r\n".indexOf(each) >= 0);
    }

    private static Malformed at(int index) {
        return new Malformed("illegal base64 data at input byte " + index);
    }
}
