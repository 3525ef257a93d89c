package metallb.domain.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metallb.domain.bgp.session.Terms;
import metallb.domain.bgp.wire.WireTerms;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Service;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Route;
import metallb.domain.route.RouteKey;

/** Answers questions to a speaker; changes nothing. */
final class SpeakerViews {
    /** No page is longer, whatever was asked for: the core has sessions to serve. */
    private static final int LARGEST_PAGE = 1000;

    private final ClusterWatch watch;
    private final SpeakerConfig config;
    private final SpeakerServices services;
    private final SpeakerSessions sessions;
    private final SpeakerMetrics metrics;

    SpeakerViews(SpeakerSettings settings, ClusterWatch watch, SpeakerConfig config, SpeakerServices services,
            SpeakerSessions sessions) {
        this.watch = watch;
        this.config = config;
        this.services = services;
        this.sessions = sessions;
        this.metrics = new SpeakerMetrics(settings.nodeName(), watch, config, services, sessions);
    }

    Answer answer(Query query) {
        return switch (query) {
            case Query.Health _ -> health();
            case Query.Metrics _ -> metrics.answer();
            case Query.Services(Optional<ObjectKey> after, int limit) -> services(after, page(limit));
            case Query.Sessions _ -> new Answer.Sessions(Stream.concat(
                    sessions.running().stream().map(SpeakerViews::row),
                    sessions.resting().stream().map(SpeakerViews::row)).toList());
            case Query.Routes(Optional<RouteKey> after, int limit) -> routes(after, page(limit));
        };
    }

    private static int page(int limit) {
        return Math.clamp(limit, 0, LARGEST_PAGE);
    }

    /**
     * Ready is who knows the cluster and runs what the operator wants. A refused text takes readiness from those only
     * that have nothing older to run: a new version that cannot read the configuration stops its rollout at the first
     * node, and the others keep serving.
     */
    private Answer.Health health() {
        List<String> reasons = new ArrayList<>(watch.missingLists());
        if (sessions.resting().stream().anyMatch(peer -> peer.why() == PeerSelection.Why.PASSWORD_AWAITED)) {
            reasons.add(ClusterWatch.waitingFor(Kind.SECRET));
        }
        if (config.inForce().isEmpty()) {
            config.refused().ifPresent(refused -> reasons.add(refused.sentence()));
        }
        return new Answer.Health(reasons.isEmpty(), reasons);
    }

    private Answer.Services services(Optional<ObjectKey> after, int limit) {
        Map<ObjectKey, SpeakerServices.Standing> rest = after.<Map<ObjectKey, SpeakerServices.Standing>>map(
                key -> services.standings().tailMap(key, false)).orElse(services.standings());
        List<Answer.ServiceRow> rows = new ArrayList<>();
        for (SpeakerServices.Standing standing : rest.values()) {
            if (standing.service().isPresent()) {
                if (rows.size() >= limit) {
                    return new Answer.Services(rows, true);
                }
                rows.add(row(standing.service().get(), standing.story()));
            }
        }
        return new Answer.Services(rows, false);
    }

    private static Answer.ServiceRow row(Service service, Optional<AnnouncementStory.Chapter> story) {
        List<IpAddress> addresses = service.ingress().stream().flatMap(text -> IpAddress.parse(text).stream()).toList();
        return story.map(known -> new Answer.ServiceRow(service.key(), addresses, known.decision().word(),
                        known.decision().text()))
                .orElseGet(() -> new Answer.ServiceRow(service.key(), addresses, "undecided", "not decided yet"));
    }

    private static Answer.SessionRow row(SpeakerSession session) {
        return new Answer.SessionRow(session.name(), session.peer().state().name(), session.stateText(),
                session.peer().counters().announced());
    }

    /** A peer that does not run here: a reason beats silence. */
    private static Answer.SessionRow row(PeerSelection.Resting resting) {
        return new Answer.SessionRow(resting.name(), "Idle", resting.text(), 0);
    }

    private Answer.Routes routes(Optional<RouteKey> after, int limit) {
        List<Route> routes = services.routes().routesAfter(after, limit + 1);
        List<Answer.RouteRow> rows = routes.stream().limit(limit).map(route -> new Answer.RouteRow(route.key(), paths(route)))
                .toList();
        return new Answer.Routes(rows, routes.size() > limit);
    }

    /** How each established session that carries the route's family says it. */
    private List<Answer.Path> paths(Route route) {
        List<Answer.Path> paths = new ArrayList<>();
        for (SpeakerSession session : sessions.running()) {
            session.terms().filter(terms -> terms.families().contains(route.key().family()))
                    .flatMap(terms -> path(session, terms, route)).ifPresent(paths::add);
        }
        return paths;
    }

    /** Empty where the session has no next hop for the route, which is not told there then. */
    private static Optional<Answer.Path> path(SpeakerSession session, Terms terms, Route route) {
        WireTerms wire = terms.wire();
        return wire.resolve(route.nextHop(), route.key().family()).map(nextHop -> new Answer.Path(session.name(),
                nextHop, terms.internal() ? "" : terms.localAsn().toString(), session.config().origin(),
                wire.localPreference(route.attributes()),
                route.attributes().communities().stream().map(Object::toString).toList()));
    }
}
