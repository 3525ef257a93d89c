package metallb.acceptance.simulation;

import java.util.List;
import java.util.OptionalLong;

/** One path to a prefix, as a router has it or should have it. */
record Line(String prefix, String nextHop, String asPath, String origin, OptionalLong localPreference,
        List<String> communities) {
    /** {@code 10.0.0.4/30 from a, next hop 10.1.0.1, AS path 42, origin IGP, communities []}. */
    String text() {
        return prefix + from(Place.nodeAt(nextHop)) + " next hop " + nextHop + ", AS path " + asPath + ", origin " + origin
                + (localPreference.isPresent() ? ", local preference " + localPreference.getAsLong() : "")
                + ", communities " + communities.stream().sorted().toList();
    }

    /** Whether a text is of a path that leads to that node. */
    static boolean isFrom(String text, String node) {
        return text.contains(from(node));
    }

    private static String from(String node) {
        return " from " + node + ",";
    }
}
