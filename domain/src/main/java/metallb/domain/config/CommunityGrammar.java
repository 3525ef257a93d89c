package metallb.domain.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import metallb.domain.route.Community;
import metallb.domain.route.WellKnownCommunity;

/** Reads {@code communities} and {@code bgp-communities}, and then what advertisements write, by alias or in digits. */
final class CommunityGrammar {
    private static final String FORMS =
            "N:M with numbers from 0 to 65535, large:A:B:C with numbers from 0 to 4294967295, or an extended one: rt:A:N, soo:A:N,"
                    + " ext:HEX";
    private static final String EXTENDED_FORMS =
            "rt:A:N or soo:A:N, where A is an AS number or an IPv4 address, and N a number from 0 to 65535, or to 4294967295"
                    + " behind an AS number of at most 65535; or ext: and 16 hexadecimal digits";

    private final Findings findings;
    /** Every alias that was declared; empty where its value is malformed, which is noted once, at the declaration. */
    private final Map<String, Alias> aliases = new LinkedHashMap<>();

    /** @param text the value, or what stands in its place */
    private record Alias(Optional<Community> value, String text, String section) {}

    CommunityGrammar(Findings findings) {
        this.findings = findings;
    }

    /** @param section the key that the mapping stands under */
    void readAliases(String section, Tree tree) {
        if (tree instanceof Tree.Mapping mapping) {
            mapping.entries().forEach((name, entry) -> readAlias(section, name, entry.value()));
        } else {
            findings.error(tree.where(), "found " + Quote.describe(tree) + " where aliases belong",
                    "write them as name: value, such as vpn-only: 1234:1");
        }
    }

    private void readAlias(String section, String name, Tree tree) {
        Optional<Community> value = Optional.empty();
        if (tree instanceof Tree.Scalar scalar) {
            value = Community.parse(scalar.text());
            if (value.isEmpty()) {
                findings.error(scalar.where(), "parsing community " + Quote.of(name) + ": " + wrong(scalar.text()),
                        wanted(scalar.text()));
            }
        } else {
            findings.error(tree.where(), "parsing community " + Quote.of(name) + ": found " + Quote.describe(tree),
                    wanted(""));
        }
        String text = value.map(Community::toString).orElse(Quote.describe(tree));
        Alias earlier = aliases.putIfAbsent(name, new Alias(value, text, section));
        if (earlier != null && !earlier.text().equals(text)) {
            findings.error(tree.where(), "alias " + Quote.of(name) + " has two values: " + earlier.text() + " in "
                    + earlier.section() + " and " + text + " in " + section,
                    "write the same value in both, or only one of them");
        }
    }

    /** The aliases with their values, in the order written. */
    Map<String, Community> aliases() {
        Map<String, Community> values = new LinkedHashMap<>();
        aliases.forEach((name, alias) -> alias.value().ifPresent(value -> values.put(name, value)));
        return values;
    }

    /**
     * What an advertisement's item means: an operator's alias goes before a well-known name. Empty where it means nothing,
     * which is noted.
     */
    Optional<Community> resolve(Tree.Scalar scalar) {
        String text = scalar.text();
        if (aliases.containsKey(text)) {
            return aliases.get(text).value();
        }
        Optional<Community> value = WellKnownCommunity.named(text).or(() -> Community.parse(text));
        if (value.isEmpty()) {
            String invalid = "invalid community " + Quote.of(text) + " in BGP advertisement: ";
            if (text.indexOf(':') >= 0) {
                findings.error(scalar.where(), invalid + wrong(text), wanted(text));
            } else {
                findings.error(scalar.where(), invalid + "no alias of this name", wantedAlias(text));
            }
        }
        return value;
    }

    private static String wanted(String text) {
        return "expected " + (Community.isExtended(text) ? EXTENDED_FORMS : FORMS);
    }

    private String wantedAlias(String text) {
        String otherwise = "expected an alias that communities defines, or " + FORMS;
        if (findings.errors().isFull()) {
            return otherwise;
        }
        return Nearest.to(text, aliases.keySet()).or(() -> Nearest.to(text, WellKnownCommunity.names()))
                .map(nearest -> "did you mean " + nearest + "?").orElse(otherwise);
    }

    /** What is wrong with a text that is no community, in MetalLB's words where it has some. */
    private static String wrong(String text) {
        if (Community.isExtended(text)) {
            return "invalid extended community " + Quote.of(text);
        }
        String[] parts = text.split(":", 3);
        if (parts.length != 2) {
            return "invalid community string " + Quote.of(text);
        }
        boolean first = Community.parse(parts[0] + ":0").isEmpty();
        return "invalid " + (first ? "first" : "second") + " section of community " + Quote.of(text);
    }
}
