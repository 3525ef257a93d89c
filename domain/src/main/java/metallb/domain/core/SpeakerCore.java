package metallb.domain.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.ConfigSource;
import metallb.domain.cluster.EndpointSlice;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.PasswordSecret;
import metallb.domain.cluster.Service;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigGrammar;
import metallb.domain.config.Judgement;
import metallb.domain.config.Reading;
import metallb.domain.net.Deadlines;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Now;

/**
 * The speaker of one node: configuration, services, endpoints and its node go in, sessions with the configured routers
 * that announce the services come out.
 *
 * <p>Events only say what is dirty, links' events excepted, which go to their session at once. {@link #drain} serves
 * the sessions, then works off one slice: a new configuration, or else lists, services and new sessions' full tables;
 * then it lets the routes out. No route leaves before configuration, services, endpoints and nodes have all been listed
 * once.
 */
public final class SpeakerCore implements Core<SpeakerEvent, SpeakerEffect> {
    /** How long Stop may take before the process ends with what is done. */
    private static final long STOP_NANOS = Duration.ofSeconds(3).toNanos();

    private final ObjectKey nodeKey;
    private final Optional<IpAddress> ownAddress;
    private final List<SpeakerEffect> effects = new ArrayList<>();
    private final ClusterWatch watch = new ClusterWatch(List.of(Kind.values()), new Distribution());
    private final PeerPasswords passwords = new PeerPasswords();
    private final SpeakerConfig config;
    private final SpeakerServices services;
    private final SpeakerSessions sessions;
    private final SpeakerViews views;
    private final FullPass fullPass;
    private Optional<Node> node = Optional.empty();
    private OptionalLong stopDeadline = OptionalLong.empty();
    private boolean released;
    private boolean stopped;
    private long lastNow;

    public SpeakerCore(SpeakerSettings settings) {
        this(settings, ConfigGrammar::judge);
    }

    /** @param judge what a text is worth; {@link ConfigGrammar#judge} but in tests */
    public SpeakerCore(SpeakerSettings settings, Function<Reading, Judgement> judge) {
        nodeKey = ObjectKey.ofCluster(settings.nodeName());
        ownAddress = settings.nodeAddress();
        config = new SpeakerConfig(judge, effects::add);
        services = new SpeakerServices(settings, effects::add);
        sessions = new SpeakerSessions(settings, passwords, services.routes(), effects::add);
        fullPass = new FullPass(new SplittableRandom(settings.seed()));
        views = new SpeakerViews(settings, watch, config, services, sessions);
    }

    @Override
    public void on(Now now, SpeakerEvent event) {
        lastNow = now.nanos();
        switch (event) {
            case ClusterEvent cluster -> on(cluster);
            case LinkEvent link -> sessions.on(now, link);
            case Refused refused -> sessions.on(now, refused);
            case Expecting answer -> sessions.on(answer);
            case FaultsCounted answer -> sessions.on(now, answer);
            case Stop _ -> stop(now);
        }
    }

    @Override
    public List<SpeakerEffect> drain(Now now) {
        lastNow = now.nanos();
        sessions.serve(now);
        if (stopDeadline.isEmpty() && fullPass.isDue(now.nanos())) {
            services.revisitAll();
        }
        sessions.sync(stopDeadline.isEmpty() ? follow(now) : SLICE);
        sessions.announce(now, released, isWorkLeft());
        sessions.collect(now);
        if (!stopped && stopDeadline.isPresent() && (sessions.areOver() || now.nanos() >= stopDeadline.getAsLong())) {
            stopped = true;
            effects.add(new Stopped());
        }
        List<SpeakerEffect> drained = List.copyOf(effects);
        effects.clear();
        return drained;
    }

    @Override
    public OptionalLong nextDeadline() {
        if (isWorkLeft() || sessions.isSyncing()) {
            return OptionalLong.of(lastNow);
        }
        OptionalLong next = Deadlines.earliest(sessions.nextDeadline(), fullPass.nextDeadline());
        if (stopped || stopDeadline.isEmpty()) {
            return next;
        }
        return OptionalLong.of(Math.min(next.orElse(Long.MAX_VALUE), stopDeadline.getAsLong()));
    }

    @Override
    public Answer answer(Now now, Query query) {
        return query instanceof Query.Health && stopDeadline.isPresent() ? Answer.Health.ending("speaker")
                : views.answer(query);
    }

    /** Once it is to stop, what happens in the cluster is no concern any more. */
    private void on(ClusterEvent event) {
        if (stopDeadline.isEmpty()) {
            watch.on(event);
        }
    }

    /** One slice of what the cluster's news ask for; says how much of the slice is left. */
    private int follow(Now now) {
        int left = SLICE - watch.slice(SLICE);
        sessions.node(now, node);
        if (watch.isListed(Kind.SECRET)) {
            passwords.listed();
        }
        sessions.passwords(now);
        if (isConfigDue()) {
            config.reconsider().ifPresent(next -> apply(now, next));
            left = 0;
        }
        services.peersCarry(carried());
        if (isReleaseDue()) {
            released = true;
            services.release();
        }
        return released ? left - services.slice(left, sessions::mark) : left;
    }

    private boolean isWorkLeft() {
        return stopDeadline.isEmpty()
                && (watch.hasWork() || isConfigDue() || isReleaseDue() || services.isWorkLeft());
    }

    /** The ConfigMap alone says nothing while the accepted copy is unknown, and the other way round. */
    private boolean isConfigDue() {
        return config.isChanged() && watch.isListed(Kind.CONFIG) && watch.isListed(Kind.ACCEPTED_CONFIG);
    }

    private boolean isReleaseDue() {
        return !released && watch.missing().isEmpty();
    }

    /** The families that the peers of this node carry, whether their sessions are up or not: what is desired counts. */
    private Set<Family> carried() {
        Set<Family> families = EnumSet.noneOf(Family.class);
        sessions.running().forEach(session -> session.config().families().stream()
                .filter(family -> hasNextHop(session.config().remote().address().family(), family))
                .forEach(families::add));
        return families;
    }

    /**
     * Whether a session over one family can give a next hop to routes of another (decision 11): its own address, an IPv6
     * address for IPv4 routes where the router agrees (RFC 8950), or one of ours that we were told.
     */
    private boolean hasNextHop(Family session, Family routes) {
        return session == routes || session == Family.IPV6
                || ownAddress.filter(address -> address.family() == routes).isPresent();
    }

    private void apply(Now now, Config next) {
        services.apply(next);
        sessions.apply(now, next.peers());
    }

    private void stop(Now now) {
        if (stopDeadline.isEmpty()) {
            stopDeadline = OptionalLong.of(now.nanos() + STOP_NANOS);
            sessions.stop(now, "the speaker stops");
        }
    }

    /** Hands the objects' newest states to who is concerned. */
    private final class Distribution implements ClusterWatch.Taker {
        @Override
        public void put(ClusterObject object, ClusterWatch.Source source) {
            switch (object) {
                case Service service -> services.put(service);
                case EndpointSlice slice -> services.put(slice);
                case Node node -> node(node.key(), Optional.of(node));
                case ConfigSource map -> text(map.kind(), Optional.of(map));
                case PasswordSecret secret -> passwords.put(secret);
            }
        }

        @Override
        public void remove(Kind kind, ObjectKey key) {
            switch (kind) {
                case SERVICE -> services.remove(key);
                case ENDPOINT_SLICE -> services.removeSlice(key);
                case NODE -> node(key, Optional.empty());
                case CONFIG, ACCEPTED_CONFIG -> text(kind, Optional.empty());
                case SECRET -> passwords.remove(key.name());
            }
        }

        private void node(ObjectKey key, Optional<Node> newest) {
            if (key.equals(nodeKey)) {
                node = newest;
                services.node(newest);
            }
        }

        private void text(Kind kind, Optional<ConfigSource> newest) {
            if (kind == Kind.CONFIG) {
                config.own(newest);
            } else {
                config.accepted(newest);
            }
        }
    }
}
