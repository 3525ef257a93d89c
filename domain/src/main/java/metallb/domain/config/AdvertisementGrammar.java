package metallb.domain.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import metallb.domain.net.Family;
import metallb.domain.route.Community;

/** Reads the list {@code bgp-advertisements} of one pool. */
final class AdvertisementGrammar {
    private static final List<String> KNOWN =
            List.of("aggregation-length", "aggregation-length-v6", "localpref", "communities");

    private final CommunityGrammar communities;
    private final Findings findings;

    AdvertisementGrammar(CommunityGrammar communities, Findings findings) {
        this.communities = communities;
        this.findings = findings;
    }

    /** What an item says; two of a pool that say the same are one. */
    private record Terms(int length, int lengthV6, OptionalLong localPreference, List<Community> communities) {}

    /** The claims that bound the aggregation lengths from below; null where there is none of the family. */
    private record Bounds(Claim mostSpecific, Claim mostSpecificV6) {}

    /**
     * @param pool the name of the pool, empty where it has none
     * @param claims what the pool owns
     * @return the default advertisement where the list is missing or empty
     */
    List<Advertisement> read(String pool, Section section, List<Claim> claims) {
        List<Tree> items = section.list("bgp-advertisements", "- aggregation-length: 32");
        if (items.isEmpty()) {
            return List.of(Advertisement.ofWholeAddresses(pool, section.where()));
        }
        Bounds bounds = new Bounds(mostSpecific(Family.IPV4, claims), mostSpecific(Family.IPV6, claims));
        List<Advertisement> advertisements = new ArrayList<>();
        Map<Terms, Integer> written = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            int number = i + 1;
            Where where = items.get(i).where();
            Section.of(items.get(i), KNOWN, List.of(), findings).map(item -> terms(item, bounds)).ifPresent(terms -> {
                warnOfEqual(written.putIfAbsent(terms, number), number, where);
                advertisements.add(new Advertisement(pool + "-" + number, where, List.of(pool), terms.length(),
                        terms.lengthV6(), terms.localPreference(), terms.communities()));
            });
        }
        AdvertisementOverlaps.check(advertisements, claims, findings);
        return advertisements;
    }

    private Terms terms(Section section, Bounds bounds) {
        return new Terms(length(section, "aggregation-length", Family.IPV4, bounds.mostSpecific()),
                length(section, "aggregation-length-v6", Family.IPV6, bounds.mostSpecificV6()),
                section.number("localpref", 0, 0xffffffffL, "invalid localpref %s",
                        "expected a number from 0 to 4294967295"),
                communities(section));
    }

    /** @param earlier the number of the first that is equal, or null */
    private void warnOfEqual(Integer earlier, int number, Where where) {
        if (earlier != null) {
            findings.warn(where, "duplicate definition of bgpadvertisements: advertisements " + earlier + " and "
                    + number + " are equal", "keep one");
        }
    }

    /** The claim that wants the longest prefix, or null without claims of that family. */
    private static Claim mostSpecific(Family family, List<Claim> claims) {
        Claim most = null;
        int longest = -1;
        for (Claim claim : claims) {
            int length = claim.family() == family ? claim.shortestLength() : -1;
            if (length > longest) {
                most = claim;
                longest = length;
            }
        }
        return most;
    }

    private int length(Section section, String key, Family family, Claim mostSpecific) {
        int bits = family.bits();
        int length = (int) section.number(key, 0, bits, "invalid aggregation length %s for " + family,
                "expected a number from 0 to " + bits).orElse(bits);
        int shortest = mostSpecific == null ? 0 : mostSpecific.shortestLength();
        if (length >= shortest) {
            return length;
        }
        findings.error(section.value(key).orElseThrow().where(), "invalid aggregation length " + length + ": prefix "
                + Quote.of(mostSpecific.text()) + " in this pool is more specific than the aggregation length",
                "expected a number from " + shortest + " to " + bits);
        return length;
    }

    private List<Community> communities(Section section) {
        Map<Community, String> found = new LinkedHashMap<>();
        for (Tree item : section.list("communities", "- 64500:1")) {
            Section.scalar(item, "community", "expected one alias or one N:M an item", findings).ifPresent(scalar ->
                    communities.resolve(scalar).ifPresent(community -> {
                        if (found.put(community, scalar.text()) != null) {
                            findings.warn(scalar.where(), "duplicate definition of community "
                                    + Quote.of(scalar.text()),
                                    "write each community once");
                        }
                    }));
        }
        List<Community> sorted = found.keySet().stream().sorted().toList();
        section.value("communities").ifPresent(list -> MessageRoom.check(list.where(), "", sorted, findings));
        return sorted;
    }
}
