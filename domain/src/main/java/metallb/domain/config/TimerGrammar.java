package metallb.domain.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/** Reads the times of a peer. Like MetalLB it cuts them to whole seconds, but says so. */
final class TimerGrammar {
    private static final String WANTED_HOLD =
            "expected 0, or whole seconds from 3s to 65535s such as 90s, 1m30s or 120";
    private static final String WANTED_KEEPALIVE = "expected whole seconds from 1s to the hold time, such as 30s";
    private static final String WANTED_RESTART = "expected whole seconds from 1s to 4095s such as 120s";

    private final Findings findings;

    TimerGrammar(Findings findings) {
        this.findings = findings;
    }

    PeerTimers read(Section peer) {
        Optional<Duration> written = time(peer, "hold-time", "hold time", WANTED_HOLD, TimerGrammar::wrongHold);
        if (written.isEmpty() && peer.value("hold-time").isPresent()) {
            // Which hold time was meant nobody knows, so the keepalive time is not held against one.
            time(peer, "keepalive-time", "keepalive time", WANTED_KEEPALIVE, TimerGrammar::wrongKeepalive);
            return new PeerTimers(PeerTimers.DEFAULT_HOLD_TIME, Optional.empty(), restart(peer));
        }
        Duration hold = written.orElse(PeerTimers.DEFAULT_HOLD_TIME);
        return new PeerTimers(hold, keepalive(peer, hold), restart(peer));
    }

    private Optional<Duration> keepalive(Section peer, Duration hold) {
        Optional<Duration> time = time(peer, "keepalive-time", "keepalive time", WANTED_KEEPALIVE,
                seconds -> wrongKeepalive(seconds, hold));
        Duration third = hold.dividedBy(3);
        time.filter(chosen -> chosen.compareTo(third) > 0).ifPresent(chosen ->
                // RFC 4271 4.4: a third of the hold time is a reasonable maximum
                findings.warn(peer.value("keepalive-time").orElseThrow().where(), "keepalive time " + seconds(chosen)
                        + " is longer than a third of the hold time, " + seconds(hold)
                        + ", so a third counts", "write " + third.toSeconds() + "s or less"));
        return time;
    }

    private Optional<Duration> restart(Section peer) {
        boolean wanted = peer.truth("graceful-restart", false);
        Optional<Duration> time = time(peer, "graceful-restart-time", "graceful restart time", WANTED_RESTART,
                TimerGrammar::wrongRestart);
        if (!wanted) {
            peer.value("graceful-restart-time").ifPresent(value -> findings.warn(value.where(),
                    "graceful-restart-time without graceful-restart: true has no effect",
                    "write graceful-restart: true, or remove it"));
            return Optional.empty();
        }
        return time.or(() -> Optional.of(PeerTimers.DEFAULT_RESTART_TIME));
    }

    /** What is wrong with so many seconds; empty where nothing is. */
    private interface Rule {
        String wrong(BigDecimal seconds);
    }

    private Optional<Duration> time(Section peer, String key, String name, String wanted, Rule rule) {
        return peer.scalar(key, wanted).flatMap(scalar -> {
            Optional<BigDecimal> seconds = DurationText.seconds(scalar.text());
            String wrong = seconds.map(rule::wrong).orElse("not a duration");
            if (!wrong.isEmpty()) {
                findings.error(scalar.where(), "invalid " + name + " " + Quote.of(scalar.text()) + ": " + wrong, wanted);
                return Optional.empty();
            }
            BigDecimal whole = seconds.orElseThrow().setScale(0, RoundingMode.DOWN);
            if (whole.compareTo(seconds.get()) != 0) {
                findings.warn(scalar.where(), name + " " + Quote.of(scalar.text()) + " is cut to whole seconds",
                        "write " + whole + "s");
            }
            return Optional.of(Duration.ofSeconds(whole.longValueExact()));
        });
    }

    /** RFC 4271 4.2 and 6.2: zero or three seconds and more, in two bytes. */
    private static String wrongHold(BigDecimal seconds) {
        if (seconds.signum() != 0 && isLess(seconds, 3)) {
            return "must be 0 or >=3s";
        }
        return isLess(seconds, PeerTimers.LONGEST_HOLD + 1) ? "" : "must be at most 65535s";
    }

    /** What is wrong with it whatever the hold time; 0 is right beside a hold time of 0. */
    private static String wrongKeepalive(BigDecimal seconds) {
        return isLess(seconds, 1) && seconds.signum() != 0 ? "must be at least 1s" : "";
    }

    private static String wrongKeepalive(BigDecimal seconds, Duration hold) {
        if (isLess(seconds, 1) && !(hold.isZero() && seconds.signum() == 0)) {
            return "must be at least 1s";
        }
        return isLess(seconds, hold.toSeconds() + 1) ? "" : "must not be longer than the hold time, " + seconds(hold);
    }

    private static String wrongRestart(BigDecimal seconds) {
        if (isLess(seconds, 1)) {
            return "must be at least 1s";
        }
        return isLess(seconds, PeerTimers.LONGEST_RESTART + 1) ? "" : "must be at most 4095s";
    }

    private static boolean isLess(BigDecimal seconds, long than) {
        return seconds.compareTo(BigDecimal.valueOf(than)) < 0;
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + "s";
    }
}
