package metallb.domain.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import metallb.domain.bgp.session.Peer;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.cluster.Node;
import metallb.domain.config.PeerConfig;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Deadlines;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.Now;
import metallb.domain.route.RouteKey;
import metallb.domain.route.RouteTable;

/** The sessions with the configured routers, one for each identity (remote end, source address). */
final class SpeakerSessions {
    private final SpeakerSettings settings;
    private final PeerPasswords passwords;
    private final RouteTable desired;
    private final Consumer<SpeakerEffect> effects;
    private final SplittableRandom random;
    private final SpeakerRouterId routerId;
    private final TreeMap<SpeakerSession.Identity, SpeakerSession> sessions = new TreeMap<>();
    /** Deconfigured, but the last words are still on their way. */
    private final List<SpeakerSession> ending = new ArrayList<>();
    /** The routers that this process had a session with: to them it did not restart since. As many as were ever configured. */
    private final TreeSet<AddressPort> met = new TreeSet<>();
    private List<PeerConfig> peers = List.of();
    private Optional<Node> node = Optional.empty();
    private final ExpectedCallers callers = new ExpectedCallers();
    private final SilencedCallers silenced = new SilencedCallers();
    private PeerSelection selection = PeerSelection.NOTHING;
    private long lastLink;
    private int firstToSync;

    SpeakerSessions(SpeakerSettings settings, PeerPasswords passwords, RouteTable desired,
            Consumer<SpeakerEffect> effects) {
        this.settings = settings;
        this.passwords = passwords;
        this.desired = desired;
        this.effects = effects;
        this.random = new SplittableRandom(settings.seed());
        this.routerId = new SpeakerRouterId(settings);
    }

    /** Makes the sessions those of this configuration, disturbing no more than it must. */
    void apply(Now now, List<PeerConfig> configured) {
        peers = List.copyOf(configured);
        select(now);
    }

    /** This node as the API shows it, or that it is not there: its labels say which peers run here. */
    void node(Now now, Optional<Node> newest) {
        boolean same = node.map(known -> known.meta().labels()).equals(newest.map(known -> known.meta().labels()));
        node = newest;
        if (!same) {
            select(now);
        }
    }

    /** Follows what became of the passwords: a session whose own changed is reset, nobody else's is disturbed. */
    void passwords(Now now) {
        if (passwords.takeChanged()) {
            select(now);
        }
    }

    private void select(Now now) {
        PeerSelection next = PeerSelection.of(peers, settings, node, passwords);
        next.newIn(selection).forEach(resting -> effects.accept(resting.report()));
        selection = next;
        all().filter(session -> session.peer().counters().established() > 0).map(SpeakerSessions::router).forEach(met::add);
        for (SpeakerSession.Identity identity : List.copyOf(sessions.keySet())) {
            if (!next.running().containsKey(identity)) {
                end(now, identity, NotificationCode.PEER_DECONFIGURED, next.endOf(identity, settings.nodeName()));
            }
        }
        next.running().forEach((identity, config) -> {
            SpeakerSession session = sessions.get(identity);
            if (session == null) {
                begin(now, identity, config);
            } else {
                session.change(now, config, passwords.of(config), effects);
            }
        });
        callers.follow(sessions.values()).ifPresent(effects);
    }

    private void begin(Now now, SpeakerSession.Identity identity, PeerConfig config) {
        SpeakerSession session = new SpeakerSession(config, passwords.of(config), identity, settings, desired,
                () -> ++lastLink, random.split());
        sessions.put(identity, session);
        if (met.contains(router(session))) {
            session.peer().meetAgain();
        }
        session.peer().start(now);
    }

    private static AddressPort router(SpeakerSession session) {
        return session.config().remote().atAnyPort();
    }

    private void end(Now now, SpeakerSession.Identity identity, NotificationCode code, String text) {
        SpeakerSession session = sessions.remove(identity);
        session.peer().retire(now, code.subcode(), text);
        ending.add(session);
    }

    /** The transport holds callers to what we asked for, or can't. */
    void on(Expecting answer) {
        callers.on(answer);
        sessions.values().forEach(session -> session.deaf(callers.refusal(session)).ifPresent(effects));
    }

    /** A router that we wait for may be calling, and be dropped for its signature. */
    void on(Now now, FaultsCounted answer) {
        silenced.on(now, answer, sessions, (session, cause) -> session.silenced(node, cause, effects));
    }

    /** A caller was turned away at the port; a session that is over meanwhile has nothing to say of him. */
    void on(Now now, Refused refused) {
        called(refused.ends()).ifPresent(session -> session.refused(now, node, refused, effects));
    }

    void on(Now now, LinkEvent event) {
        Optional<SpeakerSession> owner = event instanceof LinkEvent.Accepted accepted ? called(accepted.ends())
                : all().filter(session -> session.peer().owns(event.link())).findFirst();
        if (owner.isEmpty()) {
            orphan(event);
            return;
        }
        SpeakerSession session = owner.get();
        Peer peer = session.peer();
        switch (event) {
            case LinkEvent.Up(LinkId link, LinkEnds ends) -> {
                session.connected();
                peer.up(now, link, ends, routerId.of(session.config().routerId(), ends.local().address()));
            }
            case LinkEvent.Accepted accepted -> accept(now, session, accepted);
            case LinkEvent.Received(LinkId link, Bytes chunk) -> peer.received(now, link, chunk);
            case LinkEvent.Probed(LinkId link) -> peer.probed(now, link);
            case LinkEvent.Drained(LinkId link, int bytes) -> peer.drained(now, link, bytes);
            case LinkEvent.Suspected(LinkId _, String cause) -> effects.accept(session.suspect(cause));
            case LinkEvent.Down(LinkId link, String why) -> peer.down(now, link, why);
        }
    }

    /** Of several peers at one address the one that waits: the port that the router connects from says nothing. */
    private Optional<SpeakerSession> called(LinkEnds ends) {
        return sessions.values().stream().filter(session -> session.isBetween(ends))
                .max(Comparator.comparing(session -> session.config().link().passive()));
    }

    /** What was accepted before the router was held to its password and hops proves nothing; it may come again. */
    private void accept(Now now, SpeakerSession session, LinkEvent.Accepted accepted) {
        Optional<String> objection = session.config().link().passive() && session.link().demandsProof()
                ? callers.objection(session) : Optional.empty();
        if (objection.isPresent()) {
            effects.accept(Report.warning(session.name(), "connectionRejected", "connected from "
                    + accepted.ends().remote() + ": " + objection.get()));
            effects.accept(new LinkEffect.Close(accepted.link()));
            return;
        }
        if (session.config().link().passive()) {
            session.connected();
        }
        session.peer().accepted(now, accepted.link(), accepted.ends(),
                routerId.of(session.config().routerId(), accepted.ends().local().address()));
    }

    /** Who is no configured router is not spoken to; and what a session let go of is not to linger. */
    private void orphan(LinkEvent event) {
        switch (event) {
            case LinkEvent.Accepted(LinkId link, LinkEnds _) -> effects.accept(new LinkEffect.Close(link));
            case LinkEvent.Up(LinkId link, LinkEnds _) -> effects.accept(new LinkEffect.Close(link));
            case LinkEvent.Received _, LinkEvent.Probed _, LinkEvent.Drained _, LinkEvent.Suspected _,
                    LinkEvent.Down _ -> { }
        }
    }

    /** What is due, keepalives first: those of all sessions leave before any route of one. */
    void serve(Now now) {
        all().forEach(session -> session.peer().serve(now));
        collect(now);
    }

    /** The route under that key changed. */
    void mark(RouteKey key) {
        sessions.values().forEach(session -> session.peer().mark(key));
    }

    /**
     * One slice of the full tables that new sessions are owed and stopping ones take back, {@code limit} keys over all;
     * each in its turn first.
     */
    void sync(int limit) {
        List<SpeakerSession> syncing = all().filter(session -> session.peer().isSyncing()).toList();
        int left = limit;
        for (int i = 0; i < syncing.size() && left > 0; i++) {
            left -= syncing.get((firstToSync + i) % syncing.size()).peer().syncSlice(left);
        }
        firstToSync = syncing.isEmpty() ? 0 : (firstToSync + 1) % syncing.size();
    }

    boolean isSyncing() {
        return all().anyMatch(session -> session.peer().isSyncing());
    }

    /**
     * Lets routes out.
     *
     * @param released whether any may leave
     * @param moreToCome whether services are left to be decided
     */
    void announce(Now now, boolean released, boolean moreToCome) {
        all().map(SpeakerSession::peer).forEach(peer ->
                peer.announce(now, released, moreToCome || peer.isSyncing()));
    }

    /**
     * Moves what the sessions want done since the last time into effects; forgets those that are over, and looks after those
     * that wait now.
     */
    void collect(Now now) {
        all().forEach(session -> session.collect(now, node, effects));
        ending.removeIf(session -> session.peer().isOver());
        silenced.follow(now, sessions).ifPresent(effects);
    }

    /** Ends all sessions; where this node stays in service, so that routers which keep our routes for a restart keep them. */
    void stop(Now now, String text) {
        boolean staysInService = node.filter(Node::isInService).isPresent();
        sessions.values().forEach(session -> {
            if (staysInService) {
                session.peer().stopForRestart(now, text);
            } else {
                session.peer().stop(now, text);
            }
        });
    }

    boolean areOver() {
        return all().allMatch(session -> session.peer().isOver());
    }

    OptionalLong nextDeadline() {
        OptionalLong ofSessions = all().map(session -> session.peer().nextDeadline())
                .filter(OptionalLong::isPresent).mapToLong(OptionalLong::getAsLong).min();
        return Deadlines.earliest(ofSessions, silenced.nextDeadline());
    }

    /** Those that run on this node, in order of their identities. */
    Collection<SpeakerSession> running() {
        return Collections.unmodifiableCollection(sessions.values());
    }

    /** The configured peers that do not run on this node, with the reasons. */
    List<PeerSelection.Resting> resting() {
        return selection.resting();
    }

    private Stream<SpeakerSession> all() {
        return Stream.concat(sessions.values().stream(), ending.stream());
    }
}
