package metallb.acceptance.simulation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A status that lay in the network and arrived when another term had begun than the one that it was decided in.
 *
 * @param stands whether it was carried out; refused where the service was written meanwhile
 */
record Arrival(String service, List<String> addresses, boolean stands) {
    private static final Pattern LINE = Pattern.compile(
            ".* network \\| a status of term (\\d+) for default/(\\S+) arrives in term (\\d+) and (stands|is refused): \\[(.*)]");

    /** What a line of a transcript tells of; empty where it is no such thing. */
    static Optional<Arrival> of(String line) {
        Matcher told = LINE.matcher(line);
        return told.matches() && !told.group(1).equals(told.group(3))
                ? Optional.of(new Arrival(told.group(2),
                        told.group(5).isEmpty() ? List.of() : List.of(told.group(5).split(", ")), told.group(4).equals("stands")))
                : Optional.empty();
    }
}
