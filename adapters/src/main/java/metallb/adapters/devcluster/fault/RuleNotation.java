package metallb.adapters.devcluster.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import metallb.adapters.devcluster.fault.Fault.Break;
import metallb.adapters.devcluster.fault.Fault.Stage;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rules as JSON: {@code {"verb": "watch", "resource": "services", "fault": "watch-cut", "events": 3, "times": 1}}. */
public final class RuleNotation {
    private static final Set<String> KNOWN = Set.of("verb", "resource", "namespace", "name", "client", "times", "probability",
            "fault", "code", "reason", "message", "retryAfterSeconds", "landed", "seconds", "bytes", "events");
    private static final String KINDS = "answer, drop, delay, hang, truncate, watch-end, watch-drop, watch-cut, watch-hang, "
            + "watch-expire, watch-delay";
    private static final double DEFAULT_SECONDS = 600;
    private static final double LATE_SECONDS = 1;
    private static final int MOST_COUNT = 1_000_000_000;
    /** Said by leaving {@code times} out; a written 0 would read as never. */
    private static final int ALWAYS = 0;

    private final JsonNode tree;
    private final List<String> problems = new ArrayList<>();

    private RuleNotation(JsonNode tree) {
        this.tree = tree;
    }

    /** What a text meant, or what is wrong with it. */
    public sealed interface Reading {
        record Read(Rule rule) implements Reading {
        }

        record Unusable(List<String> problems) implements Reading {
            public Unusable {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Never throws for what it is given. */
    public static Reading read(JsonNode tree) {
        if (!(tree instanceof ObjectNode)) {
            return new Reading.Unusable(List.of("a rule is a JSON object"));
        }
        var notation = new RuleNotation(tree);
        tree.propertyNames().stream().filter(name -> !KNOWN.contains(name))
                .forEach(name -> notation.problems.add("unknown field " + name));
        Rule rule = notation.rule();
        return notation.problems.isEmpty() ? new Reading.Read(rule) : new Reading.Unusable(notation.problems);
    }

    /** What {@link #read} reads again. */
    public static ObjectNode write(Rule rule) {
        ObjectNode json = Json.object();
        Selection selection = rule.selection();
        putUnlessEmpty(json, "verb", selection.verb());
        putUnlessEmpty(json, "resource", selection.resource());
        putUnlessEmpty(json, "namespace", selection.namespace());
        putUnlessEmpty(json, "name", selection.name());
        putUnlessEmpty(json, "client", selection.client());
        describe(json, rule.fault());
        if (rule.times() > 0) {
            json.put("times", rule.times());
        }
        return rule.probability() < 1 ? json.put("probability", rule.probability()) : json;
    }

    private Rule rule() {
        var selection = new Selection(text("verb", ""), text("resource", ""), text("namespace", ""), text("name", ""),
                text("client", ""));
        return new Rule(selection, fault(), whole("times", ALWAYS, 1, MOST_COUNT), probability());
    }

    /** Some fault in any case; where it is not the one that was meant, the problems say so. */
    private Fault fault() {
        String kind = text("fault", "");
        return switch (kind) {
            case "answer" -> new Fault.Answer(refusal());
            case "drop" -> new Fault.Drop(stage());
            case "delay" -> new Fault.Delay(time(LATE_SECONDS), stage());
            case "hang" -> new Fault.Hang(time(DEFAULT_SECONDS), stage());
            case "truncate" -> new Fault.Truncate(whole("bytes", 100, 0, MOST_COUNT));
            case "watch-end" -> broken(Break.END);
            case "watch-drop" -> broken(Break.DROP);
            case "watch-cut" -> broken(Break.CUT);
            case "watch-hang" -> broken(Break.HANG);
            case "watch-expire" -> broken(Break.EXPIRE);
            case "watch-delay" -> new Fault.DelayWatch(time(LATE_SECONDS));
            default -> {
                problems.add("fault is " + (kind.isEmpty() ? "missing" : "\"" + kind + "\"") + "; wanted one of " + KINDS);
                yield new Fault.Drop(Stage.BEFORE);
            }
        };
    }

    private Refusal refusal() {
        Refusal usual = Refusal.of(whole("code", 500, 400, 599));
        return new Refusal(usual.code(), text("reason", usual.reason()), text("message", usual.message()),
                whole("retryAfterSeconds", usual.retryAfterSeconds(), 0, (int) Fault.LONGEST.toSeconds()));
    }

    private Fault broken(Break how) {
        return new Fault.BreakWatch(how, whole("events", 0, 0, MOST_COUNT), time(DEFAULT_SECONDS));
    }

    private Stage stage() {
        JsonNode landed = tree.get("landed");
        if (landed != null && !landed.isBoolean()) {
            problems.add("landed is " + landed + "; wanted true or false");
        }
        return landed != null && landed.isBoolean() && landed.booleanValue() ? Stage.AFTER : Stage.BEFORE;
    }

    private Duration time(double usual) {
        double most = Fault.LONGEST.toSeconds();
        double seconds = number("seconds", usual, 0, most, "a number from 0 to " + Fault.LONGEST.toSeconds());
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private double probability() {
        return number("probability", 1, Double.MIN_VALUE, 1, "a number above 0 and up to 1");
    }

    private double number(String name, double usual, double least, double most, String wanted) {
        JsonNode found = tree.get(name);
        if (found == null) {
            return usual;
        }
        if (!found.isNumber() || !(found.asDouble() >= least && found.asDouble() <= most)) {
            problems.add(name + " is " + found + "; wanted " + wanted);
            return usual;
        }
        return found.asDouble();
    }

    private int whole(String name, int usual, int least, int most) {
        JsonNode found = tree.get(name);
        if (found == null) {
            return usual;
        }
        if (!found.isIntegralNumber() || !found.canConvertToInt() || found.intValue() < least || found.intValue() > most) {
            problems.add(name + " is " + found + "; wanted a whole number from " + least + " to " + most);
            return usual;
        }
        return found.intValue();
    }

    private String text(String name, String usual) {
        JsonNode found = tree.get(name);
        if (found != null && !found.isString()) {
            problems.add(name + " is " + found + "; wanted a text");
        }
        return found != null && found.isString() ? found.stringValue() : usual;
    }

    private static void describe(ObjectNode json, Fault fault) {
        switch (fault) {
            case Fault.Answer(Refusal refusal) -> json.put("fault", "answer").put("code", refusal.code())
                    .put("reason", refusal.reason()).put("message", refusal.message())
                    .put("retryAfterSeconds", refusal.retryAfterSeconds());
            case Fault.Drop(Stage stage) -> json.put("fault", "drop").put("landed", stage == Stage.AFTER);
            case Fault.Delay(Duration by, Stage stage) -> json.put("fault", "delay").put("seconds", seconds(by))
                    .put("landed", stage == Stage.AFTER);
            case Fault.Hang(Duration most, Stage stage) -> json.put("fault", "hang").put("seconds", seconds(most))
                    .put("landed", stage == Stage.AFTER);
            case Fault.Truncate(int bytes) -> json.put("fault", "truncate").put("bytes", bytes);
            case Fault.BreakWatch(Break how, int events, Duration most) -> {
                json.put("fault", "watch-" + how.name().toLowerCase(Locale.ROOT)).put("events", events);
                if (how == Break.HANG) {
                    json.put("seconds", seconds(most));
                }
            }
            case Fault.DelayWatch(Duration by) -> json.put("fault", "watch-delay").put("seconds", seconds(by));
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static void putUnlessEmpty(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }
}
