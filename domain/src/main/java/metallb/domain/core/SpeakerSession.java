package metallb.domain.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import metallb.domain.bgp.session.GracefulRestart;
import metallb.domain.bgp.session.Opening;
import metallb.domain.bgp.session.Peer;
import metallb.domain.bgp.session.PeerSettings;
import metallb.domain.bgp.session.Reason;
import metallb.domain.bgp.session.SessionOptions;
import metallb.domain.bgp.session.SessionOutput;
import metallb.domain.bgp.session.SessionState;
import metallb.domain.bgp.session.Terms;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.cluster.Node;
import metallb.domain.config.PeerConfig;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.Now;
import metallb.domain.net.Secret;
import metallb.domain.route.RouteTable;

/** One configured router and the session with it: what the configuration changes there, and what it says of itself. */
final class SpeakerSession {
    private static final long NANOS_A_MILLI = 1_000_000;
    /** Routers dial every two minutes at the latest, as a rule: one who was quiet for longer than this calls anew. */
    private static final Duration BURST_GAP = Duration.ofMinutes(10);
    private static final Duration SHORTEST_USER_TIMEOUT = Duration.ofSeconds(20);

    private final Identity identity;
    private final SpeakerSettings settings;
    private final PeerRoutes routes;
    private final Peer peer;
    private final SessionStory story;
    private PeerConfig config;
    private Optional<Secret> password;
    private final ToldCauses told = new ToldCauses();
    /** Why the last attempt failed, as the transport sees it. */
    private Optional<String> suspicion = Optional.empty();
    /** Why no connection of the router's can be accepted. */
    private Optional<String> deafness = Optional.empty();

    /** The router's newest connection that was rejected since the last session. */
    private Optional<Rejection> rejection = Optional.empty();

    /** Whether an UPDATE of this session's was malformed. */
    private boolean malformed;

    private record Rejection(long nanos, String text) {}

    /** @param password that of the configuration, or of the Secret that it names */
    SpeakerSession(PeerConfig config, Optional<Secret> password, Identity identity, SpeakerSettings settings,
            RouteTable desired, LongSupplier linkNumbers, SplittableRandom random) {
        this.settings = settings;
        this.config = config;
        this.password = password;
        this.identity = identity;
        this.story = new SessionStory(name());
        this.routes = new PeerRoutes(desired, config.origin());
        this.peer = Peer.configured(settings(config, password), routes, linkNumbers, random);
    }

    /** What makes a session that session: another of these is another session. In order of the remote ends. */
    record Identity(AddressPort remote, Optional<IpAddress> source) implements Comparable<Identity> {
        @Override
        public int compareTo(Identity other) {
            int byRemote = remote.compareTo(other.remote);
            if (byRemote != 0 || source.equals(other.source)) {
                return byRemote;
            }
            return source.isEmpty() ? -1 : other.source.isEmpty() ? 1 : source.get().compareTo(other.source.get());
        }
    }

    Peer peer() {
        return peer;
    }

    PeerConfig config() {
        return config;
    }

    /** Whether a connection between these is for this session, should it accept any. */
    boolean isBetween(LinkEnds ends) {
        return peer.isAt(ends.remote())
                && identity.source().filter(source -> !source.equals(ends.local().address())).isEmpty();
    }

    /** How connections with the router are made, whoever opens them. */
    LinkSettings link() {
        return settings(config, password).link();
    }

    /** @param why no connection of the router's can be accepted; empty where one can */
    Optional<Report> deaf(Optional<String> why) {
        boolean news = why.isPresent() && !why.equals(deafness);
        deafness = why;
        return why.filter(_ -> news).map(text -> Report.warning(name(), "cannotBeConnectedTo", text));
    }

    /** {@code address:port} of the router, as logs, metrics and views name the session. */
    String name() {
        return identity.remote().toString();
    }

    /** Takes the next configuration over, and disturbs what runs no more than {@link PeerChange} says. */
    void change(Now now, PeerConfig next, Optional<Secret> nextPassword, Consumer<SpeakerEffect> effects) {
        PeerChange change = PeerChange.between(config, password, next, nextPassword);
        if (change.resets().isEmpty() && !change.later().isEmpty()) {
            effects.accept(Report.info(name(), "peerChanged", String.join(", ", change.later())
                    + ", which counts from the next session on"));
        }
        if (routes.use(next.origin())) {
            peer.repeat();
        }
        PeerSettings settings = settings(next, nextPassword);
        if (!settings(config, password).equals(settings)) {
            peer.change(now, settings);
        }
        config = next;
        password = nextPassword;
        if (!change.resets().isEmpty()) {
            // what failed so may come up now; where it does not, that is news
            told.forget();
            suspicion = Optional.empty();
            peer.reset(now, NotificationCode.OTHER_CONFIGURATION_CHANGE.subcode(), String.join(", ", change.resets()));
        }
    }

    private PeerSettings settings(PeerConfig config, Optional<Secret> password) {
        LinkSettings link = new LinkSettings(identity.remote(), identity.source(), password, config.link().hopLimit(),
                userTimeout(config.timers().holdTime()));
        return new PeerSettings(config.name(), link, config.myAsn(), Optional.of(config.peerAsn()),
                config.timers().holdTime(), config.timers().keepaliveTime(), config.families(), options(config));
    }

    private SessionOptions options(PeerConfig config) {
        SessionOptions options = SessionOptions.USUAL.opened(config.link().passive() ? Opening.PASSIVE : Opening.ACTIVE)
                .reachedAt(settings.addresses());
        return config.timers().restartTime()
                .map(time -> options.restarting(new GracefulRestart(time, settings.beginning()))).orElse(options);
    }

    /**
     * A backstop behind the hold time, within which who cannot send hears nothing either. A peer without hold time has
     * its send hold time alone.
     */
    private static Optional<Duration> userTimeout(Duration holdTime) {
        Duration twice = holdTime.multipliedBy(2);
        return holdTime.isZero() ? Optional.empty()
                : Optional.of(twice.compareTo(SHORTEST_USER_TIMEOUT) < 0 ? SHORTEST_USER_TIMEOUT : twice);
    }

    /** What the transport takes for the cause of a failed attempt; no news where it was said before. */
    Report suspect(String cause) {
        boolean again = suspicion.isPresent();
        suspicion = Optional.of(cause);
        return new Report(again ? Report.Level.DEBUG : Report.Level.WARNING, name(), "passwordSuspected", cause);
    }

    /**
     * The router may be calling without being heard: no failed attempt of ours follows that would be told.
     *
     * @param node the one that the speaker runs on, as the API shows it
     */
    void silenced(Optional<Node> node, String cause, Consumer<SpeakerEffect> effects) {
        Report report = suspect(cause);
        effects.accept(report);
        story.silenced(node, report, effects);
    }

    /** A connection stands, so both ends have the same password, or none. */
    void connected() {
        suspicion = Optional.empty();
    }

    /** What the router is held to whom we wait for now, where it has to sign. */
    Optional<LinkSettings> awaitsSigned() {
        boolean awaits = peer.state() instanceof SessionState.Active && deafness.isEmpty();
        return awaits && password.isPresent() ? Optional.of(link()) : Optional.empty();
    }

    /**
     * Moves what the peer wants done since the last time into effects.
     *
     * @param node the one that the speaker runs on, as the API shows it
     */
    void collect(Now now, Optional<Node> node, Consumer<SpeakerEffect> effects) {
        for (SessionOutput output : peer.takeOutputs()) {
            effect(now, node, output, effects);
        }
    }

    private void effect(Now now, Optional<Node> node, SessionOutput output, Consumer<SpeakerEffect> effects) {
        switch (output) {
            case SessionOutput.Connect(LinkId link, LinkSettings settings) ->
                    effects.accept(new LinkEffect.Connect(link, settings));
            case SessionOutput.Send(LinkId link, Bytes bytes) -> effects.accept(new LinkEffect.Send(link, bytes));
            case SessionOutput.Resume(LinkId link) -> effects.accept(new LinkEffect.Resume(link));
            case SessionOutput.Probe(LinkId link) -> effects.accept(new LinkEffect.Probe(link));
            case SessionOutput.Close(LinkId link) -> effects.accept(new LinkEffect.Close(link));
            case SessionOutput.Up(Terms terms, Message.Open sent, Message.Open _) -> up(terms, sent, node, effects);
            case SessionOutput.Down(Reason reason) -> ended(now, node, "sessionDown", level(reason), reason, effects);
            case SessionOutput.Failed(Reason reason) -> failed(now, node, reason, effects);
            case SessionOutput.Refresh(Family family) -> effects.accept(new Report(Report.Level.DEBUG, name(),
                    "routeRefresh", "asked for all " + family + " routes again"));
            case SessionOutput.Dropped(Reason reason) -> dropped(now, node, reason, effects);
            case SessionOutput.Rejected(Reason reason) ->
                    rejected(now, node, level(reason), reason.text(), effects);
            case SessionOutput.Received(Message.Update update) -> received(update, effects);
        }
    }

    /** A hold time of 0 that the router demands, and not our configuration, is told as a warning: nobody chose it here. */
    private void up(Terms terms, Message.Open sent, Optional<Node> node, Consumer<SpeakerEffect> effects) {
        told.forget();
        suspicion = Optional.empty();
        rejection = Optional.empty();
        malformed = false;
        String text = "established: " + text(terms);
        boolean imposed = terms.holdTime().isZero() && sent.holdTimeSeconds() > 0;
        effects.accept(new Report(imposed ? Report.Level.WARNING : Report.Level.INFO, name(), "sessionUp", text));
        story.up(node, text, effects);
    }

    /** Routers' routes are none of our business. That they cannot be read is news once a session, and counted. */
    private void received(Message.Update update, Consumer<SpeakerEffect> effects) {
        if (!malformed && update.faults().isPresent()) {
            malformed = true;
            effects.accept(Report.warning(name(), "updateMalformed", update.faults().get()
                    + "; what else is malformed in this session is only counted"));
        }
    }

    private void failed(Now now, Optional<Node> node, Reason reason, Consumer<SpeakerEffect> effects) {
        ended(now, node, "sessionFailed", news(now, reason), reason, effects);
    }

    /**
     * Of two connections with the router one is left. That one of two has to go (RFC 4271 section 6.8), or came to nothing, is
     * no trouble; another NOTIFICATION may be all that is ever heard of what is wrong. A router may open others beside its
     * session for ever, so both are news once.
     */
    private void dropped(Now now, Optional<Node> node, Reason reason, Consumer<SpeakerEffect> effects) {
        boolean trouble = level(reason) == Report.Level.WARNING
                && reason.notice().filter(notice -> !notice.isCollision()).isPresent();
        if (trouble) {
            ended(now, node, "connectionDropped", news(now, reason), reason, effects);
        } else {
            Report.Level level = told.isNews(now, reason) ? Report.Level.INFO : Report.Level.DEBUG;
            effects.accept(new Report(level, name(), "connectionDropped", text(now, reason)));
        }
    }

    private Report.Level news(Now now, Reason reason) {
        return told.isNews(now, reason) ? level(reason) : Report.Level.DEBUG;
    }

    /** Nothing was read of this caller, who may be somebody else. */
    void refused(Now now, Optional<Node> node, Refused refused, Consumer<SpeakerEffect> effects) {
        rejected(now, node, Report.Level.WARNING, "connected from " + refused.ends().remote().address() + ", but "
                + refused.why(), effects);
    }

    /** A router that goes on calling is news once, not at every call. */
    private void rejected(Now now, Optional<Node> node, Report.Level level, String text, Consumer<SpeakerEffect> effects) {
        boolean again = rejection.filter(last -> now.nanos() - last.nanos() < BURST_GAP.toNanos()).isPresent();
        rejection = Optional.of(new Rejection(now.nanos(), text));
        Report report = new Report(again ? Report.Level.DEBUG : level, name(), "connectionRejected", text);
        effects.accept(report);
        story.rejected(node, report, effects);
    }

    private void ended(Now now, Optional<Node> node, String event, Report.Level level, Reason reason,
            Consumer<SpeakerEffect> effects) {
        Report report = new Report(level, name(), event, text(now, reason));
        effects.accept(report);
        story.ended(node, report, reason, text(reason), effects);
    }

    /** What ended by our own will is no warning. */
    private static Report.Level level(Reason reason) {
        boolean ours = List.of(Reason.RESET, Reason.RETIRED, Reason.STOPPED).contains(reason.word());
        return ours ? Report.Level.INFO : Report.Level.WARNING;
    }

    private String text(Now now, Reason reason) {
        OptionalLong retry = reason.retryAtNanos();
        String text = reason.word() + ": " + text(reason);
        if (retry.isEmpty()) {
            return text;
        }
        long left = retry.getAsLong() - now.nanos();
        return text + "; next attempt " + (left > 0 ? "in " + left / NANOS_A_MILLI + " ms" : "at once");
    }

    /** A router with another password looks as if it were not there: what is signed otherwise is never answered. */
    private String text(Reason reason) {
        boolean silent = reason.word().equals(Reason.CONNECT_TIMED_OUT);
        return reason.text() + (silent && password.isPresent()
                ? "; likely the router has another password for this node, or none: it never answers then" : "");
    }

    /** Why the session is in its state, in words for people. */
    String stateText() {
        return switch (peer.state()) {
            case SessionState.Idle(Reason reason) -> waiting(reason);
            case SessionState.Active(Reason reason) -> waiting(reason) + deafness.map(why -> "; " + why).orElse("");
            case SessionState.Connecting _ -> unsettled("connecting");
            case SessionState.OpenSent _ -> unsettled("waiting for the router's OPEN");
            case SessionState.OpenConfirm _ -> unsettled("waiting for the router's KEEPALIVE");
            case SessionState.Established(long _, Terms terms) -> text(terms);
        };
    }

    private String waiting(Reason reason) {
        return text(reason) + suspicion.map(cause -> "; " + cause).orElse("")
                + rejection.map(last -> "; " + last.text()).orElse("");
    }

    /** With what went wrong before, or nobody who looks between two attempts would learn it. */
    private String unsettled(String what) {
        return what + peer.lastEnd().map(reason -> "; before: " + reason.text()).orElse("");
    }

    private static String text(Terms terms) {
        return "AS " + terms.remoteAsn() + ", router id " + terms.remoteId() + ", hold time "
                + terms.holdTime().toSeconds() + " s"
                + (terms.holdTime().isZero() ? ": a router that falls silent is never noticed" : "");
    }

    /** The terms while the session is Established. */
    Optional<Terms> terms() {
        return peer.state() instanceof SessionState.Established(long _, Terms terms) ? Optional.of(terms)
                : Optional.empty();
    }
}
