package metallb.domain.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Selects objects by their labels, as Kubernetes' LabelSelector does: all requirements must be met. Without any it
 * selects everything.
 *
 * @param requirements in the order written
 */
public record LabelSelector(List<Requirement> requirements) {
    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** What is asked of one label. */
    public sealed interface Requirement {
        String key();

        boolean isMetBy(Map<String, String> labels);
    }

    /** The label is there, with one of the values. */
    public record In(String key, List<String> values) implements Requirement {
        public In {
            Objects.requireNonNull(key, "key");
            values = atLeastOne(values);
        }

        @Override
        public boolean isMetBy(Map<String, String> labels) {
            return labels.containsKey(key) && values.contains(labels.get(key));
        }

        @Override
        public String toString() {
            return values.size() == 1 ? key + "=" + values.getFirst() : key + " in " + listed(values);
        }
    }

    /** The label is not there, or with another value. */
    public record NotIn(String key, List<String> values) implements Requirement {
        public NotIn {
            Objects.requireNonNull(key, "key");
            values = atLeastOne(values);
        }

        @Override
        public boolean isMetBy(Map<String, String> labels) {
            return !labels.containsKey(key) || !values.contains(labels.get(key));
        }

        @Override
        public String toString() {
            return values.size() == 1 ? key + "!=" + values.getFirst() : key + " notin " + listed(values);
        }
    }

    /** The label is there. */
    public record Exists(String key) implements Requirement {
        public Exists {
            Objects.requireNonNull(key, "key");
        }

        @Override
        public boolean isMetBy(Map<String, String> labels) {
            return labels.containsKey(key);
        }

        @Override
        public String toString() {
            return key;
        }
    }

    /** The label is not there. */
    public record DoesNotExist(String key) implements Requirement {
        public DoesNotExist {
            Objects.requireNonNull(key, "key");
        }

        @Override
        public boolean isMetBy(Map<String, String> labels) {
            return !labels.containsKey(key);
        }

        @Override
        public String toString() {
            return "!" + key;
        }
    }

    public boolean selectsEverything() {
        return requirements.isEmpty();
    }

    public boolean selects(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.isMetBy(labels));
    }

    /** As {@code kubectl --selector} takes it: {@code rack in (a,b),!old}. */
    @Override
    public String toString() {
        return requirements.isEmpty() ? "everything"
                : requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
    }

    private static List<String> atLeastOne(List<String> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        return List.copyOf(values);
    }

    private static String listed(List<String> values) {
        return "(" + String.join(",", values) + ")";
    }
}
