package metallb.adapters.support.apistore.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Requirements on labels, all of which must hold: {@code a=b, c!=d, e in (f,g), h notin (i), j, !k}. */
public record LabelSelector(List<Requirement> requirements) {
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** How a label's value is compared. */
    public enum Operator { IN, NOT_IN, EXISTS, ABSENT }

    /** One requirement; {@code values} is empty for the two that ask only whether the key is there. */
    public record Requirement(String key, Operator operator, Set<String> values) {
        boolean matches(JsonNode labels) {
            JsonNode found = labels.get(key);
            String value = found == null ? "" : found.stringValue();
            return switch (operator) {
                case EXISTS -> found != null;
                case ABSENT -> found == null;
                case IN -> found != null && values.contains(value);
                // a missing label satisfies != and notin (Kubernetes documentation, labels)
                case NOT_IN -> found == null || !values.contains(value);
            };
        }
    }

    public boolean isEverything() {
        return requirements.isEmpty();
    }

    public boolean matches(JsonNode labels) {
        return requirements.stream().allMatch(each -> each.matches(labels));
    }

    public static Parsed<LabelSelector> parse(String text) {
        return text.isBlank() ? new Parsed.Selector<>(EVERYTHING) : new Reader(text).selector();
    }

    /** Reads token by token: words, and the signs {@code = == != ( ) , !}. */
    private static final class Reader {
        private static final Pattern TOKEN = Pattern.compile("==|!=|[=!(),<>]|[^\\s=!(),<>]+");

        private final List<String> tokens = new ArrayList<>();
        private final List<Requirement> requirements = new ArrayList<>();
        private int next;
        private String problem = "";

        Reader(String text) {
            var matcher = TOKEN.matcher(text);
            while (matcher.find()) {
                tokens.add(matcher.group());
            }
        }

        Parsed<LabelSelector> selector() {
            do {
                requirement();
            } while (problem.isEmpty() && take(","));
            if (problem.isEmpty() && next < tokens.size()) {
                problem = "found '" + peek() + "', expected: ',' or 'end of string'";
            }
            return problem.isEmpty() ? new Parsed.Selector<>(new LabelSelector(requirements))
                    : new Parsed.Refused<>("unable to parse requirement: " + problem);
        }

        private void requirement() {
            if (take("!")) {
                requirements.add(new Requirement(word(), Operator.ABSENT, Set.of()));
                return;
            }
            String key = word();
            if (next == tokens.size() || peek().equals(",")) {
                requirements.add(new Requirement(key, Operator.EXISTS, Set.of()));
            } else if (take("=") || take("==")) {
                requirements.add(new Requirement(key, Operator.IN, Set.of(value())));
            } else if (take("!=")) {
                requirements.add(new Requirement(key, Operator.NOT_IN, Set.of(value())));
            } else if (take("in")) {
                requirements.add(new Requirement(key, Operator.IN, values()));
            } else if (take("notin")) {
                requirements.add(new Requirement(key, Operator.NOT_IN, values()));
            } else {
                fail("found '" + peek() + "', expected: in, notin, =, ==, !=, gt, lt");
            }
        }

        private Set<String> values() {
            Set<String> values = new TreeSet<>();
            if (!take("(")) {
                fail("found '" + peek() + "', expected: '('");
                return values;
            }
            do {
                values.add(value());
            } while (take(","));
            if (!take(")")) {
                fail("found '" + peek() + "', expected: ',' or ')'");
            }
            return values;
        }

        /** A value may be empty: {@code a=} asks for the empty value. */
        private String value() {
            return next == tokens.size() || peek().equals(",") || peek().equals(")") ? "" : word();
        }

        private String word() {
            if (next == tokens.size() || peek().matches("==|!=|[=!(),<>]")) {
                fail("found '" + peek() + "', expected: identifier");
                return "";
            }
            return tokens.get(next++);
        }

        private boolean take(String sign) {
            boolean found = next < tokens.size() && tokens.get(next).equals(sign);
            next += found ? 1 : 0;
            return found;
        }

        private String peek() {
            return next < tokens.size() ? tokens.get(next) : "";
        }

        private void fail(String reason) {
            if (problem.isEmpty()) {
                problem = reason;
            }
        }
    }
}
