package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageReader;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.bgp.wire.NotificationError;
import metallb.domain.bgp.wire.Reading;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
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
    /** RFC 9687 section 4: the send hold time is this, or twice the hold time where that is longer. */
    static final Duration LEAST_SEND_HOLD_TIME = Duration.ofMinutes(8);
    /** RFC 4271 section 4.4: KEEPALIVEs no more often than that. */
    private static final long LEAST_KEEPALIVE_NANOS = Duration.ofSeconds(1).toNanos();

    private final LinkId link;
    private final AddressPort local;
    private final AddressPort remote;
    private final PeerSettings settings;
    private final RouteTable desired;
    private final SplittableRandom random;
    private final Tally tally;
    private final List<SessionOutput> outputs;
    private final Message.Open opening;

    private final MessageReader reader = new MessageReader();
    private final SendWindow window = new SendWindow();
    private final HoldTimer hold = new HoldTimer();
    private OptionalLong keepaliveAtNanos = OptionalLong.empty();
    private Phase phase = new Phase.OpenSent();

    /** The state with what it knows. */
    private sealed interface Phase {
        record OpenSent() implements Phase {}

        record OpenConfirm(Message.Open received, Terms terms) implements Phase {}

        record Established(long sinceNanos, Terms terms, AdjRibOut rib, UpdateSender sender) implements Phase {}

        /** @param before what it was in Established, where it got there */
        record Ended(Reason reason, Optional<Established> before) implements Phase {}
    }

    /**
     * What a connection came to.
     *
     * @param heardNanos when the peer's last message came, but a NOTIFICATION
     */
    record Ending(Reason reason, Optional<SessionState.Established> established, long heardNanos) {}

    /** Where the connection comes from and what it reports to. */
    record Surroundings(PeerSettings settings, RouteTable desired, SplittableRandom random, Tally tally,
            List<SessionOutput> outputs) {}

    /** Sends our OPEN. */
    Connection(Now now, LinkId link, AddressPort local, AddressPort remote, RouterId id, Surroundings around) {
        this.link = link;
        this.local = local;
        this.remote = remote;
        this.settings = around.settings();
        this.desired = around.desired();
        this.random = around.random();
        this.tally = around.tally();
        this.outputs = around.outputs();
        this.opening = Negotiation.open(settings, id);
        hold.start(now.nanos(), OPEN_HOLD_TIME);
        send(now.nanos(), MessageWriter.open(opening));
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
                case Reading.Malformed(NotificationError error) -> fail(now.nanos(), Reason.MALFORMED_MESSAGE, error);
                case Reading.NeedMore _ -> {
                    outputs.add(new SessionOutput.Resume(link));
                    return;
                }
            }
        }
    }

    private void take(Now now, Message message) {
        tally.received(message);
        if (message instanceof Message.Notification notification) {
            end(Reason.received(notification));
            return;
        }
        // RFC 4271 restarts it for KEEPALIVE and UPDATE; any whole message proves the peer alive as well
        hold.restart(now.nanos());
        switch (phase) {
            case Phase.OpenSent _ -> takeInOpenSent(now.nanos(), message);
            case Phase.OpenConfirm confirm -> takeInOpenConfirm(now.nanos(), confirm, message);
            case Phase.Established established -> takeInEstablished(now.nanos(), established, message);
            case Phase.Ended _ -> throw new IllegalStateException(link + " has ended");
        }
    }

    private void takeInOpenSent(long nanos, Message message) {
        if (!(message instanceof Message.Open open)) {
            unexpected(nanos, NotificationCode.UNEXPECTED_IN_OPEN_SENT, message);
            return;
        }
        switch (Negotiation.judge(settings, opening, open, local, remote)) {
            case Negotiation.Refused(NotificationError error) -> fail(nanos, Reason.OPEN_REFUSED, error);
            case Negotiation.Agreed(Terms terms) -> {
                reader.settle(terms.wire());
                phase = new Phase.OpenConfirm(open, terms);
                // without a hold time a peer that says nothing more would stay here for ever
                hold.start(nanos, terms.holdTime().isZero() ? OPEN_HOLD_TIME : terms.holdTime());
                sendKeepalive(nanos, terms);
            }
        }
    }

    private void takeInOpenConfirm(long nanos, Phase.OpenConfirm confirm, Message message) {
        if (!(message instanceof Message.Keepalive)) {
            unexpected(nanos, NotificationCode.UNEXPECTED_IN_OPEN_CONFIRM, message);
            return;
        }
        Terms terms = confirm.terms();
        hold.start(nanos, terms.holdTime());
        AdjRibOut rib = new AdjRibOut(desired, terms.wire());
        UpdateSender sender = new UpdateSender(nanos, rib, EnumSet.copyOf(terms.families()), window, this::sendUpdate);
        phase = new Phase.Established(nanos, terms, rib, sender);
        tally.established++;
        outputs.add(new SessionOutput.Up(terms, opening, confirm.received()));
    }

    private void takeInEstablished(long nanos, Phase.Established established, Message message) {
        switch (message) {
            case Message.Update update -> outputs.add(new SessionOutput.Received(update));
            case Message.Keepalive _ -> { }
            case Message.RouteRefresh refresh -> refresh(established, refresh);
            case Message.Open _, Message.Notification _ ->
                    unexpected(nanos, NotificationCode.UNEXPECTED_IN_ESTABLISHED, message);
        }
    }

    /** RFC 2918 section 4; unknown subtypes and families are passed over (RFC 7313 section 5). */
    private void refresh(Phase.Established established, Message.RouteRefresh refresh) {
        Optional<Family> family = refresh.family().filter(established.terms().families()::contains);
        if (refresh.subtype() == 0 && family.isPresent()) {
            established.rib().repeat(family.get());
            outputs.add(new SessionOutput.Refresh(family.get()));
        }
    }

    private void unexpected(long nanos, NotificationCode code, Message message) {
        fail(nanos, Reason.UNEXPECTED_MESSAGE, new NotificationError(code,
                Bytes.copyOf(new byte[] {(byte) message.type()}), "a message of type " + message.type() + " out of place"));
    }

    void probed(Now now) {
        judgeHold(now.nanos(), hold.probed(now.nanos()));
    }

    void drained(Now now, int bytes) {
        window.drained(now.nanos(), bytes);
    }

    /** What is due; the KEEPALIVE first. */
    void serve(Now now) {
        long nanos = now.nanos();
        if (Deadlines.isDue(keepaliveDeadline(), nanos)) {
            sendKeepalive(nanos, terms().orElseThrow());
        }
        if (!isEnded()) {
            judgeHold(nanos, hold.serve(nanos));
        }
        if (!isEnded() && Deadlines.isDue(sendHoldDeadline(), nanos)) {
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
        if (nanos - sendHoldDeadline().orElseThrow() > HoldTimer.BELIEVED_NANOS) {
            // this process slept: the socket may have taken bytes that we were not told of yet
            window.excuse(nanos - sendHoldTime().toNanos() + HoldTimer.BELIEVED_NANOS);
            return;
        }
        String text = "the peer took nothing for " + sendHoldTime().toSeconds() + " s";
        if (window.isAtBoundary()) {
            fail(nanos, Reason.SEND_HOLD_TIMER_EXPIRED,
                    new NotificationError(NotificationCode.SEND_HOLD_TIMER_EXPIRED, Bytes.EMPTY, text));
        } else {
            end(Reason.of(Reason.SEND_HOLD_TIMER_EXPIRED, text));
        }
    }

    private Duration sendHoldTime() {
        Duration twice = terms().map(Terms::holdTime).orElse(Duration.ZERO).multipliedBy(2);
        return twice.compareTo(LEAST_SEND_HOLD_TIME) > 0 ? twice : LEAST_SEND_HOLD_TIME;
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
        return !isSyncing() && pending() == 0 && window.outstanding() == 0;
    }

    int announced() {
        return established().map(on -> on.rib().toldSize()).orElse(0);
    }

    int pending() {
        return established().map(on -> on.rib().pendingSize()).orElse(0);
    }

    /** We end it. */
    void cease(Now now, String word, NotificationError error) {
        fail(now.nanos(), word, error);
    }

    /** The link is gone. */
    void lost(String why) {
        phase = new Phase.Ended(Reason.of(Reason.CONNECTION_LOST, why), established());
    }

    private void fail(long nanos, String word, NotificationError error) {
        send(nanos, MessageWriter.notification(error.notification()));
        tally.notificationsSent++;
        end(Reason.sent(word, error.text(), error.notification()));
    }

    private void end(Reason reason) {
        outputs.add(new SessionOutput.Close(link));
        phase = new Phase.Ended(reason, established());
    }

    /** Present once it is over, with what it was before. */
    Optional<Ending> ending() {
        return phase instanceof Phase.Ended(Reason reason, Optional<Phase.Established> before)
                ? Optional.of(new Ending(reason, before.map(Connection::stateOf), hold.heardNanos())) : Optional.empty();
    }

    SessionState state() {
        return switch (phase) {
            case Phase.OpenSent _ -> new SessionState.OpenSent();
            case Phase.OpenConfirm _ -> new SessionState.OpenConfirm();
            case Phase.Established on -> stateOf(on);
            case Phase.Ended(Reason reason, Optional<Phase.Established> _) -> new SessionState.Idle(reason);
        };
    }

    private static SessionState.Established stateOf(Phase.Established on) {
        return new SessionState.Established(on.sinceNanos(), on.terms());
    }

    OptionalLong nextDeadline() {
        if (isEnded()) {
            return OptionalLong.empty();
        }
        OptionalLong updates = established().map(on -> on.sender().deadline()).orElse(OptionalLong.empty());
        return Deadlines.earliest(keepaliveDeadline(), hold.deadline(), sendHoldDeadline(), updates);
    }

    /** None while a KEEPALIVE of ours is under way: another could not arrive sooner. */
    private OptionalLong keepaliveDeadline() {
        return window.isKeepaliveUnderWay() || isEnded() ? OptionalLong.empty() : keepaliveAtNanos;
    }

    private OptionalLong sendHoldDeadline() {
        return Deadlines.plus(window.waitingSince(), sendHoldTime().toNanos());
    }

    private void sendKeepalive(long nanos, Terms terms) {
        send(nanos, MessageWriter.keepalive());
        window.keepaliveSent();
        tally.keepalivesSent++;
        keepaliveAtNanos = terms.keepalive().isZero() ? OptionalLong.empty()
                : OptionalLong.of(nanos + Math.max(LEAST_KEEPALIVE_NANOS, Jitter.of(terms.keepalive(), random)));
    }

    private void sendUpdate(long nanos, Bytes update) {
        tally.updatesSent++;
        send(nanos, update);
    }

    private void send(long nanos, Bytes message) {
        window.add(nanos, message.length());
        outputs.add(new SessionOutput.Send(link, message));
    }

    private Optional<Phase.Established> established() {
        return phase instanceof Phase.Established on ? Optional.of(on) : Optional.empty();
    }

    private Optional<Terms> terms() {
        return switch (phase) {
            case Phase.OpenConfirm confirm -> Optional.of(confirm.terms());
            case Phase.Established on -> Optional.of(on.terms());
            case Phase.OpenSent _, Phase.Ended _ -> Optional.empty();
        };
    }

    private boolean isEnded() {
        return phase instanceof Phase.Ended;
    }
}
