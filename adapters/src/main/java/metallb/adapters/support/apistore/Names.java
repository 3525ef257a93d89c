package metallb.adapters.support.apistore;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What names of objects may look like, and what the server says about those that do not. */
final class Names {
    static final int LONGEST_LABEL = 63;
    static final int LONGEST_SUBDOMAIN = 253;
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern LABEL_1123 = Pattern.compile(LABEL);
    private static final Pattern SUBDOMAIN_1123 = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final String LABEL_TEXT = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-',"
            + " and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '"
            + LABEL + "')";
    private static final String SUBDOMAIN_TEXT = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
            + " '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '"
            + LABEL + "(\\." + LABEL + ")*')";

    private Names() {
    }

    /** What is wrong with a name of this resource. */
    static Optional<String> problem(Resource resource, String name) {
        return resource.is(Resource.Trait.PATH_NAMES) ? pathProblem(name)
                : resource.is(Resource.Trait.LABEL_NAMES) ? labelProblem(name) : subdomainProblem(name);
    }

    /** What is wrong with the beginning of names of this resource: it may end in a dash, since more follows. */
    static Optional<String> prefixProblem(Resource resource, String prefix) {
        boolean masked = prefix.length() > 1 && prefix.endsWith("-") && !resource.is(Resource.Trait.PATH_NAMES);
        return problem(resource, masked ? prefix.substring(0, prefix.length() - 2) + "a" : prefix);
    }

    /** What the server says of a text that cannot stand in a path. */
    static Optional<String> pathProblem(String name) {
        return name.equals(".") || name.equals("..") ? Optional.of("may not be '" + name + "'")
                : name.contains("/") ? Optional.of("may not contain '/'")
                : name.contains("%") ? Optional.of("may not contain '%'") : Optional.empty();
    }

    /** What the server says of a text that is no name in the DNS; empty for one that is. */
    static Optional<String> subdomainProblem(String text) {
        return bytes(text) > LONGEST_SUBDOMAIN ? Optional.of(tooLong(LONGEST_SUBDOMAIN))
                : SUBDOMAIN_1123.matcher(text).matches() ? Optional.empty() : Optional.of(SUBDOMAIN_TEXT);
    }

    /** What the server says of a text that is no label of a name in the DNS; empty for one that is. */
    static Optional<String> labelProblem(String text) {
        return bytes(text) > LONGEST_LABEL ? Optional.of(tooLong(LONGEST_LABEL))
                : LABEL_1123.matcher(text).matches() ? Optional.empty()
                : Optional.of(SUBDOMAIN_1123.matcher(text).matches() ? "must not contain dots" : LABEL_TEXT);
    }

    static String tooLong(int most) {
        return "must be no more than " + most + " bytes";
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
