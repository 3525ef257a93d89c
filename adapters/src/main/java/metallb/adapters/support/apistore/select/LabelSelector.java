package metallb.adapters.support.apistore.select;

import java.util.List;
import java.util.Set;
import metallb.adapters.support.apistore.schema.GoText;
import tools.jackson.databind.JsonNode;

/** Requirements on labels, all of which must hold: {@code a=b, c!=d, e in (f,g), h notin (i), j, !k, l>3}. */
public record LabelSelector(List<Requirement> requirements) {
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** How a label's value is compared. */
    public enum Operator { IN, NOT_IN, EXISTS, ABSENT, GREATER, LESS }

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
                case GREATER -> isNumber(value) && Long.parseLong(value) > bound();
                case LESS -> isNumber(value) && Long.parseLong(value) < bound();
            };
        }

        /** A label that is no whole number of 64 bits is neither greater nor less than one. */
        private static boolean isNumber(String value) {
            return GoText.integerProblem(value).isEmpty();
        }

        private long bound() {
            return Long.parseLong(values.iterator().next());
        }
    }

    public boolean isEverything() {
        return requirements.isEmpty();
    }

    public boolean matches(JsonNode labels) {
        return requirements.stream().allMatch(each -> each.matches(labels));
    }

    /** {@code syntax}: what its keys and values may look like. */
    public static Parsed<LabelSelector> parse(String text, LabelSyntax syntax) {
        return new LabelSelectorReader(text, syntax).selector();
    }
}
