package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.select.LabelSyntax;
import tools.jackson.databind.JsonNode;

/** What keys and values of labels, annotations and data, and names of ports may look like. Findings are in the server's words. */
final class Keys {
    private static final String NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final int LONGEST_PORT_NAME = 15;
    private static final Pattern QUALIFIED_NAME = Pattern.compile(NAME);
    private static final Pattern LABEL_VALUE = Pattern.compile("(" + NAME + ")?");
    private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");
    private static final String NAME_TEXT = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
            + "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '" + NAME + "')";
    private static final String VALUE_TEXT = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or "
            + "'.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
            + "validation is '(" + NAME + ")?')";
    private static final String CONFIG_KEY_TEXT = "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. "
            + "'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

    /** Both, for who reads selectors. */
    static final LabelSyntax LABELS = new LabelSyntax() {
        @Override
        public List<String> keyProblems(String key) {
            return qualifiedNameProblems(key);
        }

        @Override
        public List<String> valueProblems(String value) {
            return labelValueProblems(value);
        }
    };

    private Keys() {
    }

    /** Of a label's key, and of what else is a name with an optional prefix from the DNS: {@code example.com/MyName}. */
    static List<String> qualifiedNameProblems(String text) {
        List<String> problems = new ArrayList<>();
        String[] parts = text.split("/", -1);
        if (parts.length > 2) {
            return List.of("a valid label key " + NAME_TEXT + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        }
        if (parts.length == 2) {
            if (parts[0].isEmpty()) {
                problems.add("prefix part must be non-empty");
            } else {
                Names.subdomainProblem(parts[0]).ifPresent(problem -> problems.add("prefix part " + problem));
            }
        }
        String name = parts[parts.length - 1];
        if (name.isEmpty()) {
            problems.add("name part must be non-empty");
        } else if (Names.bytes(name) > Names.LONGEST_LABEL) {
            problems.add("name part " + Names.tooLong(Names.LONGEST_LABEL));
        }
        if (!QUALIFIED_NAME.matcher(name).matches()) {
            problems.add("name part " + NAME_TEXT);
        }
        return problems;
    }

    /** Of a field that holds such a name, if it is there at all. {@code place}: where its owner stands, with a dot. */
    static void checkQualifiedName(JsonNode owner, String field, String place, List<FieldError> errors) {
        if (Json.at(owner, field) != null) {
            String name = Json.text(owner, field);
            qualifiedNameProblems(name).forEach(why -> errors.add(FieldError.invalid(place + field, name, why)));
        }
    }

    static List<String> labelValueProblems(String text) {
        List<String> problems = new ArrayList<>();
        if (Names.bytes(text) > Names.LONGEST_LABEL) {
            problems.add(Names.tooLong(Names.LONGEST_LABEL));
        }
        if (!LABEL_VALUE.matcher(text).matches()) {
            problems.add(VALUE_TEXT);
        }
        return problems;
    }

    /** Of a port's name by which others ask for it (RFC 6335 section 5.1, in lower case). */
    static List<String> portNameProblems(String text) {
        List<String> problems = new ArrayList<>();
        if (Names.bytes(text) > LONGEST_PORT_NAME) {
            problems.add(Names.tooLong(LONGEST_PORT_NAME));
        }
        if (!text.matches("[-a-z0-9]+")) {
            problems.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }
        if (!text.matches("(?s).*[a-z].*")) {
            problems.add("must contain at least one letter (a-z)");
        }
        if (text.contains("--")) {
            problems.add("must not contain consecutive hyphens");
        }
        if (text.startsWith("-") || text.endsWith("-")) {
            problems.add("must not begin or end with a hyphen");
        }
        return problems;
    }

    /** Of a key of a ConfigMap's or a Secret's data, which may become a file's name. */
    static List<String> configKeyProblems(String text) {
        List<String> problems = new ArrayList<>();
        if (Names.bytes(text) > Names.LONGEST_SUBDOMAIN) {
            problems.add(Names.tooLong(Names.LONGEST_SUBDOMAIN));
        }
        if (!CONFIG_KEY.matcher(text).matches()) {
            problems.add(CONFIG_KEY_TEXT);
        }
        if (text.equals(".") || text.equals("..")) {
            problems.add("must not be '" + text + "'");
        } else if (text.startsWith("..")) {
            problems.add("must not start with '..'");
        }
        return problems;
    }
}
