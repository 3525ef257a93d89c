package metallb.bootstrap.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.RuleNotation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;

/** What goes wrong in a running cluster: shown, added to, taken back. */
@Command(name = "fault", mixinStandardHelpOptions = true, description = {"Add faults to a running cluster and show all that stand.",
    "A rule says which calls (verb, resource, namespace, name, client), what happens to them (fault: answer, drop, delay, hang,"
            + " truncate, watch-end, watch-drop, watch-cut, watch-hang, watch-expire, watch-delay) and how often (times, probability)."})
final class FaultCommand implements Callable<Integer> {
    @Mixin
    private RunningCluster cluster;

    @Parameters(paramLabel = "RULE", arity = "0..*",
            description = "for example '{\"verb\":\"update\",\"fault\":\"answer\",\"code\":409,\"times\":1}'")
    private List<String> rules = List.of();

    @Option(names = "--remove", paramLabel = "ID", description = "take this one back")
    private String remove;

    @Option(names = "--clear", description = "take all back, before adding")
    private boolean clear;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Rule> wanted = rules.stream().map(this::rule).toList();
        if (clear) {
            cluster.send("DELETE", "/faults", "");
        }
        if (remove != null) {
            cluster.send("DELETE", "/faults/" + remove, "");
        }
        for (Rule rule : wanted) {
            cluster.send("POST", "/faults", RuleNotation.write(rule).toString());
        }
        JsonNode state = cluster.send("GET", "/faults", "");
        PrintWriter out = spec.commandLine().getOut();
        state.path("faults").forEach(fault -> out.println(fault));
        out.println(state.path("faults").size() + " faults; the clock is " + state.path("clockOffsetSeconds").asDouble() + " s ahead");
        out.flush();
        return 0;
    }

    /** Not by a converter: picocli takes a parameter that cannot be converted for one too many. */
    private Rule rule(String text) {
        try {
            return new RuleConverter().convert(text);
        } catch (TypeConversionException unusable) {
            throw new ParameterException(spec.commandLine(), "Invalid value for RULE: " + unusable.getMessage(), unusable);
        }
    }
}
