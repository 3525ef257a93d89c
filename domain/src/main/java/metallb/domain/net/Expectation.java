package metallb.domain.net;

import java.util.Objects;
import java.util.Optional;

/**
 * Whether somebody, when he connects to us, is held to the password and the hops of these settings.
 *
 * @param caller found by address and zone of {@code remote}, from whatever port he calls
 * @param refusal why he can't be held to them, in words for people; empty where he is
 */
public record Expectation(LinkSettings caller, Optional<String> refusal) {
    public Expectation {
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(refusal, "refusal");
    }
}
