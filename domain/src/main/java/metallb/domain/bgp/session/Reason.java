package metallb.domain.bgp.session;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.bgp.wire.NotificationText;

/**
 * Why there is no session.
 *
 * @param word stable, for machines: one of the constants here
 * @param text the same for people; names the NOTIFICATION where there was one
 * @param notice the NOTIFICATION that ended it
 * @param retryAtNanos when the next attempt begins, in the nanoseconds of Now, but not before the old link is gone; empty
 *     where none is planned
 */
public record Reason(String word, String text, Optional<Notice> notice, OptionalLong retryAtNanos) {
    /** Nobody asked for a session yet. */
    public static final String NOT_STARTED = "notStarted";
    /** No connection came to be. */
    public static final String CONNECT_FAILED = "connectFailed";
    /** No connection came to be within the time we give it. */
    public static final String CONNECT_TIMED_OUT = "connectTimedOut";
    /** The connection broke, or the peer closed it without a NOTIFICATION. */
    public static final String CONNECTION_LOST = "connectionLost";
    /** The peer ended the session. */
    public static final String NOTIFICATION_RECEIVED = "notificationReceived";
    /** Nothing was heard for the hold time. */
    public static final String HOLD_TIMER_EXPIRED = "holdTimerExpired";
    /** The peer took nothing for the send hold time (RFC 9687). */
    public static final String SEND_HOLD_TIMER_EXPIRED = "sendHoldTimerExpired";
    /** What the peer sent cannot be read. */
    public static final String MALFORMED_MESSAGE = "malformedMessage";
    /** A message that has no place in the state (RFC 6608). */
    public static final String UNEXPECTED_MESSAGE = "unexpectedMessage";
    /** The peer's OPEN is not acceptable. */
    public static final String OPEN_REFUSED = "openRefused";
    /** Of two connections with the peer the other one stays (RFC 4271 section 6.8). */
    public static final String COLLISION = "collision";
    /** The peer opened a connection that is not wanted. */
    public static final String CONNECTION_REJECTED = "connectionRejected";
    /** We ended the session to begin it anew at once. */
    public static final String RESET = "reset";
    /** The peer is no longer configured. */
    public static final String RETIRED = "retired";
    /** This process ends. */
    public static final String STOPPED = "stopped";

    public Reason {
        Objects.requireNonNull(word, "word");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(notice, "notice");
        Objects.requireNonNull(retryAtNanos, "retryAtNanos");
    }

    /** @param sent whether we sent it; otherwise the peer did */
    public record Notice(boolean sent, int code, int subcode) {
        /** Whether it says that the other one of two connections stays (RFC 4271 section 6.8). */
        public boolean isCollision() {
            return code == NotificationCode.CONNECTION_COLLISION.code()
                    && subcode == NotificationCode.CONNECTION_COLLISION.subcode();
        }
    }

    static Reason of(String word, String text) {
        return new Reason(word, text, Optional.empty(), OptionalLong.empty());
    }

    static Reason received(Message.Notification message) {
        return new Reason(NOTIFICATION_RECEIVED, "received " + NotificationText.of(message),
                Optional.of(new Notice(false, message.code(), message.subcode())), OptionalLong.empty());
    }

    static Reason sent(String word, String text, Message.Notification message) {
        return new Reason(word, text + "; sent " + NotificationText.of(message),
                Optional.of(new Notice(true, message.code(), message.subcode())), OptionalLong.empty());
    }

    /** Whether we wanted the end ourselves, to begin anew at once. */
    boolean isReset() {
        return word.equals(RESET);
    }

    /** The same with more to say. */
    Reason and(String more) {
        return new Reason(word, text + "; " + more, notice, retryAtNanos);
    }

    Reason retryAt(long nanos) {
        return new Reason(word, text, notice, OptionalLong.of(nanos));
    }

    Reason withoutRetry() {
        return new Reason(word, text, notice, OptionalLong.empty());
    }

    @Override
    public String toString() {
        return text;
    }
}
