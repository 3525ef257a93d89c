package metallb.adapters.support.apistore;

import java.util.Optional;
import java.util.regex.Pattern;

/** What names may look like, and what the server says about those that do not. */
final class Names {
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

    /** What is wrong with a metadata.name of this resource. */
    static Optional<FieldError> problem(Resource resource, String name) {
        if (resource.is(Resource.Trait.PATH_NAMES)) {
            return name.equals(".") || name.equals("..") ? Optional.of(FieldError.invalid("metadata.name", name, "may not be '" + name + "'"))
                    : name.contains("/") ? Optional.of(FieldError.invalid("metadata.name", name, "may not contain '/'"))
                    : name.contains("%") ? Optional.of(FieldError.invalid("metadata.name", name, "may not contain '%'")) : Optional.empty();
        }
        boolean label = resource.is(Resource.Trait.LABEL_NAMES);
        return (label ? labelProblem(name) : subdomainProblem(name)).map(why -> FieldError.invalid("metadata.name", name, why));
    }

    /** What the server says of a text that is no name in the DNS; empty for one that is. */
    static Optional<String> subdomainProblem(String text) {
        return text.length() > 253 ? Optional.of("must be no more than 253 bytes")
                : SUBDOMAIN_1123.matcher(text).matches() ? Optional.empty() : Optional.of(SUBDOMAIN_TEXT);
    }

    /** What the server says of a text that is no label of a name in the DNS; empty for one that is. */
    static Optional<String> labelProblem(String text) {
        return text.length() > 63 ? Optional.of("must be no more than 63 bytes")
                : LABEL_1123.matcher(text).matches() ? Optional.empty() : Optional.of(LABEL_TEXT);
    }
}
