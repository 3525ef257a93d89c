package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageReader;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.bgp.wire.NotificationError;
import metallb.domain.bgp.wire.Reading;
import metallb.domain.net.Bytes;
import metallb.domain.net.Deadlines;
import metallb.domain.net.Family;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.Now;
import metallb.domain.route.RouteKey;
import metallb.domain.route.RouteTable;
import metallb.domain.route.RouterId;

/**
 * One link from OPEN to its end: OpenSent, OpenConfirm, Established (RFC 4271 section 8). Knows no retry. Ends with a
 * NOTIFICATION wherever RFC 4271 names one, never answers one, and asks for the link to be closed; from then on it is deaf.
 */
final class Connection {
    /** The large hold time of OpenSent; RFC 4271 suggests four minutes, which keeps a half-open peer for too long. */
    static final Duration OPEN_HOLD_TIME = Duration.ofMinutes(1);

    private final LinkId link;
    private final LinkEnds ends;
    private final Surroundings around;
    private final PeerSettings settings;
    private final List<SessionOutput> outputs;
    private final Message.Open opening;

    private final MessageReader reader = new MessageReader();
    private final Outbound outbound;
    private final HoldTimer hold = new HoldTimer();
    private Phase phase = new Phase.OpenSent();

    /**
     * What a connection came to.
     *
     * @param heardNanos when the peer's last message came, but a NOTIFICATION
     */
    record Ending(Reason reason, Optional<SessionState.Established> established, long heardNanos) {
        /** How long the peer of a session without hold time must have been heard. */
        static final Duration LASTING = Duration.ofSeconds(90);

        /**
         * Whether there was a session whose peer was heard for the hold time. Silence proves nothing, or every session that a
         * hold timer ended would have lasted.
         */
        boolean hasLasted() {
            return established.filter(was -> {
                Duration holdTime = was.terms().holdTime();
                Duration enough = holdTime.isZero() ? LASTING : holdTime;
                return heardNanos - was.sinceNanos() >= enough.toNanos();
            }).isPresent();
        }
    }

    /** Knows what other connection there is. */
    interface Arbiter {
        /** An OPEN that can be agreed on came: whether this connection is to go on. The other one may be ended here. */
        boolean admits(Now now, Connection connection, Message.Open received);
    }

    /** Where the connection comes from and what it reports to. */
    record Surroundings(PeerSettings settings, RouteTable desired, SplittableRandom random, Tally tally,
            List<SessionOutput> outputs, Arbiter arbiter) {}

    /** Sends our OPEN. */
    Connection(Now now, LinkId link, LinkEnds ends, RouterId id, Surroundings around) {
        this.link = link;
        this.ends = ends;
        this.around = around;
        this.settings = around.settings();
        this.outputs = around.outputs();
        this.outbound = new Outbound(link, around.random(), around.tally(), outputs);
        this.opening = Negotiation.open(now.nanos(), settings, id, !around.tally().met);
        hold.start(now.nanos(), OPEN_HOLD_TIME);
        outbound.open(now.nanos(), opening);
    }

    /** Whether we dialled. */
    boolean isOurs() {
        return link.number() > 0;
    }

    /** Our OPEN. */
    Message.Open opening() {
        return opening;
    }

    Phase phase() {
        return phase;
    }

    LinkId link() {
        return link;
    }

    void received(Now now, Bytes chunk) {
        hold.heard();
        reader.feed(chunk);
        while (!isEnded()) {
            switch (reader.next()) {
                case Reading.Complete(Message message) -> take(now, message);
                case Reading.Malformed(NotificationError error) -> refuse(now.nanos(), error);
                case Reading.Unanswerable(String text) -> end(Reason.of(Reason.MALFORMED_MESSAGE, text));
                case Reading.NeedMore _ -> {
                    outputs.add(new SessionOutput.Resume(link));
                    return;
                }
            }
        }
    }

    private void take(Now now, Message message) {
        around.tally().received(message);
        if (message instanceof Message.Notification notification) {
            end(Reason.received(notification));
            return;
        }
        // RFC 4271 restarts it for KEEPALIVE and UPDATE; any whole message proves the peer alive as well
        hold.restart(now.nanos());
        switch (phase) {
            case Phase.OpenSent _ -> takeInOpenSent(now, message);
            case Phase.OpenConfirm confirm -> takeInOpenConfirm(now.nanos(), confirm, message);
            case Phase.Established established -> takeInEstablished(now.nanos(), established, message);
            case Phase.Ended _ -> throw new IllegalStateException(link + " has ended");
        }
    }

    private void takeInOpenSent(Now now, Message message) {
        if (!(message instanceof Message.Open open)) {
            unexpected(now.nanos(), NotificationCode.UNEXPECTED_IN_OPEN_SENT, message.type());
            return;
        }
        switch (Negotiation.judge(settings, opening, open, ends)) {
            case Negotiation.Refused(NotificationError error) -> fail(now.nanos(), Reason.OPEN_REFUSED, error);
            case Negotiation.Agreed(Terms terms) -> {
                if (around.arbiter().admits(now, this, open)) {
                    confirm(now.nanos(), open, terms);
                } else {
                    collide(now);
                }
            }
        }
    }

    private void confirm(long nanos, Message.Open open, Terms terms) {
        phase = new Phase.OpenConfirm(open, terms);
        // without a hold time a peer that says nothing more would stay here for ever
        hold.start(nanos, terms.holdTime().isZero() ? OPEN_HOLD_TIME : terms.holdTime());
        outbound.keepalive(nanos, terms.keepalive());
    }

    private void takeInOpenConfirm(long nanos, Phase.OpenConfirm confirm, Message message) {
        if (!(message instanceof Message.Keepalive)) {
            unexpected(nanos, NotificationCode.UNEXPECTED_IN_OPEN_CONFIRM, message.type());
            return;
        }
        Terms terms = confirm.terms();
        // not before: an UPDATE that comes sooner is out of place, whatever is in it
        reader.settle(terms.wire());
        hold.start(nanos, terms.holdTime());
        AdjRibOut rib = new AdjRibOut(around.desired(), terms.wire());
        UpdateSender sender = new UpdateSender(nanos, rib, terms, outbound.window(), outbound);
        phase = new Phase.Established(nanos, terms, rib, sender);
        around.tally().established();
        outputs.add(new SessionOutput.Up(terms, opening, confirm.received()));
    }

    private void takeInEstablished(long nanos, Phase.Established established, Message message) {
        switch (message) {
            case Message.Update update -> outputs.add(new SessionOutput.Received(update));
            case Message.Keepalive _ -> { }
            case Message.RouteRefresh refresh -> refresh(nanos, established, refresh);
            case Message.Open _, Message.Notification _ ->
                    unexpected(nanos, NotificationCode.UNEXPECTED_IN_ESTABLISHED, message.type());
        }
    }

    /** RFC 2918 section 4; other subtypes and families are passed over (RFC 7313 section 5). */
    private void refresh(long nanos, Phase.Established established, Message.RouteRefresh refresh) {
        Optional<Family> family = refresh.family().filter(established.terms().families()::contains);
        if (refresh.subtype() == Message.RouteRefresh.REQUEST && family.isPresent()) {
            established.sender().repeat(nanos, family.get());
            outputs.add(new SessionOutput.Refresh(family.get()));
        }
    }

    /** What is out of place is that first, whatever is wrong with it (RFC 4271 section 8.2.2). */
    private void refuse(long nanos, NotificationError error) {
        boolean refresh = error.code() == NotificationCode.REFRESH_INVALID_LENGTH;
        switch (phase) {
            case Phase.OpenSent _ when refresh ->
                    unexpected(nanos, NotificationCode.UNEXPECTED_IN_OPEN_SENT, Message.RouteRefresh.TYPE);
            case Phase.OpenConfirm _ when refresh ->
                    unexpected(nanos, NotificationCode.UNEXPECTED_IN_OPEN_CONFIRM, Message.RouteRefresh.TYPE);
            case Phase.Established on when refresh && !on.terms().abilities().enhancedRefresh() ->
                    fail(nanos, Reason.MALFORMED_MESSAGE, MessageReader.badLength(error));
            case Phase.Established _ when error.code().code() == NotificationCode.OPEN_UNSPECIFIC.code() ->
                    unexpected(nanos, NotificationCode.UNEXPECTED_IN_ESTABLISHED, Message.Open.TYPE);
            case Phase.OpenSent _, Phase.OpenConfirm _, Phase.Established _, Phase.Ended _ ->
                    fail(nanos, Reason.MALFORMED_MESSAGE, error);
        }
    }

    private void unexpected(long nanos, NotificationCode code, int type) {
        fail(nanos, Reason.UNEXPECTED_MESSAGE, new NotificationError(code, Bytes.copyOf(new byte[] {(byte) type}),
                "a message of type " + type + " out of place"));
    }

    void probed(Now now) {
        judgeHold(now.nanos(), hold.probed(now.nanos()));
    }

    void drained(Now now, int bytes) {
        outbound.window().drained(now.nanos(), bytes);
    }

    /** What is due; the KEEPALIVE first. */
    void serve(Now now) {
        long nanos = now.nanos();
        if (Deadlines.isDue(outbound.keepaliveDeadline(), nanos)) {
            outbound.keepalive(nanos, phase.agreed().orElseThrow().keepalive());
        }
        judgeHold(nanos, hold.serve(nanos));
        if (!isEnded() && Deadlines.isDue(outbound.sendHoldDeadline(holdTime()), nanos)) {
            sendHoldExpired(nanos);
        }
    }

    private void judgeHold(long nanos, HoldTimer.Verdict verdict) {
        switch (verdict) {
            case NOTHING -> { }
            case PROBE -> outputs.add(new SessionOutput.Probe(link));
            case EXPIRED -> fail(nanos, Reason.HOLD_TIMER_EXPIRED, new NotificationError(
                    NotificationCode.HOLD_TIMER_EXPIRED, Bytes.EMPTY,
                    "nothing heard for " + hold.length().toSeconds() + " s"));
        }
    }

    /** RFC 9687 section 4: in the middle of a message nothing sensible can be said any more. */
    private void sendHoldExpired(long nanos) {
        Duration length = Outbound.sendHoldTime(holdTime());
        SendWindow window = outbound.window();
        if (nanos - outbound.sendHoldDeadline(holdTime()).orElseThrow() > HoldTimer.BELIEVED_NANOS) {
            // this process slept: the socket may have taken bytes that we were not told of yet
            window.excuse(nanos - length.toNanos() + HoldTimer.BELIEVED_NANOS);
            return;
        }
        String text = "the peer took nothing for " + length.toSeconds() + " s";
        if (window.isAtBoundary()) {
            fail(nanos, Reason.SEND_HOLD_TIMER_EXPIRED,
                    new NotificationError(NotificationCode.SEND_HOLD_TIMER_EXPIRED, Bytes.EMPTY, text));
        } else {
            end(Reason.of(Reason.SEND_HOLD_TIMER_EXPIRED, text));
        }
    }

    private Duration holdTime() {
        return phase.agreed().map(Terms::holdTime).orElse(Duration.ZERO);
    }

    /** See {@link Peer#announce}. */
    void announce(Now now, boolean released, boolean moreToCome) {
        established().ifPresent(on -> on.sender().announce(now.nanos(), released, moreToCome));
    }

    int syncSlice(int limit) {
        return established().map(on -> on.rib().syncSlice(limit)).orElse(0);
    }

    boolean isSyncing() {
        return established().map(on -> on.rib().isSyncing()).orElse(false);
    }

    void repeat() {
        established().ifPresent(on -> on.terms().families().forEach(on.rib()::repeat));
    }

    void mark(RouteKey key) {
        established().ifPresent(on -> on.rib().mark(key));
    }

    void withdrawAll() {
        established().ifPresent(on -> on.sender().withdrawAll());
    }

    /** Whether the peer's socket took everything that there is to say. */
    boolean isQuiet() {
        return !isSyncing() && pending() == 0 && outbound.window().outstanding() == 0;
    }

    int announced() {
        return established().map(on -> on.rib().toldSize()).orElse(0);
    }

    int pending() {
        return established().map(on -> on.rib().pendingSize()).orElse(0);
    }

    /** We end it. RFC 8538 section 3: a peer that keeps our routes through NOTIFICATIONs is told where it shall not. */
    void cease(Now now, String word, NotificationError error) {
        boolean kept = established().filter(on -> on.terms().abilities().hardReset()).isPresent();
        fail(now.nanos(), word, kept && Cease.isForGood(error.code()) ? Cease.hard(error) : error);
    }

    /** The other connection with the peer stays. */
    void collide(Now now) {
        fail(now.nanos(), Reason.COLLISION, new NotificationError(NotificationCode.CONNECTION_COLLISION, Bytes.EMPTY,
                "the other connection with the peer stays"));
    }

    /** We end it without a word, which a peer that restarts gracefully, or waits while we do, takes for no end. */
    void leave(String word, String text) {
        end(Reason.of(word, text));
    }

    /** The link is gone. */
    void lost(String why) {
        phase = new Phase.Ended(Reason.of(Reason.CONNECTION_LOST, why), established());
    }

    private void fail(long nanos, String word, NotificationError error) {
        outbound.notification(nanos, error.notification());
        end(Reason.sent(word, error.text(), error.notification()));
    }

    private void end(Reason reason) {
        outputs.add(new SessionOutput.Close(link));
        phase = new Phase.Ended(reason, established());
    }

    /** Present once it is over, with what it was before. */
    Optional<Ending> ending() {
        return phase instanceof Phase.Ended(Reason reason, Optional<Phase.Established> before)
                ? Optional.of(new Ending(reason, before.map(Phase.Established::asState), hold.heardNanos()))
                : Optional.empty();
    }

    OptionalLong nextDeadline() {
        if (isEnded()) {
            return OptionalLong.empty();
        }
        OptionalLong updates = established().map(on -> on.sender().deadline()).orElse(OptionalLong.empty());
        return Deadlines.earliest(outbound.keepaliveDeadline(), hold.deadline(), outbound.sendHoldDeadline(holdTime()),
                updates);
    }

    private Optional<Phase.Established> established() {
        return phase instanceof Phase.Established on ? Optional.of(on) : Optional.empty();
    }

    private boolean isEnded() {
        return phase instanceof Phase.Ended;
    }
}
