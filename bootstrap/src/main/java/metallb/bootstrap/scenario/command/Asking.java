package metallb.bootstrap.scenario.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.core.Answer;
import metallb.domain.core.MetricFamily;
import metallb.domain.core.Query;
import metallb.domain.route.RouteKey;

/** Asks cores for all pages of an answer. A core that answers something else than it was asked for is broken. */
final class Asking {
    private static final int PAGE = 500;

    private Asking() {}

    static List<Answer.RouteRow> routes(World world, Who who) throws Refusal {
        List<Answer.RouteRow> rows = new ArrayList<>();
        boolean more = true;
        while (more) {
            Optional<RouteKey> after = rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast().key());
            Answer.Routes page = (Answer.Routes) ask(world, who, new Query.Routes(after, PAGE));
            rows.addAll(page.rows());
            more = page.more();
        }
        return rows;
    }

    static List<Answer.SessionRow> sessions(World world, Who who) throws Refusal {
        return ((Answer.Sessions) ask(world, who, new Query.Sessions())).rows();
    }

    static List<MetricFamily> metrics(World world, Who who) throws Refusal {
        return ((Answer.Metrics) ask(world, who, new Query.Metrics())).families();
    }

    /** Why one of several controllers knows nothing; empty where it leads. */
    static Optional<String> standing(World world, Who who) throws Refusal {
        return ask(world, who, new Query.Services(Optional.empty(), 0)) instanceof Answer.StandsBy(String why)
                ? Optional.of(why) : Optional.empty();
    }

    /** What a core knows of a service. */
    static Optional<Answer.ServiceRow> service(World world, Who who, ObjectKey key) throws Refusal {
        Optional<ObjectKey> after = Optional.empty();
        boolean more = true;
        while (more) {
            Answer.Services page = (Answer.Services) ask(world, who, new Query.Services(after, PAGE));
            for (Answer.ServiceRow row : page.rows()) {
                if (row.service().equals(key)) {
                    return Optional.of(row);
                }
                after = Optional.of(row.service());
            }
            more = page.more();
        }
        return Optional.empty();
    }

    private static Answer ask(World world, Who who, Query query) throws Refusal {
        Present.running(world, who);
        return world.ask(who, query).orElseThrow();
    }
}
