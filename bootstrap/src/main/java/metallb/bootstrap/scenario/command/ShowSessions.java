package metallb.bootstrap.scenario.command;

import java.util.List;
import metallb.bootstrap.scenario.world.World;

/** {@code sessions r1}, {@code sessions a}: the BGP sessions of a router, or of a node's speaker. */
record ShowSessions(String name) implements Command {
    static ShowSessions parse(Arguments arguments) throws Refusal {
        ShowSessions sessions = new ShowSessions(arguments.name("ROUTER or NODE"));
        arguments.end();
        return sessions;
    }

    @Override
    public List<String> run(World world) throws Refusal {
        List<String> lines = Asking.sessions(world, Present.routerOrSpeaker(world, name)).stream()
                .map(row -> row.peer() + " " + row.state() + ", " + row.routes() + (row.routes() == 1 ? " route: " : " routes: ") + row.text()).toList();
        return lines.isEmpty() ? List.of("no sessions") : lines;
    }
}
