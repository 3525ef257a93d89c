package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.bgp.wire.NotificationError;
import metallb.domain.bgp.wire.NotificationText;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.LinkId;
import metallb.domain.net.Now;
import metallb.domain.route.RouteKey;
import metallb.domain.route.RouteTable;
import metallb.domain.route.RouterId;

/**
 * One neighbour, over all its sessions: dials and retries, or waits to be dialled, and has one connection at a time. What
 * happens on its links goes in, {@link SessionOutput}s come out by {@link #takeOutputs}; nothing happens by itself, so the
 * owner calls {@link #serve} and {@link #announce} when {@link #nextDeadline} says so.
 */
public final class Peer {
    /** Our own limit: the kernel's is minutes. */
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** How long a stopping session may take to tell the peer its withdrawals. */
    static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    private final RouteTable desired;
    private final Optional<LongSupplier> linkNumbers;
    private final SplittableRandom random;
    private final Backoff backoff;
    private final Tally tally = new Tally();
    private final List<SessionOutput> outputs = new ArrayList<>();
    /** Links that we gave up, until they are reported down; no new one is opened before. */
    private final Set<LinkId> closing = new TreeSet<>();

    private PeerSettings settings;
    private Stage stage;
    private boolean finished;
    private Optional<Stopping> stopping = Optional.empty();

    /** Where it stands, with what it holds there. */
    private sealed interface Stage {
        record Waiting(Reason reason) implements Stage {}

        record Connecting(LinkId link, long deadlineNanos) implements Stage {}

        record Connected(Connection connection) implements Stage {}
    }

    private record Stopping(long deadlineNanos, String text) {}

    private Peer(PeerSettings settings, RouteTable desired, Optional<LongSupplier> linkNumbers, SplittableRandom random) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.desired = Objects.requireNonNull(desired, "desired");
        this.linkNumbers = linkNumbers;
        this.random = Objects.requireNonNull(random, "random");
        this.backoff = new Backoff(random);
        this.stage = new Stage.Waiting(Reason.of(Reason.NOT_STARTED,
                linkNumbers.isPresent() ? "not started yet" : "waiting to be connected to"));
    }

    /**
     * Dials {@code settings.remote()} once {@link #start}ed.
     *
     * @param linkNumbers never the same number twice, for all peers of a process
     * @param random for jitter; may be shared with other peers
     */
    public static Peer active(PeerSettings settings, RouteTable desired, LongSupplier linkNumbers,
            SplittableRandom random) {
        return new Peer(settings, desired, Optional.of(linkNumbers), random);
    }

    /** Waits for {@link #accepted}. Its jitter comes from the remote address, so that it is the same in every run. */
    public static Peer passive(PeerSettings settings, RouteTable desired) {
        AddressPort remote = settings.remote();
        long seed = remote.address().high() * 31 + remote.address().low() << 16 ^ remote.port();
        return new Peer(settings, desired, Optional.empty(), new SplittableRandom(seed));
    }

    /** Begins the first attempt; of a passive peer nothing. */
    public void start(Now now) {
        if (stage instanceof Stage.Waiting(Reason reason) && reason.word().equals(Reason.NOT_STARTED)) {
            connect(now);
        }
    }

    private void connect(Now now) {
        if (finished || linkNumbers.isEmpty()) {
            return;
        }
        LinkId link = new LinkId(linkNumbers.get().getAsLong());
        tally.attempts++;
        stage = new Stage.Connecting(link, now.nanos() + CONNECT_TIMEOUT.toNanos());
        outputs.add(new SessionOutput.Connect(link, settings.linkSettings()));
    }

    /** The connection that {@link SessionOutput.Connect} asked for stands; {@code id} is ours for this session's OPEN. */
    public void up(Now now, LinkId link, AddressPort local, AddressPort remote, RouterId id) {
        if (stage instanceof Stage.Connecting(LinkId expected, long _) && expected.equals(link)) {
            open(now, link, local, remote, id);
        }
    }

    /** Somebody connected to this passive peer; while a connection stands a second one is rejected (Cease 6/5). */
    public void accepted(Now now, LinkId link, AddressPort local, AddressPort remote, RouterId id) {
        tally.attempts++;
        if (stage instanceof Stage.Waiting && !finished) {
            open(now, link, local, remote, id);
            return;
        }
        outputs.add(new SessionOutput.Send(link, MessageWriter.notification(
                NotificationCode.CONNECTION_REJECTED.notification(Bytes.EMPTY))));
        tally.notificationsSent++;
        outputs.add(new SessionOutput.Close(link));
        closing.add(link);
    }

    private void open(Now now, LinkId link, AddressPort local, AddressPort remote, RouterId id) {
        stage = new Stage.Connected(new Connection(now, link, local, remote, id,
                new Connection.Surroundings(settings, desired, random, tally, outputs)));
    }

    /** Bytes arrived; answered by {@link SessionOutput.Resume} while the link is still wanted. */
    public void received(Now now, LinkId link, Bytes chunk) {
        connection(link).ifPresent(connection -> {
            connection.received(now, chunk);
            conclude(now, connection);
        });
    }

    /** The answer to {@link SessionOutput.Probe}. */
    public void probed(Now now, LinkId link) {
        connection(link).ifPresent(connection -> {
            connection.probed(now);
            conclude(now, connection);
        });
    }

    /** So many bytes went into the socket: credit given back. */
    public void drained(Now now, LinkId link, int bytes) {
        connection(link).ifPresent(connection -> connection.drained(now, bytes));
    }

    /** The link is gone, or never came to be. */
    public void down(Now now, LinkId link, String why) {
        if (closing.remove(link)) {
            return;
        }
        switch (stage) {
            case Stage.Waiting _ -> { }
            case Stage.Connecting(LinkId expected, long _) -> {
                if (expected.equals(link)) {
                    attemptFailed(now, Reason.of(Reason.CONNECT_FAILED, why));
                }
            }
            case Stage.Connected(Connection connection) -> {
                if (connection.link().equals(link)) {
                    connection.lost(why);
                    conclude(now, connection);
                    closing.remove(link);
                }
            }
        }
    }

    /** Whether what is said of that link is for this peer. */
    public boolean owns(LinkId link) {
        return closing.contains(link) || switch (stage) {
            case Stage.Waiting _ -> false;
            case Stage.Connecting(LinkId expected, long _) -> expected.equals(link);
            case Stage.Connected(Connection connection) -> connection.link().equals(link);
        };
    }

    /** New settings; they count from the next connection on. What must count now is followed by {@link #reset}. */
    public void change(Now now, PeerSettings changed) {
        settings = Objects.requireNonNull(changed, "changed");
    }

    /**
     * Ends the session or attempt, if there is one, with Cease of that subcode, and dials again as soon as its link is
     * gone: we wanted this, so it is no failure and does not count for the backoff. Where there is no session, what was
     * wrong may be right now: what failed before is forgotten, and a retry that waits is due.
     */
    public void reset(Now now, int ceaseSubcode, String text) {
        if (!(state() instanceof SessionState.Established)) {
            backoff.forget();
        }
        endAll(now, Reason.RESET, ceaseSubcode, text);
    }

    /** The same, but never tries again. */
    public void retire(Now now, int ceaseSubcode, String text) {
        finished = true;
        endAll(now, Reason.RETIRED, ceaseSubcode, text);
    }

    /**
     * Begins no attempt any more, withdraws everything in the slices of a full sync, and once the peer's socket took that,
     * or after 2 s, ends with Cease/Administrative Shutdown and the text.
     */
    public void stop(Now now, String text) {
        if (finished) {
            return;
        }
        finished = true;
        if (stage instanceof Stage.Connected(Connection connection)
                && connection.state() instanceof SessionState.Established) {
            stopping = Optional.of(new Stopping(now.nanos() + STOP_LIMIT.toNanos(), text));
            connection.withdrawAll();
            finishStop(now);
        } else {
            endAll(now, Reason.STOPPED, NotificationCode.ADMINISTRATIVE_SHUTDOWN.subcode(), text);
        }
    }

    private void finishStop(Now now) {
        if (stopping.isPresent() && stage instanceof Stage.Connected(Connection connection)
                && (connection.isQuiet() || now.nanos() >= stopping.get().deadlineNanos())) {
            endAll(now, Reason.STOPPED, NotificationCode.ADMINISTRATIVE_SHUTDOWN.subcode(), stopping.get().text());
        }
    }

    private void endAll(Now now, String word, int ceaseSubcode, String text) {
        switch (stage) {
            case Stage.Waiting(Reason reason) -> {
                if (finished) {
                    stage = new Stage.Waiting(Reason.of(word, text));
                } else if (reason.retryAtNanos().isPresent()) {
                    stage = new Stage.Waiting(reason.retryAt(now.nanos()));
                }
            }
            case Stage.Connecting(LinkId link, long _) -> {
                abandon(link);
                attemptFailed(now, Reason.of(word, text));
            }
            case Stage.Connected(Connection connection) -> {
                connection.cease(now, word, cease(ceaseSubcode, text));
                conclude(now, connection);
            }
        }
    }

    /** RFC 9003: two of the subcodes carry a text for the operator on the other side. */
    private static NotificationError cease(int subcode, String text) {
        NotificationCode code = NotificationCode.of(NotificationCode.CEASE_UNSPECIFIC.code(), subcode)
                .orElseThrow(() -> new IllegalArgumentException("Cease subcode " + subcode));
        boolean carriesText = code == NotificationCode.ADMINISTRATIVE_SHUTDOWN
                || code == NotificationCode.ADMINISTRATIVE_RESET;
        return new NotificationError(code, carriesText ? NotificationText.shutdownData(text) : Bytes.EMPTY, text);
    }

    /** Whether it is finished and every link of it reported down. */
    public boolean isOver() {
        return finished && stage instanceof Stage.Waiting && closing.isEmpty();
    }

    /** Does what is due: the KEEPALIVE first, then timers. */
    public void serve(Now now) {
        switch (stage) {
            case Stage.Waiting(Reason reason) -> {
                if (closing.isEmpty() && Deadlines.isDue(reason.retryAtNanos(), now.nanos())) {
                    connect(now);
                }
            }
            case Stage.Connecting(LinkId link, long deadline) -> {
                if (now.nanos() >= deadline) {
                    abandon(link);
                    attemptFailed(now, Reason.of(Reason.CONNECT_TIMED_OUT,
                            "no connection within " + CONNECT_TIMEOUT.toSeconds() + " s"));
                }
            }
            case Stage.Connected(Connection connection) -> {
                connection.serve(now);
                conclude(now, connection);
                finishStop(now);
            }
        }
    }

    /**
     * Sends what may leave.
     *
     * @param released whether all that routes come from was listed once: no UPDATE and no End-of-RIB goes before
     * @param moreToCome whether more keys of the work at hand will be marked: only full messages leave meanwhile
     */
    public void announce(Now now, boolean released, boolean moreToCome) {
        if (stage instanceof Stage.Connected(Connection connection)) {
            connection.announce(now, released, moreToCome);
            finishStop(now);
        }
    }

    /** Marks up to {@code limit} keys of the full sync, of announcing or of withdrawing everything; how many it took. */
    public int syncSlice(int limit) {
        return connection().map(connection -> connection.syncSlice(limit)).orElse(0);
    }

    /** Whether a full sync is due or under way. */
    public boolean isSyncing() {
        return connection().map(Connection::isSyncing).orElse(false);
    }

    /** The desired route of that key may have changed; nothing where there is no session, since a full sync comes. */
    public void mark(RouteKey key) {
        connection().ifPresent(connection -> connection.mark(key));
    }

    /** All desired routes may have changed: a session tells everything once more, in the slices of a full sync. */
    public void repeat() {
        connection().ifPresent(Connection::repeat);
    }

    /** What happened since the last call, in order. */
    public List<SessionOutput> takeOutputs() {
        List<SessionOutput> taken = List.copyOf(outputs);
        outputs.clear();
        return taken;
    }

    /** When {@link #serve} and {@link #announce} want to be called next, in the nanoseconds of Now. */
    public OptionalLong nextDeadline() {
        return switch (stage) {
            case Stage.Waiting(Reason reason) -> closing.isEmpty() ? reason.retryAtNanos() : OptionalLong.empty();
            case Stage.Connecting(LinkId _, long deadline) -> OptionalLong.of(deadline);
            case Stage.Connected(Connection connection) -> Deadlines.earliest(connection.nextDeadline(),
                    stopping.map(stop -> OptionalLong.of(stop.deadlineNanos())).orElse(OptionalLong.empty()));
        };
    }

    public SessionState state() {
        return switch (stage) {
            case Stage.Waiting(Reason reason) -> new SessionState.Idle(reason);
            case Stage.Connecting _ -> new SessionState.Connecting();
            case Stage.Connected(Connection connection) -> connection.state();
        };
    }

    public Counters counters() {
        return tally.counters(connection().map(Connection::announced).orElse(0),
                connection().map(Connection::pending).orElse(0));
    }

    /** Draws the consequences where the connection ended. */
    private void conclude(Now now, Connection connection) {
        connection.ending().ifPresent(ending -> {
            closing.add(connection.link());
            ending.established().ifPresent(was -> backoff.sessionEnded(was.terms().holdTime(),
                    Duration.ofNanos(ending.heardNanos() - was.sinceNanos())));
            Reason reason = planned(now, ending.reason());
            stage = new Stage.Waiting(reason);
            outputs.add(ending.established().isPresent() ? new SessionOutput.Down(reason)
                    : new SessionOutput.Failed(reason));
        });
    }

    private void attemptFailed(Now now, Reason reason) {
        Reason planned = planned(now, reason);
        stage = new Stage.Waiting(planned);
        outputs.add(new SessionOutput.Failed(planned));
    }

    private Reason planned(Now now, Reason reason) {
        if (finished || linkNumbers.isEmpty()) {
            return reason;
        }
        boolean asked = reason.word().equals(Reason.RESET);
        return reason.retryAt(asked ? now.nanos() : now.nanos() + backoff.nextDelay());
    }

    private void abandon(LinkId link) {
        outputs.add(new SessionOutput.Close(link));
        closing.add(link);
    }

    private Optional<Connection> connection() {
        return stage instanceof Stage.Connected(Connection connection) ? Optional.of(connection) : Optional.empty();
    }

    private Optional<Connection> connection(LinkId link) {
        return connection().filter(connection -> connection.link().equals(link));
    }
}
