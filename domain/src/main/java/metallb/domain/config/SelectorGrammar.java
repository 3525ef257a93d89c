package metallb.domain.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code node-selectors}: Kubernetes' label selectors, with the rules of Kubernetes for names and values. */
final class SelectorGrammar {
    static final String EXAMPLE = "- match-labels: {rack: a}";
    private static final String INVALID = "parsing node selector: ";
    static final List<String> SELECTOR = List.of("match-labels", "match-expressions");
    static final List<String> EXPRESSION = List.of("key", "operator", "values");
    private static final int LONGEST = 63;
    private static final int LONGEST_DNS_NAME = 253;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?");
    private static final Pattern DNS_NAME =
            Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");
    private static final String FORM = "at most 63 letters, digits, '-', '_' and '.', the first and the last of them a"
            + " letter or digit";
    private static final String WANTED_KEY = "expected " + FORM + ", perhaps with a DNS name and '/' before them";
    private static final String WANTED_VALUE = "expected nothing, or " + FORM;
    private static final String WANTED_OPERATOR = "expected In, NotIn, Exists or DoesNotExist";

    private final Findings findings;

    SelectorGrammar(Findings findings) {
        this.findings = findings;
    }

    /** Those of the items that make sense; what is wrong with the others is noted. */
    List<LabelSelector> read(List<Tree> items) {
        List<LabelSelector> selectors = new ArrayList<>();
        for (Tree item : items) {
            Section.of(item, SELECTOR, List.of(), findings).map(this::selector).ifPresent(selectors::add);
        }
        return selectors;
    }

    private LabelSelector selector(Section section) {
        List<LabelSelector.Requirement> requirements = new ArrayList<>();
        section.value("match-labels").ifPresent(tree -> labels(tree, requirements));
        for (Tree item : section.list("match-expressions", "- {key: rack, operator: In, values: [a, b]}")) {
            Section.of(item, EXPRESSION, List.of(), findings).flatMap(this::expression).ifPresent(requirements::add);
        }
        return new LabelSelector(requirements);
    }

    private void labels(Tree tree, List<LabelSelector.Requirement> requirements) {
        if (!(tree instanceof Tree.Mapping mapping)) {
            findings.error(tree.where(), INVALID + "found " + Quote.describe(tree) + " where labels belong",
                    "write them as key: value, such as rack: a");
            return;
        }
        mapping.entries().forEach((key, entry) -> {
            boolean named = isKey(entry.key(), key);
            Optional<String> value = value(entry.value());
            if (named && value.isPresent()) {
                requirements.add(new LabelSelector.In(key, List.of(value.get())));
            }
        });
    }

    private Optional<LabelSelector.Requirement> expression(Section section) {
        Optional<String> key = required(section, "key", "a label's name", WANTED_KEY)
                .filter(scalar -> isKey(scalar.where(), scalar.text())).map(Tree.Scalar::text);
        Optional<Tree.Scalar> operator = required(section, "operator", "In, NotIn, Exists or DoesNotExist",
                WANTED_OPERATOR);
        List<Tree> items = section.list("values", "- a");
        List<String> values = items.stream().flatMap(item -> value(item).stream()).toList();
        if (operator.isEmpty()) {
            return Optional.empty();
        }
        String word = operator.get().text();
        boolean fits = switch (word) {
            case "In", "NotIn" -> hasValues(operator.get(), section.value("values"));
            case "Exists", "DoesNotExist" -> hasNoValues(operator.get(), items);
            default -> {
                findings.error(operator.get().where(), INVALID + "unknown operator " + Quote.of(word), WANTED_OPERATOR);
                yield false;
            }
        };
        // what is wrong was noted
        return fits && key.isPresent() && values.size() == items.size()
                ? Optional.of(requirement(word, key.get(), values)) : Optional.empty();
    }

    private static LabelSelector.Requirement requirement(String operator, String key, List<String> values) {
        return switch (operator) {
            case "In" -> new LabelSelector.In(key, values);
            case "NotIn" -> new LabelSelector.NotIn(key, values);
            case "Exists" -> new LabelSelector.Exists(key);
            case "DoesNotExist" -> new LabelSelector.DoesNotExist(key);
            default -> throw new IllegalArgumentException("operator " + operator);
        };
    }

    private Optional<Tree.Scalar> required(Section section, String key, String what, String wanted) {
        if (section.value(key).isEmpty()) {
            findings.error(section.where(), INVALID + "missing " + key, "write " + key + ": with " + what);
            return Optional.empty();
        }
        return section.scalar(key, wanted);
    }

    /** A value that is no list was noted as such. */
    private boolean hasValues(Tree.Scalar operator, Optional<Tree> values) {
        boolean list = values.isEmpty() || values.get() instanceof Tree.Sequence;
        boolean any = values.isPresent() && values.get() instanceof Tree.Sequence some && !some.items().isEmpty();
        if (list && !any) {
            findings.error(operator.where(), INVALID + "operator " + operator.text() + " without values",
                    "write values: with a list of one or more");
        }
        return any;
    }

    private boolean hasNoValues(Tree.Scalar operator, List<Tree> values) {
        if (!values.isEmpty()) {
            findings.error(values.getFirst().where(), INVALID + "operator " + operator.text() + " with values",
                    "remove values, or write In or NotIn");
        }
        return values.isEmpty();
    }

    private boolean isKey(Where where, String text) {
        int slash = text.indexOf('/');
        boolean prefixed = slash < 0 || isDnsName(text.substring(0, slash));
        boolean valid = prefixed && isName(text.substring(slash + 1));
        if (!valid) {
            findings.error(where, INVALID + "invalid label key " + Quote.of(text), WANTED_KEY);
        }
        return valid;
    }

    /** A label without a value has the empty one: that is how the labels of node roles are written. */
    private Optional<String> value(Tree tree) {
        if (tree instanceof Tree.Nothing) {
            return Optional.of("");
        }
        if (tree instanceof Tree.Scalar scalar && (scalar.text().isEmpty() || isName(scalar.text()))) {
            return Optional.of(scalar.text());
        }
        findings.error(tree.where(), INVALID + "invalid label value"
                + (tree instanceof Tree.Scalar scalar ? " " + Quote.of(scalar.text())
                        : ": found " + Quote.describe(tree)), WANTED_VALUE);
        return Optional.empty();
    }

    /** Whether it is a DNS subdomain name, as Kubernetes wants of the names of most objects (RFC 1123). */
    static boolean isDnsName(String text) {
        return text.length() <= LONGEST_DNS_NAME && DNS_NAME.matcher(text).matches();
    }

    private static boolean isName(String text) {
        return text.length() <= LONGEST && NAME.matcher(text).matches();
    }
}
