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
        int most = label ? 63 : 253;
        if (name.length() > most) {
            return Optional.of(FieldError.invalid("metadata.name", name, "must be no more than " + most + " bytes"));
        }
        boolean fine = (label ? LABEL_1123 : SUBDOMAIN_1123).matcher(name).matches();
        return fine ? Optional.empty() : Optional.of(FieldError.invalid("metadata.name", name, label ? LABEL_TEXT : SUBDOMAIN_TEXT));
    }

    static boolean isLabel(String text) {
        return text.length() <= 63 && LABEL_1123.matcher(text).matches();
    }
}
