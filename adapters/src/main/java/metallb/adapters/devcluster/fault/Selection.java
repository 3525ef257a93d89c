package metallb.adapters.devcluster.fault;

import java.util.Objects;

/**
 * Which calls a rule is about. Each part is an exact text, or the beginning of one and {@code *}, or empty for any.
 *
 * @param client of the User-Agent, such as {@code metallb-speaker*}
 */
public record Selection(String verb, String resource, String namespace, String name, String client) {
    public static final Selection ALL = new Selection("", "", "", "", "");

    public Selection {
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(client, "client");
    }

    public static Selection of(String verb, String resource) {
        return new Selection(verb, resource, "", "", "");
    }

    public boolean matches(Call call) {
        return matches(verb, call.verb()) && matches(resource, call.resource()) && matches(namespace, call.namespace())
                && matches(name, call.name()) && matches(client, call.client());
    }

    private static boolean matches(String pattern, String text) {
        return pattern.isEmpty() || (pattern.endsWith("*") ? text.startsWith(pattern.substring(0, pattern.length() - 1))
                : text.equals(pattern));
    }
}
