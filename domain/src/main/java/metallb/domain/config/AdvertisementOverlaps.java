package metallb.domain.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import metallb.domain.net.Family;
import metallb.domain.route.Community;

/**
 * Warns of advertisements of one pool that make the same routes. A session tells a prefix once, so they are one route
 * with the communities of all, which may not be what whoever wrote two of them meant.
 */
final class AdvertisementOverlaps {
    private final Findings findings;
    /** For each family of the pool, the advertisements that make prefixes of one length. */
    private final Map<Family, TreeMap<Integer, SameRoute>> byLength = new LinkedHashMap<>();

    private AdvertisementOverlaps(Findings findings) {
        this.findings = findings;
    }

    /**
     * @param advertisements those of one pool, in the order written
     * @param claims what the pool owns: families that it has no address of make no routes
     */
    static void check(List<Advertisement> advertisements, List<Claim> claims, Findings findings) {
        AdvertisementOverlaps overlaps = new AdvertisementOverlaps(findings);
        claims.stream().map(Claim::family).distinct().sorted()
                .forEach(family -> overlaps.byLength.put(family, new TreeMap<>()));
        for (int i = 0; i < advertisements.size(); i++) {
            overlaps.add(i + 1, advertisements.get(i));
        }
        overlaps.byLength.values().stream().flatMap(lengths -> lengths.values().stream()).distinct()
                .forEach(overlaps::checkRoom);
    }

    /** Compares with the first that makes the same routes: of ever more that do, each is named once. */
    private void add(int number, Advertisement advertisement) {
        Map<Conflict, List<String>> conflicts = new LinkedHashMap<>();
        byLength.forEach((family, lengths) -> {
            int length = advertisement.aggregationLength(family);
            SameRoute same = lengths.computeIfAbsent(length, _ -> new SameRoute(number, advertisement));
            same.add(advertisement).ifPresent(conflict ->
                    conflicts.computeIfAbsent(conflict, _ -> new ArrayList<>()).add("/" + length));
        });
        conflicts.forEach((conflict, lengths) -> findings.warn(advertisement.where(), "advertisements " + conflict.number()
                + " (line " + conflict.first().line() + ", column " + conflict.first().column() + ") and " + number
                + " make the same route, " + String.join(" and ", lengths) + ": it is told once, with the communities of both"
                + conflict.preference(), "write them as one, or give them different aggregation lengths"));
    }

    /** Each has room for its own communities; together they may have none. */
    private void checkRoom(SameRoute same) {
        if (same.members.size() > 1) {
            MessageRoom.check(same.members.getLast().where(), " of the advertisements that make this route",
                    Advertisement.communitiesOf(same.members), findings);
        }
    }

    /**
     * That an advertisement makes the routes of an earlier one, and says something else of them.
     *
     * @param number of the earlier one
     * @param first its place
     * @param preference what becomes of two local preferences, empty where there are no two
     */
    private record Conflict(int number, Where first, String preference) {}

    /** What an advertisement says of its routes. */
    private record Terms(OptionalLong preference, List<Community> communities) {}

    /** Advertisements whose routes are one. */
    private static final class SameRoute {
        /** Of the first. */
        private final int number;
        private final Advertisement first;
        private final List<Advertisement> members = new ArrayList<>();
        private final Set<Terms> terms = new LinkedHashSet<>();
        private OptionalLong preference = OptionalLong.empty();

        private SameRoute(int number, Advertisement first) {
            this.number = number;
            this.first = first;
        }

        /** Whether that is something else than the members say, and what then. */
        private Optional<Conflict> add(Advertisement advertisement) {
            OptionalLong wanted = advertisement.localPreference();
            boolean isElse = terms.add(new Terms(wanted, advertisement.communities())) && !members.isEmpty();
            boolean contradicts = preference.isPresent() && wanted.isPresent() && !preference.equals(wanted);
            members.add(advertisement);
            preference = preference.isPresent() ? preference : wanted;
            return isElse ? Optional.of(new Conflict(number, first.where(), contradicts
                    ? " and localpref " + preference.getAsLong() + ", not " + wanted.getAsLong() : "")) : Optional.empty();
        }
    }
}
