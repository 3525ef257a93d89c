package metallb.bootstrap.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metallb.bootstrap.process.PrefixConverter;
import metallb.domain.config.Surroundings;
import metallb.domain.net.Prefix;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the caller tells of the cluster that the configuration is for; each may be given several times. */
final class ClusterFacts {
    @Option(names = "--node-cidr", paramLabel = "CIDR", converter = PrefixConverter.class,
            description = "addresses of nodes; a pool that overlaps them is warned of")
    private List<Prefix> nodeRanges = new ArrayList<>();

    @Option(names = "--service-cidr", paramLabel = "CIDR", converter = PrefixConverter.class,
            description = "cluster addresses of services; the same")
    private List<Prefix> serviceRanges = new ArrayList<>();

    @Option(names = "--pod-cidr", paramLabel = "CIDR", converter = PrefixConverter.class,
            description = "addresses of pods; the same")
    private List<Prefix> podRanges = new ArrayList<>();

    @Option(names = "--node", paramLabel = "NAME[:KEY=VALUE,...]", converter = NodeConverter.class,
            description = "a node and its labels; where nodes are given, a peer that selects none of them is warned of,"
                    + " and a node that no peer selects")
    private List<LabelledNode> nodes = new ArrayList<>();

    Surroundings surroundings() {
        Map<String, List<Prefix>> taken = new LinkedHashMap<>();
        taken.put("node", nodeRanges);
        taken.put("service", serviceRanges);
        taken.put("pod", podRanges);
        Map<String, Map<String, String>> labels = new LinkedHashMap<>();
        nodes.forEach(node -> labels.put(node.name(), node.labels()));
        return new Surroundings(taken, labels);
    }

    /** One node as the command line names it. */
    record LabelledNode(String name, Map<String, String> labels) {
        LabelledNode {
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }
    }

    /** {@code NAME}, or {@code NAME:KEY=VALUE,KEY=VALUE}; a key without {@code =} has the empty value. */
    static final class NodeConverter implements ITypeConverter<LabelledNode> {
        @Override
        public LabelledNode convert(String text) {
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon);
            Map<String, String> labels = new LinkedHashMap<>();
            for (String label : colon < 0 ? new String[0] : text.substring(colon + 1).split(",", -1)) {
                int equals = label.indexOf('=');
                labels.put(equals < 0 ? label : label.substring(0, equals), equals < 0 ? "" : label.substring(equals + 1));
            }
            if (name.isEmpty() || labels.containsKey("")) {
                throw new TypeConversionException("'" + text + "' is not a node; wanted something like a or a:rack=1,zone=x");
            }
            return new LabelledNode(name, labels);
        }
    }
}
