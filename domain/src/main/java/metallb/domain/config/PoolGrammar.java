package metallb.domain.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.domain.net.AddressRange;

/** Reads the list {@code address-pools}. */
final class PoolGrammar {
    private static final List<String> KNOWN = List.of("name", "protocol", "addresses", "cidr", "auto-assign",
            "avoid-buggy-ips", "bgp-advertisements");
    private static final int LONGEST_NAME = 253;
    private static final String WANTED_NAME = "expected a name that no other pool has";

    private static final String WANTED_PROTOCOL = "expected bgp";

    private final AdvertisementGrammar advertisementGrammar;
    private final List<String> unsupported;
    private final Findings findings;
    private final Map<String, Where> names = new LinkedHashMap<>();
    private final List<Claim> claims = new ArrayList<>();
    private final List<PoolConfig> pools = new ArrayList<>();
    private final List<Advertisement> advertisements = new ArrayList<>();

    /** @param unsupported keys of a pool that are refused as such */
    PoolGrammar(CommunityGrammar communities, List<String> unsupported, Findings findings) {
        this.advertisementGrammar = new AdvertisementGrammar(communities, findings);
        this.unsupported = unsupported;
        this.findings = findings;
    }

    void read(List<Tree> items) {
        items.forEach(item -> Section.of(item, KNOWN, unsupported, findings).ifPresent(this::readPool));
        Overlaps.check(claims, findings);
        PoolAdvice.give(pools, findings);
    }

    List<PoolConfig> pools() {
        return pools;
    }

    List<Advertisement> advertisements() {
        return advertisements;
    }

    private void readPool(Section section) {
        Optional<String> name = name(section);
        checkProtocol(section);
        boolean autoAssign = section.truth("auto-assign", true);
        boolean avoidBuggyIps = section.truth("avoid-buggy-ips", false);
        List<Claim> own = claims(name.orElse(""), section);
        claims.addAll(own);
        List<Advertisement> ads = advertisementGrammar.read(name.orElse(""), section, own);
        if (name.isPresent() && !own.isEmpty()) {
            List<AddressRange> ranges = own.stream().map(Claim::range).toList();
            pools.add(new PoolConfig(name.get(), section.where(), ranges, avoidBuggyIps, autoAssign));
            advertisements.addAll(ads);
        }
    }

    private Optional<String> name(Section section) {
        Optional<Tree.Scalar> scalar = section.scalar("name", WANTED_NAME);
        if (scalar.isEmpty() || scalar.get().text().isEmpty()) {
            if (scalar.isPresent() || section.value("name").isEmpty()) {
                findings.error(scalar.map(Tree.Scalar::where).orElse(section.where()), "missing pool name",
                        "write name: with a name that no other pool has");
            }
            return Optional.empty();
        }
        String name = scalar.get().text();
        Where where = scalar.get().where();
        if (name.length() > LONGEST_NAME) {
            findings.error(where, "pool name " + Quote.of(name) + " has " + name.length() + " characters",
                    "expected at most " + LONGEST_NAME);
        }
        Where first = names.putIfAbsent(name, where);
        if (first != null) {
            findings.error(where, "duplicate definition of pool " + Quote.of(name) + ", first in line " + first.line(),
                    WANTED_NAME);
        }
        return Optional.of(name);
    }

    private void checkProtocol(Section section) {
        if (section.value("protocol").isEmpty()) {
            findings.error(section.where(), "address pool is missing the protocol field", "write protocol: bgp");
        }
        section.scalar("protocol", WANTED_PROTOCOL).ifPresent(scalar -> {
            String protocol = scalar.text();
            if (List.of("layer2", "arp", "ndp").contains(protocol)) {
                findings.error(scalar.where(), "protocol " + Quote.of(protocol) + " is not supported by this version",
                        WANTED_PROTOCOL);
            } else if (!protocol.equals("bgp")) {
                findings.error(scalar.where(), "unknown protocol " + Quote.of(protocol), WANTED_PROTOCOL);
            }
        });
    }

    /** The items of {@code addresses} and {@code cidr}, whichever was written first. */
    private List<Claim> claims(String pool, Section section) {
        List<Claim> own = new ArrayList<>();
        boolean written = false;
        for (String key : section.keys()) {
            if (key.equals("addresses") || key.equals("cidr")) {
                List<Tree> list = section.list(key, "- 192.168.10.0/24");
                boolean wrongShape = section.value(key).filter(value -> !(value instanceof Tree.Sequence)).isPresent();
                written |= wrongShape || !list.isEmpty();
                list.forEach(item -> Section.scalar(item, "CIDR", RangeText.EXAMPLE, findings)
                        .flatMap(scalar -> claim(pool, scalar, claims.size() + own.size())).ifPresent(own::add));
            }
        }
        if (!written) {
            findings.error(section.where(), "pool has no prefixes defined",
                    "write addresses: with a list of prefixes or ranges");
        }
        return own;
    }

    private Optional<Claim> claim(String pool, Tree.Scalar scalar, int number) {
        String text = scalar.text();
        return switch (RangeText.parse(text)) {
            case RangeText.Malformed(String why, String wanted) -> {
                String what = text.indexOf('-') < 0 ? "invalid CIDR " : "invalid IP range ";
                findings.error(scalar.where(), what + Quote.of(text) + " in pool " + Quote.of(pool) + ": " + why,
                        wanted);
                yield Optional.empty();
            }
            case RangeText.FromTo(AddressRange range) -> Optional.of(new Claim(number, scalar.where(), pool, text,
                    range));
            case RangeText.Cidr(var prefix, boolean hostBits) -> {
                if (hostBits) {
                    findings.warn(scalar.where(), "CIDR " + Quote.of(text) + " in pool " + Quote.of(pool)
                            + " has host bits, which are ignored", "write " + prefix);
                }
                yield Optional.of(new Claim(number, scalar.where(), pool, text, AddressRange.of(prefix)));
            }
        };
    }
}
