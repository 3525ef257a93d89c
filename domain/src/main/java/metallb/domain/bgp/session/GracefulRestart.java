package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.net.Family;

/**
 * RFC 4724 as the restarting speaker: what the capability of our next OPEN says. Nothing is stored for it: a process that
 * began less than the restart time ago may have had a predecessor, and a machine that has been up for longer has forwarded
 * meanwhile.
 *
 * @param restartTime how long the peer shall keep our routes without a session: whole seconds, 1 to 4095
 */
public record GracefulRestart(Duration restartTime, Beginning beginning) {
    private static final int RESTARTED = 8;
    /** RFC 8538 section 2: NOTIFICATIONs keep the routes too, unless they say Hard Reset. */
    private static final int NOTIFICATIONS = 4;
    private static final int FORWARDING_KEPT = 0x80;
    private static final int LONGEST_SECONDS = 0xfff;

    public GracefulRestart {
        Objects.requireNonNull(beginning, "beginning");
        long seconds = restartTime.toSeconds();
        if (seconds < 1 || seconds > LONGEST_SECONDS || !restartTime.equals(Duration.ofSeconds(seconds))) {
            throw new IllegalArgumentException("restart time " + restartTime);
        }
    }

    /** @param first whether this process had no session with the peer yet */
    Capability capability(long nanos, boolean first, List<Family> families) {
        boolean restarted = first && nanos - beginning.processNanos() <= restartTime.toNanos();
        boolean kept = nanos - beginning.machineNanos() >= restartTime.toNanos();
        return new Capability.GracefulRestart(NOTIFICATIONS | (restarted ? RESTARTED : 0), (int) restartTime.toSeconds(),
                families.stream().map(family -> new Capability.GracefulRestart.Entry(family.afi(), Capability.UNICAST,
                        kept ? FORWARDING_KEPT : 0)).toList());
    }

    /** Whether the speaker of that capability keeps routes through NOTIFICATIONs. */
    static boolean keepsThroughNotifications(Capability.GracefulRestart capability) {
        return (capability.flags() & NOTIFICATIONS) != 0;
    }
}
