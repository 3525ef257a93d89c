package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.bgp.wire.NotificationError;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Deadlines;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.Now;
import metallb.domain.route.RouteKey;
import metallb.domain.route.RouteTable;
import metallb.domain.route.RouterId;

/**
 * One neighbour, over all its sessions: dials and retries, or waits to be dialled, or both, and has two connections at most,
 * of which {@link Collision} leaves one. What happens on its links goes in, {@link SessionOutput}s come out by
 * {@link #takeOutputs}; nothing happens by itself, so the owner calls {@link #serve} and {@link #announce} when
 * {@link #nextDeadline} says so.
 */
public final class Peer {
    /** How long a session that ends for good may take to tell the peer its withdrawals. */
    static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    private final RouteTable desired;
    private final SplittableRandom random;
    private final Dialling dialling;
    private final Damping damping = new Damping();
    private final Tally tally = new Tally();
    private final List<SessionOutput> outputs = new ArrayList<>();
    private final Connections connections = new Connections();
    private final Endings endings;

    private PeerSettings settings;
    private boolean started;
    private boolean finished;
    private Optional<Leaving> leaving = Optional.empty();

    /** The last words of an Established session, and when they are said at the latest. */
    private record Leaving(long deadlineNanos, String word, NotificationError error) {}

    private Peer(PeerSettings settings, RouteTable desired, Optional<LongSupplier> linkNumbers, SplittableRandom random) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.desired = Objects.requireNonNull(desired, "desired");
        this.random = Objects.requireNonNull(random, "random");
        this.dialling = new Dialling(linkNumbers, random);
        this.endings = new Endings(dialling, damping, connections, tally, outputs);
    }

    /**
     * A configured one: once {@link #start}ed it dials {@code settings.remote()} and is dialled from there, as its
     * {@link Opening} says.
     *
     * @param linkNumbers never the same number twice, for all peers of a process
     * @param random for jitter; may be shared with other peers
     */
    public static Peer configured(PeerSettings settings, RouteTable desired, LongSupplier linkNumbers,
            SplittableRandom random) {
        return new Peer(settings, desired, Optional.of(linkNumbers), random);
    }

    /**
     * Somebody that nobody configured; waits for {@link #accepted}. Its jitter comes from the remote address, so that it is
     * the same in every run.
     */
    public static Peer anybody(PeerSettings settings, RouteTable desired) {
        AddressPort remote = settings.remote();
        long seed = remote.address().high() * 31 + remote.address().low() << 16 ^ remote.port();
        return new Peer(settings, desired, Optional.empty(), new SplittableRandom(seed));
    }

    /**
     * This process had a session with the neighbour already, as another peer. To be called before {@link #start}: our OPEN
     * does not say that we restarted (RFC 4724 section 3).
     */
    public void meetAgain() {
        tally.met = true;
    }

    /** Begins the first attempt, or to wait for the peer's. */
    public void start(Now now) {
        if (started || finished) {
            return;
        }
        started = true;
        if (dials()) {
            connect(now);
        } else {
            dialling.await(Reason.of(Reason.NOT_STARTED, "waiting to be connected to"));
        }
    }

    private boolean dials() {
        return started && !finished && dialling.isPossible() && settings.options().opening().dials();
    }

    private boolean accepts() {
        return !finished && (!dialling.isPossible() || started && settings.options().opening().accepts());
    }

    private void connect(Now now) {
        tally.attempts++;
        outputs.add(new SessionOutput.Connect(dialling.connect(now.nanos()), settings.link()));
    }

    /** The connection that {@link SessionOutput.Connect} asked for stands; {@code id} is ours for this session's OPEN. */
    public void up(Now now, LinkId link, LinkEnds ends, RouterId id) {
        if (dialling.isConnecting(link)) {
            dialling.settle();
            admit(now, link, ends, id);
        }
    }

    /**
     * Somebody connected from the peer's address. Rejected (Cease 6/5) where the peer is not to, or not now, or has two
     * connections; a second one is kept until an OPEN tells which of the two stays.
     */
    public void accepted(Now now, LinkId link, LinkEnds ends, RouterId id) {
        tally.attempts++;
        if (finished) {
            endings.reject(link, ends.remote(), Reason.STOPPED, "but there is to be no session any more");
            return;
        }
        Optional<String> objection = accepts() ? damping.objection(now.nanos())
                : Optional.of("but it is dialled and not waited for");
        if (objection.isPresent()) {
            endings.rejectCaller(now.nanos(), link, ends.remote(), objection.get());
            return;
        }
        if (dialling.isWaiting()) {
            dialling.settle();
        }
        admit(now, link, ends, id);
    }

    private void admit(Now now, LinkId link, LinkEnds ends, RouterId id) {
        if (connections.isFull()) {
            endings.reject(link, ends.remote(), Reason.CONNECTION_REJECTED,
                    "but there are " + Connections.MOST + " connections already");
            return;
        }
        connections.add(new Connection(now, link, ends, id,
                new Connection.Surroundings(settings, desired, random, tally, outputs, endings)));
    }

    /** Bytes arrived; answered by {@link SessionOutput.Resume} while the link is still wanted. */
    public void received(Now now, LinkId link, Bytes chunk) {
        connections.find(link).ifPresent(connection -> {
            connection.received(now, chunk);
            endings.conclude(now, dials());
            endings.settle();
        });
    }

    /** The answer to {@link SessionOutput.Probe}. */
    public void probed(Now now, LinkId link) {
        connections.find(link).ifPresent(connection -> {
            connection.probed(now);
            endings.conclude(now, dials());
        });
    }

    /** So many bytes went into the socket: credit given back. */
    public void drained(Now now, LinkId link, int bytes) {
        connections.find(link).ifPresent(connection -> connection.drained(now, bytes));
    }

    /** The link is gone, or never came to be. */
    public void down(Now now, LinkId link, String why) {
        if (endings.gone(link)) {
            return;
        }
        if (dialling.isConnecting(link)) {
            endings.attemptFailed(now.nanos(), Reason.of(Reason.CONNECT_FAILED, why), dials());
            return;
        }
        connections.find(link).ifPresent(connection -> {
            connection.lost(why);
            endings.conclude(now, dials());
            endings.gone(link);
        });
    }

    /** Whether what is said of that link is for this peer. */
    public boolean owns(LinkId link) {
        return endings.isClosing(link) || connections.find(link).isPresent()
                || dialling.isConnecting(link);
    }

    /** Whether connections from there are this peer's, should it accept any; the port that it calls from says nothing. */
    public boolean isAt(AddressPort caller) {
        return settings.remote().atAnyPort().equals(caller.atAnyPort());
    }

    /**
     * New settings; they count from the next connection on, and who may open it from now on. What else must count now is
     * followed by {@link #reset}.
     */
    public void change(Now now, PeerSettings changed) {
        settings = Objects.requireNonNull(changed, "changed");
        dialling.plan(now.nanos(), dials());
    }

    /**
     * Ends the session or attempt, if there is one, with Cease of that subcode, and dials again as soon as its link is
     * gone: we wanted this, so it is no failure and does not count for the backoff. Where there is no session, what was
     * wrong may be right now: what failed before is forgotten, and a retry that waits is due.
     */
    public void reset(Now now, int ceaseSubcode, String text) {
        if (connections.established().isEmpty()) {
            dialling.forget();
            damping.forget();
        }
        endAll(now, Reason.RESET, Cease.of(Cease.code(ceaseSubcode), text));
    }

    /** Ends for good because it is no longer configured, as {@link #stop} does, but with Cease of that subcode. */
    public void retire(Now now, int ceaseSubcode, String text) {
        leave(now, Reason.RETIRED, Cease.of(Cease.code(ceaseSubcode), text));
    }

    /**
     * Begins no attempt any more, withdraws everything in the slices of a full sync, and once the peer's socket took that,
     * or after 2 s, ends with Cease/Administrative Shutdown and the text.
     */
    public void stop(Now now, String text) {
        leave(now, Reason.STOPPED, Cease.of(NotificationCode.ADMINISTRATIVE_SHUTDOWN, text));
    }

    /**
     * The same for a process that will be back soon: where the peer keeps our routes meanwhile (RFC 4724) nothing is
     * withdrawn, and the connection is closed without a NOTIFICATION, which could make it forget them.
     */
    public void stopForRestart(Now now, String text) {
        Optional<Connection> keeping = connections.established().filter(connection ->
                connection.phase().agreed().filter(terms -> terms.abilities().gracefulRestart()).isPresent());
        if (finished || keeping.isEmpty()) {
            stop(now, text);
            return;
        }
        finished = true;
        keeping.get().leave(Reason.STOPPED, text + "; the peer keeps the routes for the restart");
        endAll(now, Reason.STOPPED, Cease.of(NotificationCode.ADMINISTRATIVE_SHUTDOWN, text));
    }

    private void leave(Now now, String word, NotificationError error) {
        if (finished) {
            return;
        }
        finished = true;
        Optional<Connection> session = connections.established();
        if (session.isEmpty()) {
            endAll(now, word, error);
            return;
        }
        leaving = Optional.of(new Leaving(now.nanos() + STOP_LIMIT.toNanos(), word, error));
        session.get().withdrawAll();
        finishLeaving(now);
    }

    /** Where the session went first there is nobody left to wait for: another connection ends as well. */
    private void finishLeaving(Now now) {
        if (leaving.isPresent() && !connections.isEmpty()
                && (connections.established().map(Connection::isQuiet).orElse(true)
                || now.nanos() >= leaving.get().deadlineNanos())) {
            endAll(now, leaving.get().word(), leaving.get().error());
        }
    }

    private void endAll(Now now, String word, NotificationError error) {
        switch (dialling.stage()) {
            case Dialling.Stage.Waiting _ -> {
                if (finished) {
                    dialling.await(Reason.of(word, error.text()));
                } else {
                    dialling.hurry(now.nanos());
                }
            }
            case Dialling.Stage.Connecting(LinkId link, long _) -> {
                endings.abandon(link);
                endings.attemptFailed(now.nanos(), Reason.of(word, error.text()), dials());
            }
            case Dialling.Stage.Settled _ -> { }
        }
        for (Connection connection : connections.all()) {
            if (connection.ending().isEmpty()) {
                connection.cease(now, word, error);
            }
        }
        endings.conclude(now, dials());
    }

    /** Whether it is finished and every link of it reported down. */
    public boolean isOver() {
        return finished && dialling.isWaiting() && connections.isEmpty() && endings.areLinksGone();
    }

    /** Does what is due: the KEEPALIVE first, then timers. */
    public void serve(Now now) {
        connections.all().forEach(connection -> connection.serve(now));
        endings.conclude(now, dials());
        finishLeaving(now);
        damping.serve(now.nanos());
        if (!Deadlines.isDue(dialling.deadline(endings.areDialledLinksGone()), now.nanos())) {
            return;
        }
        switch (dialling.stage()) {
            case Dialling.Stage.Waiting _ -> connect(now);
            case Dialling.Stage.Connecting(LinkId link, long _) -> {
                endings.abandon(link);
                endings.attemptFailed(now.nanos(), Reason.of(Reason.CONNECT_TIMED_OUT,
                        "no connection within " + Dialling.CONNECT_TIMEOUT.toSeconds() + " s"), dials());
            }
            case Dialling.Stage.Settled _ -> { }
        }
    }

    /**
     * Sends what may leave.
     *
     * @param released whether all that routes come from was listed once: no UPDATE and no End-of-RIB goes before
     * @param moreToCome whether more keys of the work at hand will be marked: only full messages leave meanwhile
     */
    public void announce(Now now, boolean released, boolean moreToCome) {
        connections.established().ifPresent(connection -> {
            connection.announce(now, released, moreToCome);
            finishLeaving(now);
        });
    }

    /** Marks up to {@code limit} keys of the full sync, of announcing or of withdrawing everything; how many it took. */
    public int syncSlice(int limit) {
        return connections.established().map(connection -> connection.syncSlice(limit)).orElse(0);
    }

    /** Whether a full sync is due or under way. */
    public boolean isSyncing() {
        return connections.established().map(Connection::isSyncing).orElse(false);
    }

    /** The desired route of that key may have changed; nothing where there is no session, since a full sync comes. */
    public void mark(RouteKey key) {
        connections.established().ifPresent(connection -> connection.mark(key));
    }

    /** All desired routes may have changed: a session tells everything once more, in the slices of a full sync. */
    public void repeat() {
        connections.established().ifPresent(Connection::repeat);
    }

    /** What happened since the last call, in order. */
    public List<SessionOutput> takeOutputs() {
        List<SessionOutput> taken = List.copyOf(outputs);
        outputs.clear();
        return taken;
    }

    /** When {@link #serve} and {@link #announce} want to be called next, in the nanoseconds of Now. */
    public OptionalLong nextDeadline() {
        OptionalLong end = leaving.isPresent() && !connections.isEmpty()
                ? OptionalLong.of(leaving.get().deadlineNanos()) : OptionalLong.empty();
        return Deadlines.earliest(dialling.deadline(endings.areDialledLinksGone()), connections.nextDeadline(), end,
                accepts() ? damping.deadline() : OptionalLong.empty());
    }

    /** Of the connection that has come farthest, or of dialling. */
    public SessionState state() {
        return connections.state().orElseGet(() -> switch (dialling.stage()) {
            case Dialling.Stage.Waiting(Reason reason) -> dialling.isPossible() && accepts()
                    ? damping.state(reason) : new SessionState.Idle(reason);
            case Dialling.Stage.Connecting _ -> new SessionState.Connecting();
            case Dialling.Stage.Settled _ -> throw new IllegalStateException("settled without a connection");
        });
    }

    /** Why the last session or attempt ended; empty while none did. */
    public Optional<Reason> lastEnd() {
        return endings.last();
    }

    public NotificationCounts notifications() {
        return tally.notifications();
    }

    public Counters counters() {
        return tally.counters(connections.established().map(Connection::announced).orElse(0),
                connections.established().map(Connection::pending).orElse(0));
    }
}
