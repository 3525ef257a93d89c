package metallb.bootstrap.scenario.command;

import java.util.ArrayList;
import java.util.List;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.core.Answer;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Origin;

/** {@code routes r1}: what a router has learned, a line each path. */
record ShowRoutes(Who router) implements Command {
    static ShowRoutes parse(Arguments arguments) throws Refusal {
        ShowRoutes routes = new ShowRoutes(Who.router(arguments.name("ROUTER")));
        arguments.end();
        return routes;
    }

    @Override
    public List<String> run(World world) throws Refusal {
        List<String> lines = new ArrayList<>();
        for (Answer.RouteRow row : Asking.routes(world, router)) {
            row.paths().forEach(path -> lines.add(row.key() + " via " + path.nextHop() + node(world, path.nextHop())
                    + ", " + attributes(path)));
        }
        return lines.isEmpty() ? List.of("no routes") : lines;
    }

    /** The origin where it is not the usual one, the local preference where the session has one. */
    private static String attributes(Answer.Path path) {
        StringBuilder text = new StringBuilder("AS path ").append(path.asPath().isEmpty() ? "empty" : path.asPath());
        if (path.origin() != Origin.IGP) {
            text.append(", origin ").append(path.origin());
        }
        path.localPreference().ifPresent(value -> text.append(", local preference ").append(value));
        return text.append(", communities ")
                .append(path.communities().isEmpty() ? "none" : String.join(" ", path.communities())).toString();
    }

    private static String node(World world, IpAddress address) {
        return world.all(Who.Role.SPEAKER).stream()
                .filter(who -> world.addresses(who).contains(address))
                .map(who -> " (" + who.name() + ")").findFirst().orElse("");
    }
}
