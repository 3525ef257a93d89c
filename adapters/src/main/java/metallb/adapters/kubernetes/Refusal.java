package metallb.adapters.kubernetes;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import okhttp3.Response;

/** The server answered a list or watch with a status that says no. */
final class Refusal extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int code;
    private final Duration retryAfter;

    Refusal(int code, String message, Duration retryAfter) {
        super("HTTP " + code + ": " + message);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** Reads the answer whole. */
    static Refusal of(Response response) throws IOException {
        return new Refusal(response.code(), Json.message(response.code(), Json.body(response)), retryAfter(response));
    }

    /**
     * Whether the position that was asked from is of no use any more: 410 where it is too old, 400 where the server
     * cannot read it.
     */
    boolean isAboutPosition() {
        return code == 410 || code == 400;
    }

    /**
     * Whether the server, or whoever stands before it, says that it is not well: what answers later may be another one.
     * Among these is 504, for a position that the server has not reached.
     */
    boolean isOfAServerInTrouble() {
        return code >= 500;
    }

    /** How long the server wants to be left alone; zero where it did not say. */
    Duration retryAfter() {
        return retryAfter;
    }

    /** What an answer's header says about that; a date there counts as nothing. */
    static Duration retryAfter(Response response) {
        String seconds = response.header("Retry-After", "");
        return seconds.matches("[0-9]{1,4}") ? Duration.ofSeconds(Integer.parseInt(seconds)) : Duration.ZERO;
    }
}
