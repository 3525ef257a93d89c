package metallb.domain.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The times of a session, in whole seconds.
 *
 * @param holdTime what we propose in the OPEN: 0 for none, else 3 s to 65535 s (RFC 4271 4.2)
 * @param keepaliveTime the longest pause between two KEEPALIVEs of ours, no longer than the hold time; empty for a third
 *         of the hold time that both sides agree on, which is never exceeded
 * @param restartTime how long the router shall keep our routes while we restart (RFC 4724), 1 s to 4095 s; empty without
 *         graceful restart
 */
public record PeerTimers(Duration holdTime, Optional<Duration> keepaliveTime, Optional<Duration> restartTime) {
    public static final Duration DEFAULT_HOLD_TIME = Duration.ofSeconds(90);
    public static final Duration DEFAULT_RESTART_TIME = Duration.ofSeconds(120);
    public static final PeerTimers DEFAULT =
            new PeerTimers(DEFAULT_HOLD_TIME, Optional.empty(), Optional.empty());

    /** The Hold Time field has two bytes (RFC 4271 4.2). */
    static final long LONGEST_HOLD = 0xffff;
    /** The Restart Time field has twelve bits (RFC 4724 3). */
    static final long LONGEST_RESTART = 0xfff;

    public PeerTimers {
        check("hold time", holdTime, holdTime.isZero() ? 0 : 3, LONGEST_HOLD);
        keepaliveTime.ifPresent(time -> check("keepalive time", time, holdTime.isZero() ? 0 : 1, holdTime.toSeconds()));
        restartTime.ifPresent(time -> check("restart time", time, 1, LONGEST_RESTART));
    }

    private static void check(String what, Duration time, long least, long most) {
        long seconds = time.toSeconds();
        if (seconds < least || seconds > most || !time.equals(Duration.ofSeconds(seconds))) {
            throw new IllegalArgumentException(what + " " + time);
        }
    }
}
