package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.net.Bytes;
import metallb.domain.net.Deadlines;
import metallb.domain.net.LinkId;

/** What goes out on one link: counts it, keeps to the credit, and knows when the next KEEPALIVE is due (KeepaliveTimer). */
final class Outbound implements UpdateSender.Link {
    /** RFC 9687 section 4: the send hold time is this, or twice the hold time where that is longer. */
    static final Duration LEAST_SEND_HOLD_TIME = Duration.ofMinutes(8);
    /** RFC 4271 section 4.4: KEEPALIVEs no more often than that. */
    private static final long LEAST_KEEPALIVE_NANOS = Duration.ofSeconds(1).toNanos();

    private final LinkId link;
    private final SplittableRandom random;
    private final Tally tally;
    private final List<SessionOutput> outputs;
    private final SendWindow window = new SendWindow();
    private OptionalLong keepaliveAtNanos = OptionalLong.empty();

    Outbound(LinkId link, SplittableRandom random, Tally tally, List<SessionOutput> outputs) {
        this.link = link;
        this.random = random;
        this.tally = tally;
        this.outputs = outputs;
    }

    SendWindow window() {
        return window;
    }

    void open(long nanos, Message.Open open) {
        send(nanos, MessageWriter.open(open));
    }

    void notification(long nanos, Message.Notification notification) {
        send(nanos, MessageWriter.notification(notification));
        tally.sent(notification);
    }

    /** @param every how long until the next, before jitter; zero for never */
    void keepalive(long nanos, Duration every) {
        send(nanos, MessageWriter.keepalive());
        window.keepaliveSent();
        tally.keepalivesSent++;
        keepaliveAtNanos = every.isZero() ? OptionalLong.empty()
                : OptionalLong.of(nanos + Math.max(LEAST_KEEPALIVE_NANOS, Jitter.of(every, random)));
    }

    @Override
    public void update(long nanos, Bytes message) {
        tally.updatesSent++;
        send(nanos, message);
    }

    @Override
    public void refresh(long nanos, Message.RouteRefresh message) {
        send(nanos, MessageWriter.routeRefresh(message));
    }

    private void send(long nanos, Bytes message) {
        window.add(nanos, message.length());
        outputs.add(new SessionOutput.Send(link, message));
    }

    /** None while a KEEPALIVE of ours is under way: another could not arrive sooner. */
    OptionalLong keepaliveDeadline() {
        return window.isKeepaliveUnderWay() ? OptionalLong.empty() : keepaliveAtNanos;
    }

    /** When the peer will have taken nothing for the send hold time; empty while nothing waits (RFC 9687). */
    OptionalLong sendHoldDeadline(Duration holdTime) {
        return Deadlines.plus(window.waitingSince(), sendHoldTime(holdTime).toNanos());
    }

    static Duration sendHoldTime(Duration holdTime) {
        Duration twice = holdTime.plus(holdTime);
        return twice.compareTo(LEAST_SEND_HOLD_TIME) > 0 ? twice : LEAST_SEND_HOLD_TIME;
    }
}
