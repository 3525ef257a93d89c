package metallb.bootstrap.scenario.command;

import java.util.ArrayList;
import java.util.List;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.core.Answer;
import metallb.domain.net.IpAddress;

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
                    + ", AS path " + (path.asPath().isEmpty() ? "empty" : path.asPath())
                    + ", communities " + (path.communities().isEmpty() ? "none" : String.join(" ", path.communities()))));
        }
        return lines.isEmpty() ? List.of("no routes") : lines;
    }

    private static String node(World world, IpAddress address) {
        return world.all(Who.Role.SPEAKER).stream()
                .filter(who -> world.address(who).filter(address::equals).isPresent())
                .map(who -> " (" + who.name() + ")").findFirst().orElse("");
    }
}
