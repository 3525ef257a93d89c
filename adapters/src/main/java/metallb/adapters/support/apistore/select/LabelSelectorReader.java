package metallb.adapters.support.apistore.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import metallb.adapters.support.apistore.schema.GoText;
import metallb.adapters.support.apistore.select.LabelSelector.Operator;
import metallb.adapters.support.apistore.select.LabelSelector.Requirement;

/** Reads a label selector token by token: words, and the signs {@code = == != ( ) , ! < >}. Refuses in the server's words. */
final class LabelSelectorReader {
    private static final Pattern TOKEN = Pattern.compile("==|!=|[=!(),<>]|[^\\s=!(),<>]+");
    private static final String SIGN = "==|!=|[=!(),<>]";

    private final LabelSyntax syntax;
    private final List<String> tokens;
    private final List<Requirement> requirements = new ArrayList<>();
    private int next;
    private String problem = "";

    LabelSelectorReader(String text, LabelSyntax syntax) {
        this.syntax = syntax;
        tokens = TOKEN.matcher(text).results().map(found -> found.group()).toList();
    }

    Parsed<LabelSelector> selector() {
        String expected = "!, identifier, or 'end of string'";
        while (next < tokens.size() || !requirements.isEmpty()) {
            if (!beginsRequirement()) {
                return refused("found '" + peek() + "', expected: " + expected);
            }
            requirement();
            if (!problem.isEmpty()) {
                return refused("unable to parse requirement: " + problem);
            }
            if (next == tokens.size()) {
                break;
            }
            if (!take(",")) {
                return refused("found '" + peek() + "', expected: ',' or 'end of string'");
            }
            expected = "identifier after ','";
        }
        return new Parsed.Selector<>(new LabelSelector(requirements));
    }

    private static Parsed<LabelSelector> refused(String why) {
        return new Parsed.Refused<>(why);
    }

    private boolean beginsRequirement() {
        return next < tokens.size() && (peek().equals("!") || !peek().matches(SIGN));
    }

    private void requirement() {
        boolean absent = take("!");
        String key = word();
        List<String> unfit = problem.isEmpty() ? syntax.keyProblems(key) : List.of();
        if (!unfit.isEmpty()) {
            fail("<nil>: Invalid value: " + GoText.quoted(key) + ": " + String.join("; ", unfit));
        } else if (absent) {
            requirements.add(new Requirement(key, Operator.ABSENT, Set.of()));
        } else if (next == tokens.size() || peek().equals(",")) {
            requirements.add(new Requirement(key, Operator.EXISTS, Set.of()));
        } else {
            compare(key);
        }
    }

    private void compare(String key) {
        if (take("=") || take("==")) {
            add(key, Operator.IN, Set.of(value()));
        } else if (take("!=")) {
            add(key, Operator.NOT_IN, Set.of(value()));
        } else if (take(">")) {
            add(key, Operator.GREATER, Set.of(value()));
        } else if (take("<")) {
            add(key, Operator.LESS, Set.of(value()));
        } else if (take("in")) {
            add(key, Operator.IN, values());
        } else if (take("notin")) {
            add(key, Operator.NOT_IN, values());
        } else {
            fail("found '" + peek() + "', expected: in, notin, =, ==, !=, gt, lt");
        }
    }

    private void add(String key, Operator operator, Set<String> values) {
        List<String> problems = new ArrayList<>();
        if (operator == Operator.GREATER || operator == Operator.LESS) {
            values.stream().filter(value -> GoText.integerProblem(value).isPresent()).forEach(value -> problems.add(
                    "values[0]: Invalid value: " + GoText.quoted(value) + ": for 'Gt', 'Lt' operators, the value must be an integer"));
        }
        int index = 0;
        for (String value : values) {
            List<String> unfit = syntax.valueProblems(value);
            if (!unfit.isEmpty()) {
                problems.add("values[" + index + "][" + key + "]: Invalid value: " + GoText.quoted(value) + ": " + String.join("; ", unfit));
            }
            index++;
        }
        if (!problems.isEmpty()) {
            fail(problems.size() == 1 ? problems.getFirst() : "[" + String.join(", ", problems) + "]");
        }
        requirements.add(new Requirement(key, operator, values));
    }

    private Set<String> values() {
        Set<String> values = new TreeSet<>();
        if (!take("(")) {
            fail("found '" + peek() + "' expected: '('");
            return values;
        }
        do {
            values.add(peek().equals(",") || peek().equals(")") ? "" : word());
        } while (take(","));
        if (!take(")")) {
            fail("found '" + peek() + "', expected: ',' or ')'");
        }
        return values;
    }

    /** A value may be empty: {@code a=} asks for the empty value. */
    private String value() {
        return next == tokens.size() || peek().equals(",") ? "" : word();
    }

    private String word() {
        if (next == tokens.size() || peek().matches(SIGN)) {
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

    /** The first thing that is wrong is told. */
    private void fail(String reason) {
        if (problem.isEmpty()) {
            problem = reason;
        }
    }
}
