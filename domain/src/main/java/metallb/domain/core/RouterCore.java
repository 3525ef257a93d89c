package metallb.domain.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import metallb.domain.bgp.session.Peer;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.net.LinkId;
import metallb.domain.net.Now;
import metallb.domain.route.AttributesTable;
import metallb.domain.route.RouteKey;

/**
 * The fake router: takes a session from everybody, of any AS, keeps what each announces, tells every change in a line, and
 * announces nothing itself. Each accepted link is a session of its own until the link is down.
 */
public final class RouterCore implements Core<RouterEvent, RouterEffect> {
    /** Prefixes kept of one session; more are counted and dropped. */
    static final int MOST_ROUTES = 200_000;
    /** Links at a time; more are closed at once. */
    static final int MOST_SESSIONS = 1024;
    /** How long the end may take. */
    static final Duration STOP_LIMIT = Duration.ofSeconds(3);
    private static final int MOST_ATTRIBUTES = 20_000;
    /** Keys of one page at most. */
    private static final int MOST_PAGE = 10_000;

    private final RouterSettings settings;
    private final int mostRoutes;
    private final AttributesTable attributes = new AttributesTable(MOST_ATTRIBUTES);
    private final Map<LinkId, RouterSession> sessions = new TreeMap<>();
    private final RouterTotals totals = new RouterTotals();
    private final List<RouterEffect> effects = new ArrayList<>();
    private Ending ending = new Ending.Running();

    /** How far the end has come. */
    private sealed interface Ending {
        record Running() implements Ending {}

        record Stopping(long deadlineNanos) implements Ending {}

        record Over() implements Ending {}
    }

    public RouterCore(RouterSettings settings) {
        this(settings, MOST_ROUTES);
    }

    RouterCore(RouterSettings settings, int mostRoutes) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.mostRoutes = mostRoutes;
    }

    @Override
    public void on(Now now, RouterEvent event) {
        switch (event) {
            case LinkEvent.Accepted accepted -> accept(now, accepted);
            case LinkEvent.Suspected _ -> { /* only of links that somebody dialled */ }
            case LinkEvent.Up _ -> { /* a router that dials nobody asked for none */ }
            case LinkEvent.Received(LinkId link, var chunk) -> tell(link, peer -> peer.received(now, link, chunk));
            case LinkEvent.Probed(LinkId link) -> tell(link, peer -> peer.probed(now, link));
            case LinkEvent.Drained(LinkId link, int bytes) -> tell(link, peer -> peer.drained(now, link, bytes));
            case LinkEvent.Down(LinkId link, String why) -> {
                tell(link, peer -> peer.down(now, link, why));
                Optional.ofNullable(sessions.remove(link)).ifPresent(totals::leave);
            }
            case Refused _, Expecting _ -> { /* a router expects nobody in particular */ }
            case FaultsCounted _ -> { /* nor does it ask for that */ }
            case Stop _ -> stop(now);
        }
    }

    private void accept(Now now, LinkEvent.Accepted accepted) {
        String name = accepted.ends().remote().toString();
        if (!(ending instanceof Ending.Running) || sessions.size() >= MOST_SESSIONS) {
            effects.add(Report.warning(name, "sessionRejected", ending instanceof Ending.Running
                    ? "there are " + MOST_SESSIONS + " sessions already" : "the router is ending"));
            effects.add(new LinkEffect.Close(accepted.link()));
            return;
        }
        RouterSession session = new RouterSession(accepted.link(), accepted.ends().remote(), settings,
                new RouterRoutes(name, mostRoutes, attributes));
        sessions.put(accepted.link(), session);
        tell(accepted.link(), peer -> peer.accepted(now, accepted.link(), accepted.ends(), settings.id()));
    }

    private void tell(LinkId link, Consumer<Peer> event) {
        RouterSession session = sessions.get(link);
        if (session != null) {
            event.accept(session.peer());
            session.collect(effects);
        }
    }

    private void stop(Now now) {
        if (ending instanceof Ending.Running) {
            ending = new Ending.Stopping(now.nanos() + STOP_LIMIT.toNanos());
            for (RouterSession session : sessions.values()) {
                session.peer().stop(now, "the router is ending");
                session.collect(effects);
            }
        }
    }

    @Override
    public List<RouterEffect> drain(Now now) {
        sessions.values().forEach(session -> session.peer().serve(now));
        for (RouterSession session : sessions.values()) {
            session.peer().syncSlice(SLICE);
            session.peer().announce(now, true, session.peer().isSyncing());
            session.collect(effects);
        }
        if (ending instanceof Ending.Stopping(long deadline) && (sessions.isEmpty() || now.nanos() >= deadline)) {
            ending = new Ending.Over();
            effects.add(new Stopped());
        }
        List<RouterEffect> drained = List.copyOf(effects);
        effects.clear();
        return drained;
    }

    @Override
    public OptionalLong nextDeadline() {
        OptionalLong earliest = ending instanceof Ending.Stopping(long deadline) ? OptionalLong.of(deadline)
                : OptionalLong.empty();
        for (RouterSession session : sessions.values()) {
            OptionalLong next = session.peer().nextDeadline();
            if (next.isPresent() && (earliest.isEmpty() || next.getAsLong() < earliest.getAsLong())) {
                earliest = next;
            }
        }
        return earliest;
    }

    @Override
    public Answer answer(Now now, Query query) {
        return switch (query) {
            case Query.Health _ -> ending instanceof Ending.Running ? new Answer.Health(true, List.of())
                    : Answer.Health.ending("router");
            case Query.Metrics _ -> new Answer.Metrics(totals.families(sessions.values()));
            case Query.Sessions _ -> new Answer.Sessions(byName().stream().map(RouterSession::row).toList());
            case Query.Routes(Optional<RouteKey> after, int limit) -> routes(after, Math.clamp(limit, 0, MOST_PAGE));
            case Query.Services _ -> new Answer.NotHere();
        };
    }

    /** Each session gives its first keys; the first of all of those are the page. */
    private Answer.Routes routes(Optional<RouteKey> after, int limit) {
        TreeSet<RouteKey> keys = new TreeSet<>();
        sessions.values().forEach(session -> keys.addAll(session.routes().keysAfter(after, limit + 1)));
        List<RouterSession> named = byName();
        List<Answer.RouteRow> rows = keys.stream().limit(limit).map(key -> new Answer.RouteRow(key,
                named.stream().flatMap(session -> session.routes().path(key).stream()).toList())).toList();
        return new Answer.Routes(rows, keys.size() > limit);
    }

    private List<RouterSession> byName() {
        return sessions.values().stream().sorted(Comparator.comparing(RouterSession::name)).toList();
    }
}
