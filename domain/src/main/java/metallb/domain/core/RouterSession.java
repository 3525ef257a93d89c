package metallb.domain.core;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import metallb.domain.bgp.session.Peer;
import metallb.domain.bgp.session.Reason;
import metallb.domain.bgp.session.SessionOutput;
import metallb.domain.bgp.session.SessionState;
import metallb.domain.bgp.session.Terms;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Family;
import metallb.domain.net.LinkId;
import metallb.domain.route.Route;
import metallb.domain.route.RouteKey;
import metallb.domain.route.RouteTable;

/** One link that the router accepted, with its session and what came over it. */
final class RouterSession {
    private final LinkId link;
    private final String name;
    private final Peer peer;
    private final RouterRoutes routes;

    /** The router has nothing to tell. */
    private record Nothing() implements RouteTable {
        @Override
        public Optional<Route> find(RouteKey key) {
            return Optional.empty();
        }

        @Override
        public List<Route> routesAfter(Optional<RouteKey> key, int limit) {
            return List.of();
        }

        @Override
        public int size() {
            return 0;
        }
    }

    RouterSession(LinkId link, AddressPort remote, RouterSettings settings, RouterRoutes routes) {
        this.link = link;
        this.name = remote.toString();
        this.peer = Peer.anybody(settings.anybody(remote), new Nothing());
        this.routes = routes;
    }

    LinkId link() {
        return link;
    }

    String name() {
        return name;
    }

    Peer peer() {
        return peer;
    }

    RouterRoutes routes() {
        return routes;
    }

    boolean isEstablished() {
        return peer.state() instanceof SessionState.Established;
    }

    Answer.SessionRow row() {
        String text = switch (peer.state()) {
            case SessionState.Idle(Reason reason) -> reason.text();
            case SessionState.Active(Reason reason) -> reason.text();
            case SessionState.Connecting _ -> "connecting";
            case SessionState.OpenSent _ -> "waiting for the peer's OPEN";
            case SessionState.OpenConfirm _ -> "waiting for the peer's first KEEPALIVE";
            case SessionState.Established(long _, Terms terms) -> text(terms);
        };
        return new Answer.SessionRow(name, peer.state().name(), text, routes.size());
    }

    /** What the session wants done, and what it learned in words. */
    void collect(List<RouterEffect> effects) {
        for (SessionOutput output : peer.takeOutputs()) {
            switch (output) {
                case SessionOutput.Connect(var to, var settings) -> effects.add(new LinkEffect.Connect(to, settings));
                case SessionOutput.Send(var to, var bytes) -> effects.add(new LinkEffect.Send(to, bytes));
                case SessionOutput.Resume(var of) -> effects.add(new LinkEffect.Resume(of));
                case SessionOutput.Probe(var of) -> effects.add(new LinkEffect.Probe(of));
                case SessionOutput.Close(var of) -> effects.add(new LinkEffect.Close(of));
                case SessionOutput.Up up -> effects.add(Report.info(name, "sessionUp", text(up.terms())));
                case SessionOutput.Down(Reason reason) -> effects.add(Report.warning(name, "sessionDown",
                        reason.text() + "; " + RouterRoutes.count(routes.clear()) + " dropped"));
                case SessionOutput.Failed(Reason reason) ->
                        effects.add(Report.warning(name, "sessionFailed", reason.text()));
                case SessionOutput.Dropped(Reason reason) ->
                        effects.add(Report.warning(name, "connectionDropped", reason.text()));
                case SessionOutput.Rejected(Reason reason) ->
                        effects.add(Report.warning(name, "connectionRejected", reason.text()));
                case SessionOutput.Received(var update) -> effects.addAll(routes.apply(update));
                case SessionOutput.Refresh(Family family) -> effects.add(Report.info(name, "refreshRequested",
                        "the peer asked for all " + family + " routes; there are none"));
            }
        }
    }

    private static String text(Terms terms) {
        return "AS " + terms.remoteAsn() + ", router id " + terms.remoteId() + ", hold time "
                + terms.holdTime().toSeconds() + " s, "
                + terms.families().stream().map(Family::toString).collect(Collectors.joining(" and "));
    }
}
