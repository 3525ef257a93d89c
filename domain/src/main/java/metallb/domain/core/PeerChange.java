package metallb.domain.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.domain.config.PeerConfig;
import metallb.domain.net.HopLimit;
import metallb.domain.net.Secret;

/**
 * What differs between two configurations of one session. All that is not named here counts at once and disturbs nothing;
 * what makes another session of it (the router's address, the source address) is {@link SpeakerSession.Identity}.
 *
 * @param resets what only another connection or another OPEN can bring, in words
 * @param later what the next OPEN brings, whenever that is, in words
 */
record PeerChange(List<String> resets, List<String> later) {
    static PeerChange between(PeerConfig before, Optional<Secret> passwordBefore, PeerConfig after,
            Optional<Secret> passwordAfter) {
        List<String> resets = new ArrayList<>();
        difference("my-asn", before.myAsn(), after.myAsn(), resets);
        difference("peer-asn", before.peerAsn(), after.peerAsn(), resets);
        difference("router-id", orNone(before.routerId()), orNone(after.routerId()), resets);
        difference("families", before.families(), after.families(), resets);
        difference("TTL", text(before.link().hopLimit()), text(after.link().hopLimit()), resets);
        password(passwordBefore, passwordAfter).ifPresent(resets::add);
        List<String> later = new ArrayList<>();
        difference("hold-time", seconds(before.timers().holdTime()), seconds(after.timers().holdTime()), later);
        difference("keepalive-time", orNone(before.timers().keepaliveTime().map(PeerChange::seconds)),
                orNone(after.timers().keepaliveTime().map(PeerChange::seconds)), later);
        difference("graceful-restart-time", orNone(before.timers().restartTime().map(PeerChange::seconds)),
                orNone(after.timers().restartTime().map(PeerChange::seconds)), later);
        return new PeerChange(resets, later);
    }

    private static void difference(String key, Object before, Object after, List<String> differences) {
        if (!before.equals(after)) {
            differences.add(key + " changed from " + before + " to " + after);
        }
    }

    /** Neither of them is shown. */
    private static Optional<String> password(Optional<Secret> before, Optional<Secret> after) {
        return before.equals(after) ? Optional.empty()
                : Optional.of(before.isEmpty() ? "password added" : after.isEmpty() ? "password removed"
                        : "password changed");
    }

    private static Object orNone(Optional<?> value) {
        return value.isPresent() ? value.get() : "none";
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }

    private static String text(HopLimit limit) {
        return switch (limit) {
            case HopLimit.OfTheKernel _ -> "the kernel's";
            case HopLimit.Sent(int hops) -> String.valueOf(hops);
            case HopLimit.Secured(int hops) -> "secured over " + (hops == 1 ? "1 hop" : hops + " hops");
        };
    }
}
