package metallb.adapters.http;

import java.nio.charset.StandardCharsets;

/** What is sent back. */
record Reply(int status, String type, byte[] body) {
    private static final String TEXT = "text/plain; charset=utf-8";

    static Reply text(int status, String text) {
        return new Reply(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static Reply json(int status, byte[] body) {
        return new Reply(status, "application/json", body);
    }
}
