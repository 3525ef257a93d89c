package metallb.domain.route;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The standard communities that mean the same in every AS (IANA's registry of well-known communities). */
public enum WellKnownCommunity {
    /** RFC 8326: prefer any other route, this one is about to go. */
    GRACEFUL_SHUTDOWN(0x0000, "graceful-shutdown"),
    /** RFC 7611. */
    ACCEPT_OWN(0x0001, "accept-own"),
    /** RFC 9494: kept past its session's end, to be preferred least. */
    LLGR_STALE(0x0006, "llgr-stale"),
    /** RFC 9494: not to be kept so. */
    NO_LLGR(0x0007, "no-llgr"),
    /** RFC 7999: discard the traffic. */
    BLACKHOLE(0x029a, "blackhole"),
    /** RFC 1997, as the next two. */
    NO_EXPORT(0xff01, "no-export"),
    NO_ADVERTISE(0xff02, "no-advertise"),
    NO_EXPORT_SUBCONFED(0xff03, "no-export-subconfed"),
    /** RFC 3765; the registry writes it in one word, most routers in two. */
    NO_PEER(0xff04, "no-peer", "nopeer");

    private static final int RESERVED = 0xffff;

    private final Community.Standard value;
    private final List<String> names;

    WellKnownCommunity(int low, String... names) {
        this.value = new Community.Standard(RESERVED, low);
        this.names = List.of(names);
    }

    public Community.Standard value() {
        return value;
    }

    /** The community of that name, in lower case with hyphens; empty where there is none. */
    public static Optional<Community> named(String name) {
        return Arrays.stream(values()).filter(known -> known.names.contains(name))
                .<Community>map(WellKnownCommunity::value).findFirst();
    }

    /** All names, in the order of their numbers. */
    public static List<String> names() {
        return Arrays.stream(values()).flatMap(known -> known.names.stream()).toList();
    }
}
