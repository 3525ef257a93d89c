package metallb.bootstrap.scenario.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.core.Answer;

/** {@code explain default/nginx}: what the controller and each speaker make of a service, and why. */
record Explain(ObjectKey key) implements Command {
    static Explain parse(Arguments arguments) throws Refusal {
        Explain explain = new Explain(arguments.key());
        arguments.end();
        return explain;
    }

    @Override
    public List<String> run(World world) throws Refusal {
        List<String> lines = new ArrayList<>();
        for (Who.Role role : List.of(Who.Role.CONTROLLER, Who.Role.SPEAKER)) {
            for (Who who : world.all(role)) {
                lines.add(who + " | " + (world.isRunning(who) ? opinion(world, who) : "does not run"));
            }
        }
        return lines;
    }

    private String opinion(World world, Who who) throws Refusal {
        Optional<String> standing = Asking.standing(world, who);
        if (standing.isPresent()) {
            return standing.get();
        }
        Optional<Answer.ServiceRow> row = Asking.service(world, who, key);
        return row.map(known -> known.outcome()
                        + known.addresses().stream().map(address -> " " + address).collect(Collectors.joining())
                        + ": " + known.text())
                .orElse("does not know it");
    }
}
