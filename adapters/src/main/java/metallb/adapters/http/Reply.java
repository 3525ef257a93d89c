package metallb.adapters.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What is sent back. */
sealed interface Reply {
    int status();

    String type();

    /** An answer that is made. */
    record Whole(int status, String type, byte[] body) implements Reply {}

    /** An answer of any length, made while it is written. */
    record Written(int status, String type, Body body) implements Reply {}

    /** Writes itself, once. */
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    static Reply text(int status, String text) {
        return new Whole(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static Reply json(int status, byte[] body) {
        return new Whole(status, "application/json", body);
    }
}
