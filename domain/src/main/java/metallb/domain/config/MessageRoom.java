package metallb.domain.config;

import java.util.List;
import metallb.domain.route.Community;

/** How many communities a route can carry: its attributes and one prefix have to fit into one message. */
final class MessageRoom {
    /** RFC 4271 4.1. */
    private static final int MESSAGE = 4096;

    /**
     * The rest of an UPDATE at its largest: header 19, the two length fields 4, ORIGIN 4, AS_PATH and AS4_PATH to a
     * neighbour without four-octet AS numbers 16 (more than AS_PATH and LOCAL_PREF to an iBGP one, 10), and
     * MP_REACH_NLRI with two IPv6 next hops, a path identifier and a /128: 4 + 5 + 32 + 4 + 17 = 62.
     */
    private static final int REST = 19 + 4 + 4 + 16 + 62;

    /** Flags, type and a length of two bytes (RFC 4271 4.3). */
    private static final int ATTRIBUTE_HEADER = 4;

    private static final int ROOM = MESSAGE - REST;

    private MessageRoom() {}

    /** @param whose whose communities these are, such as {@code " of two routes"}; empty where the place says so */
    static void check(Where where, String whose, List<Community> communities, Findings findings) {
        int standard = 0;
        int large = 0;
        int extended = 0;
        for (Community community : communities) {
            switch (community) {
                case Community.Standard _ -> standard++;
                case Community.Large _ -> large++;
                case Community.Extended _ -> extended++;
            }
        }
        int bytes = attribute(standard, 4) + attribute(large, 12) + attribute(extended, 8);
        if (bytes > ROOM) {
            findings.error(where, communities.size() + " communities" + whose + " take " + bytes + " bytes, and a BGP message has room"
                    + " for " + ROOM + " (4096 by RFC 4271 4.1, less one prefix and the other attributes)",
                    "expected at most " + (ROOM - ATTRIBUTE_HEADER) / 4 + " communities N:M, "
                            + (ROOM - ATTRIBUTE_HEADER) / 8 + " extended ones, or "
                            + (ROOM - ATTRIBUTE_HEADER) / 12 + " large ones");
        }
    }

    private static int attribute(int count, int size) {
        return count == 0 ? 0 : ATTRIBUTE_HEADER + count * size;
    }
}
