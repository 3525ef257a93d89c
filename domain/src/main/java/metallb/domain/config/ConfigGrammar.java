package metallb.domain.config;

import java.util.List;
import java.util.Optional;

/** Reads the grammar of the ConfigMap: from the neutral tree to the {@link Config}, finding every problem at once. */
public final class ConfigGrammar {
    private static final List<String> KNOWN = List.of("peers", "address-pools", "communities", "bgp-communities");

    private ConfigGrammar() {}

    /**
     * What the document means, or everything that is wrong with it, in the order of places. An empty document is a
     * valid configuration without peers and pools. Never throws, whatever the document.
     */
    public static Judgement judge(Reading reading) {
        return judge(reading, UnsupportedKeys.OF_THIS_VERSION);
    }

    /** The same, were these keys unsupported and no others. */
    public static Judgement judge(Reading reading, UnsupportedKeys unsupported) {
        return switch (reading) {
            case Reading.Unreadable unreadable -> refuse(unreadable, unsupported);
            case Reading.Document document -> judge(document.root(), unsupported, new Findings());
        };
    }

    /** What is wrong as YAML, and what is wrong besides as far as that can be told, so that one look finds all. */
    private static Judgement refuse(Reading.Unreadable reading, UnsupportedKeys unsupported) {
        if (reading.rest().isEmpty() || reading.problems().size() > Problems.LARGEST) {
            return new Judgement.Refused(reading.problems());
        }
        Findings findings = new Findings();
        reading.problems().forEach(problem -> findings.error(problem.where(), problem.what(), problem.wanted()));
        return judge(reading.rest().get(), unsupported, findings);
    }

    private static Judgement judge(Tree root, UnsupportedKeys unsupported, Findings findings) {
        Optional<Config> config = Section.of(root, KNOWN, unsupported.atTop(), findings)
                .map(section -> read(section, unsupported, findings));
        return findings.errors().isEmpty()
                ? new Judgement.Acceptable(config.orElseThrow(), findings.warnings().inOrder())
                : new Judgement.Refused(findings.errors().inOrder());
    }

    /** Aliases first, wherever they stand: advertisements use them. */
    private static Config read(Section root, UnsupportedKeys unsupported, Findings findings) {
        CommunityGrammar communities = new CommunityGrammar(findings);
        for (String key : root.keys()) {
            if (key.equals("communities") || key.equals("bgp-communities")) {
                root.value(key).ifPresent(tree -> communities.readAliases(key, tree));
            }
        }
        List<PeerConfig> peers = new PeerGrammar(unsupported.ofPeers(), findings)
                .read(root.list("peers", "- peer-address: 10.0.0.1"));
        PoolGrammar pools = new PoolGrammar(communities, unsupported.ofPools(), findings);
        pools.read(root.list("address-pools", "- name: default"));
        return new Config(peers, pools.pools(), pools.advertisements(), communities.aliases());
    }
}
