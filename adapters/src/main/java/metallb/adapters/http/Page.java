package metallb.adapters.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which part of a long answer is asked for: {@code ?after=KEY&limit=N}.
 *
 * @param after the last key of the page before
 * @param limit 1 to 1,000
 */
record Page<K>(Optional<K> after, int limit) {
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    /**
     * Reads a query.
     *
     * @param query as the request has it, still encoded; null where there is none
     * @param keys reads a key
     * @throws Wrong where it is not one
     */
    static <K> Page<K> of(String query, Function<String, Optional<K>> keys) throws Wrong {
        Page<K> page = new Page<>(Optional.empty(), USUAL);
        for (String part : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = decoded(equals < 0 ? "" : part.substring(equals + 1));
            page = switch (name) {
                case "after" -> new Page<>(Optional.of(keys.apply(value)
                        .orElseThrow(() -> new Wrong("after: no such key: " + value))), page.limit);
                case "limit" -> new Page<>(page.after, limit(value));
                default -> throw new Wrong("unknown parameter " + name + "; there are after and limit");
            };
        }
        return page;
    }

    private static int limit(String value) throws Wrong {
        int limit = value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : 0;
        if (limit < 1 || limit > MOST) {
            throw new Wrong("limit: 1 to " + MOST + ", not " + value);
        }
        return limit;
    }

    private static String decoded(String value) throws Wrong {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Wrong("not a query: " + value);
        }
    }

    /** What is wrong with a query, and what would be right. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message);
        }
    }
}
