package metallb.adapters.devcluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * What may differ between the recording and us, since it is not for a server to choose twice alike: uids, versions, times,
 * assigned addresses and ports, tokens. One recorded value stands for one of ours, everywhere, and the other way around.
 */
final class Placeholders {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d";
    private static final Pattern MARK = Pattern.compile("<time\\.us>|<time>|<jwt>|uid-\\d+|\\br\\d+\\b|\\b10\\.(?:9[6-9]|10\\d|11[01])"
            + "\\.\\d+\\.\\d+\\b|\\b3[0-2]\\d{3}\\b|\\bgen-[a-z0-9]{5}\\b|(?<=^|\")\\d+s(?=$|\")|127\\.0\\.0\\.1:\\d+|hash=[0-9A-F]{128}");
    private static final List<String> FREE = List.of("hash=", "127.0.0.1:");

    private final Map<String, String> ours = new HashMap<>();
    private final Map<String, String> recorded = new HashMap<>();
    private final Map<Integer, Long> versions = new TreeMap<>();

    void bind(String mark, String value) {
        ours.put(mark, value);
        recorded.put(value, mark);
    }

    /** The text as we must send it. {@code unknown}: what to send for a mark that no answer has bound yet. */
    String filled(String text, Function<String, String> unknown) {
        return MARK.matcher(text).replaceAll(match -> Matcher.quoteReplacement(switch (match.group()) {
            case "<time>" -> "2026-11-23T08:00:00Z";
            case "<time.us>" -> "2026-11-23T08:00:00.000000Z";
            default -> ours.computeIfAbsent(match.group(), unknown);
        }));
    }

    /** The path with our token of the next page, if it has one. */
    String paged(String path) {
        int at = path.indexOf("continue=");
        String token = at < 0 ? "" : path.substring(at + "continue=".length()).split("&")[0];
        return ours.containsKey(token) ? path.replace(token, ours.get(token)) : path;
    }

    /** Where the recorded tree and ours differ, as lines; {@code some}: the recording shows only some items of its arrays. */
    List<String> differences(JsonNode expected, JsonNode actual, boolean some) {
        List<String> differences = new ArrayList<>();
        compare("", expected, actual, some, differences);
        return differences;
    }

    private void compare(String path, JsonNode expected, JsonNode actual, boolean some, List<String> differences) {
        if (actual == null) {
            differences.add(path + " is missing");
        } else if (expected.isString() && expected.stringValue().matches("<\\d+ managers>")) {
            if (!expected.stringValue().equals("<" + actual.size() + " managers>")) {
                differences.add(path + " expected " + expected + " but there are " + actual);
            }
        } else if (expected.isObject() && actual.isObject()) {
            List<String> names = List.copyOf(expected.propertyNames());
            if (!names.equals(List.copyOf(actual.propertyNames())) && !(some && path.equals("/paths"))) {
                differences.add(path + " expected fields " + names + " but found " + actual.propertyNames());
            }
            names.forEach(name -> compare(path + "/" + name, expected.get(name), actual.get(name), some, differences));
        } else if (expected.isArray() && actual.isArray()) {
            items(path, expected, actual, some, differences);
        } else if (expected.isContainer() || actual.isContainer() || expected.isString() != actual.isString()
                || !matches(path, text(expected), text(actual))) {
            differences.add(path + " expected " + expected + " but found " + actual);
        }
    }

    private void items(String path, JsonNode expected, JsonNode actual, boolean some, List<String> differences) {
        if (!some && expected.size() != actual.size()) {
            differences.add(path + " expected " + expected.size() + " items but found " + actual.size());
        }
        int next = 0;
        for (int index = 0; index < expected.size(); index++) {
            int at = next;
            while (some && at < actual.size() && !sameSubject(expected.get(index), actual.get(at))) {
                at++;
            }
            compare(path + "/" + index, expected.get(index), actual.get(at), some, differences);
            next = at < actual.size() ? at + 1 : next;
        }
    }

    private static boolean sameSubject(JsonNode expected, JsonNode actual) {
        for (String key : List.of("name", "resource", "version", "subresource")) {
            if (expected.has(key)) {
                return expected.get(key).equals(actual.get(key));
            }
        }
        return true;
    }

    private static String text(JsonNode leaf) {
        return leaf instanceof StringNode string ? string.stringValue() : leaf.toString();
    }

    /** Whether our text is the recorded one with its marks filled in; binds those that are new. */
    boolean matches(String path, String expected, String actual) {
        if (path.endsWith("/description") && expected.equals("...")) {
            return !actual.isEmpty();
        }
        if (path.endsWith("/continue")) {
            bind(expected, actual);
            return start(expected).equals(start(actual));
        }
        List<String> marks = new ArrayList<>();
        StringBuilder pattern = new StringBuilder();
        Matcher found = MARK.matcher(expected);
        int from = 0;
        while (found.find()) {
            pattern.append(Pattern.quote(expected.substring(from, found.start()))).append(form(found.group()));
            marks.add(found.group());
            from = found.end();
        }
        Matcher matched = Pattern.compile(pattern + Pattern.quote(expected.substring(from)), Pattern.DOTALL).matcher(actual);
        if (!matched.matches()) {
            return false;
        }
        for (int index = 0; index < marks.size(); index++) {
            if (!isSame(marks.get(index), matched.group(index + 1))) {
                return false;
            }
        }
        return true;
    }

    private static String form(String mark) {
        if (mark.startsWith("<time")) {
            return mark.equals("<time>") ? "(" + TIME + "Z)" : "(" + TIME + "\\.\\d{6}Z)";
        }
        return mark.equals("<jwt>") ? "([\\w-]+\\.[\\w-]+\\.[\\w-]+)" : mark.startsWith("uid-") ? "([0-9a-f-]{36})"
                : mark.startsWith("r") ? "(\\d+)" : mark.startsWith("gen-") ? "(gen-[a-z0-9]{5})" : mark.startsWith("10.") ? "(10[0-9.]+)"
                : mark.startsWith("hash=") ? "(hash=[0-9A-F]{128})" : mark.startsWith("127.") ? "(127\\.0\\.0\\.1:\\d+)"
                : mark.endsWith("s") ? "(\\d+s)" : "(3\\d{4})";
    }

    private boolean isSame(String mark, String value) {
        if (mark.startsWith("<") || mark.endsWith("s") || FREE.stream().anyMatch(mark::startsWith)) {
            return true;
        }
        String known = ours.putIfAbsent(mark, value);
        String other = recorded.putIfAbsent(value, mark);
        if (mark.startsWith("r")) {
            versions.put(Integer.parseInt(mark.substring(1)), Long.parseLong(value));
        }
        return (known == null || known.equals(value)) && (other == null || other.equals(mark));
    }

    /** The recording numbers versions in their order: ours must have that order too. */
    void assertVersionsRise() {
        long last = 0;
        for (long version : versions.values()) {
            assertTrue(version > last, "versions do not rise as recorded: " + versions);
            last = version;
        }
    }

    private static String start(String token) {
        try {
            String json = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return json.replaceAll("\"rv\":[1-9]\\d*", "\"rv\":n");
        } catch (IllegalArgumentException notBase64) {
            return token;
        }
    }
}
