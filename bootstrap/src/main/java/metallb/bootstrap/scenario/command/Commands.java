package metallb.bootstrap.scenario.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All commands of version 1 of the language. */
public final class Commands {
    /** The version of the language; a script's first command names it. */
    public static final int VERSION = 1;

    private static final Map<String, Entry> ALL = new LinkedHashMap<>();

    static {
        put("scenario VERSION", Version::parse);
        put("nodes NODE... [with addresses NODE=ADDRESS[,ADDRESS]...]", Nodes::parse);
        put("router NAME ADDRESS as ASN [id ID] [password PASSWORD]", NewRouter::parse);
        put("config, and the configuration's text below", Configure::parse);
        put("apply, and manifests below", Apply::parse);
        put("controller NAME", NewController::parse);
        put("service NAMESPACE/NAME [type=TYPE] [policy=Cluster|Local] [ip=ADDRESS] [pool=POOL] [class=CLASS]",
                DeclareService::parse);
        put("endpoints NAMESPACE/NAME [NODE[:ready|:notready|:terminating]...]", DeclareEndpoints::parse);
        put("overwrite NAMESPACE/NAME [ADDRESS...]", Overwrite::parse);
        put("delete KIND NAMESPACE/NAME", Delete::parse);
        put("node NODE [label=KEY[=VALUE]] [unlabel=KEY] [networkUnavailable=true|false] [ready=true|false]",
                ChangeNode::parse);
        put("advance DURATION", Advance::parse);
        put("status NAMESPACE/NAME", ShowStatus::parse);
        put("get KIND NAMESPACE/NAME POINTER", ShowField::parse);
        put("events KIND NAMESPACE/NAME", ShowEvents::parse);
        put("routes ROUTER", ShowRoutes::parse);
        put("sessions ROUTER|NODE", ShowSessions::parse);
        put("explain NAMESPACE/NAME", Explain::parse);
        put("metrics controller|controller-NAME|speaker NODE|router NAME BEGINNING", ShowMetrics::parse);
        put("stop controller|controller-NAME|speaker NODE|router NAME", Life.Stop::parse);
        put("crash controller|controller-NAME|speaker NODE|router NAME", Life.Crash::parse);
        put("start controller|controller-NAME|speaker NODE|router NAME", Life.Start::parse);
        put("cut NODE ROUTER", Line.Cut::parse);
        put("heal NODE ROUTER", Line.Heal::parse);
        put("freeze controller|controller-NAME|speaker NODE|router NAME DURATION", Trouble.Freeze::parse);
        put("partition controller|controller-NAME DURATION", Trouble.Partition::parse);
        put("weather fair|refused|lost|unheard|late|stuck|mixed SEED", Trouble.Weather::parse);
        put("outage controller|controller-NAME|speaker NODE DURATION", Trouble.Outage::parse);
        put("clocks forward|back DURATION", Trouble.Clocks::parse);
    }

    private Commands() {}

    /** Understands the arguments of one command. */
    @FunctionalInterface
    private interface Grammar {
        Command parse(Arguments arguments) throws Refusal;
    }

    private record Entry(String usage, Grammar grammar) {}

    /**
     * Understands a command.
     *
     * @param lines its name and words, then what stands below
     */
    public static Command parse(List<String> lines) throws Refusal {
        List<String> words = List.of(lines.getFirst().strip().split("\\s+"));
        Entry entry = ALL.get(words.getFirst());
        if (entry == null) {
            throw new Refusal("unknown command \"" + words.getFirst() + "\"; there are "
                    + String.join(", ", ALL.keySet()));
        }
        StringBuilder body = new StringBuilder();
        lines.stream().skip(1).forEach(line -> body.append(line).append('\n'));
        try {
            return entry.grammar().parse(new Arguments(words.subList(1, words.size()), body.toString()));
        } catch (Refusal refusal) {
            throw new Refusal(refusal.getMessage() + "; usage: " + entry.usage());
        }
    }

    private static void put(String usage, Grammar grammar) {
        ALL.put(usage.split("[ ,]")[0], new Entry(usage, grammar));
    }
}
