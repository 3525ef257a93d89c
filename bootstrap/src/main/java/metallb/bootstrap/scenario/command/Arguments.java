package metallb.bootstrap.scenario.command;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metallb.bootstrap.scenario.world.Who;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Asn;

/** What follows a command's name: words, taken one by one, and the lines below them. */
final class Arguments {
    /** Go's notation, as the configuration has it: {@code 1m30s}, {@code 500ms}. */
    private static final Pattern DURATION = Pattern.compile("(?:\\d{1,6}(?:ms|s|m|h))+");
    private static final Pattern DURATION_PART = Pattern.compile("(\\d+)(ms|s|m|h)");
    private static final String OTHER_CONTROLLER = "controller-";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Duration LONGEST = Duration.ofDays(366);
    /** Names of the Kubernetes API (RFC 1123 subdomains), near enough to keep paths whole. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private final Deque<String> words;
    private final String body;

    /** @param body the lines below the first one, each with its line end; empty where there are none */
    Arguments(List<String> words, String body) {
        this.words = new ArrayDeque<>(words);
        this.body = body;
    }

    boolean hasMore() {
        return !words.isEmpty();
    }

    boolean isNext(String keyword) {
        return keyword.equals(words.peek());
    }

    /** The next word; {@code what} is what it should have been. */
    String next(String what) throws Refusal {
        if (words.isEmpty()) {
            throw new Refusal(what + " is missing");
        }
        return words.remove();
    }

    void keyword(String keyword) throws Refusal {
        String word = next("\"" + keyword + "\"");
        if (!word.equals(keyword)) {
            throw new Refusal("\"" + word + "\" stands where \"" + keyword + "\" should");
        }
    }

    String name(String what) throws Refusal {
        return name(what, next(what));
    }

    static String name(String what, String word) throws Refusal {
        if (!NAME.matcher(word).matches()) {
            throw new Refusal(what + " \"" + word + "\" is no name: lower-case letters, digits, - and .");
        }
        return word;
    }

    /** A whole number from 0. */
    long number(String what) throws Refusal {
        String word = next(what);
        if (!NUMBER.matcher(word).matches()) {
            throw new Refusal("\"" + word + "\" is no number from 0 to 999999999");
        }
        return Long.parseLong(word);
    }

    /** {@code NAMESPACE/NAME}. */
    ObjectKey key() throws Refusal {
        String word = next("NAMESPACE/NAME");
        String[] parts = word.split("/", -1);
        if (parts.length != 2) {
            throw new Refusal("\"" + word + "\" is not NAMESPACE/NAME");
        }
        return new ObjectKey(name("namespace", parts[0]), name("name", parts[1]));
    }

    IpAddress address() throws Refusal {
        return address(next("ADDRESS"));
    }

    static IpAddress address(String word) throws Refusal {
        return IpAddress.parse(word).orElseThrow(() -> new Refusal("\"" + word + "\" is no address"));
    }

    Asn asn() throws Refusal {
        String word = next("ASN");
        return Asn.parse(word).orElseThrow(() -> new Refusal("\"" + word + "\" is no AS number"));
    }

    Duration duration() throws Refusal {
        String word = next("DURATION");
        if (!DURATION.matcher(word).matches()) {
            throw new Refusal("\"" + word + "\" is no duration such as 1m30s or 500ms");
        }
        Duration sum = Duration.ZERO;
        for (Matcher part = DURATION_PART.matcher(word); part.find();) {
            long number = Long.parseLong(part.group(1));
            sum = sum.plus(switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            });
        }
        if (sum.compareTo(LONGEST) > 0) {
            throw new Refusal("\"" + word + "\" is longer than " + LONGEST.toDays() + " days");
        }
        return sum;
    }

    /** {@code controller}, {@code speaker NODE} or {@code router NAME}. */
    Who who() throws Refusal {
        String role = next("controller, controller-NAME, speaker or router");
        if (role.startsWith(OTHER_CONTROLLER)) {
            return Who.controller(name("NAME", role.substring(OTHER_CONTROLLER.length())));
        }
        return switch (role) {
            case "controller" -> Who.controller();
            case "speaker" -> Who.speaker(name("NODE"));
            case "router" -> Who.router(name("ROUTER"));
            default -> throw new Refusal("\"" + role + "\" is not controller, speaker or router");
        };
    }

    /** The lines below. */
    String body() throws Refusal {
        if (body.isBlank()) {
            throw new Refusal("the text below the command is missing");
        }
        return body;
    }

    /** For commands that have no text below: nothing else may follow. */
    void end() throws Refusal {
        endOfWords();
        if (!body.isEmpty()) {
            throw new Refusal("this command takes one line");
        }
    }

    /** For commands with a text below: no further word may follow. */
    void endOfWords() throws Refusal {
        if (hasMore()) {
            throw new Refusal("\"" + words.element() + "\" is one word too many");
        }
    }
}
