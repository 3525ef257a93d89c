package metallb.bootstrap.scenario.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rest of a line as {@code key=value}, each key once. */
final class Options {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Takes all words that are left; each must be one of these. */
    Options(Arguments arguments, String... known) throws Refusal {
        while (arguments.hasMore()) {
            String word = arguments.next("KEY=VALUE");
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || !List.of(known).contains(key)) {
                throw new Refusal("\"" + word + "\" is none of " + String.join("=, ", known) + "=");
            }
            if (values.put(key, word.substring(equals + 1)) != null) {
                throw new Refusal("\"" + key + "\" stands there twice");
            }
        }
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Optional<Boolean> truth(String key) throws Refusal {
        String value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.equals("true") && !value.equals("false")) {
            throw new Refusal(key + " is true or false, not \"" + value + "\"");
        }
        return Optional.of(Boolean.valueOf(value));
    }
}
