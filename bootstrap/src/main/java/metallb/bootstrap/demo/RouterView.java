package metallb.bootstrap.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What a router says over its HTTP.
 *
 * @param nodesByAddress the node that speaks from an address
 */
record RouterView(Rest rest, Map<String, String> nodesByAddress) {
    String name() {
        return rest.name();
    }

    /** The peers whose sessions are established. */
    List<String> established() throws IOException, InterruptedException {
        List<String> established = new ArrayList<>();
        for (JsonNode row : rest.get("/api/v1/sessions").path("sessions")) {
            if (row.path("state").asString("").equals("Established")) {
                established.add(row.path("peer").asString(""));
            }
        }
        return established;
    }

    /** The nodes that its paths to a prefix lead to, by their next hops. */
    TreeSet<String> nodesOf(String prefix) throws IOException, InterruptedException {
        TreeSet<String> nodes = new TreeSet<>();
        for (JsonNode row : routes()) {
            if (row.path("prefix").asString("").equals(prefix)) {
                for (JsonNode path : row.path("paths")) {
                    nodes.add(nodeOf(path.path("nextHop").asString("")));
                }
            }
        }
        return nodes;
    }

    /** Its table, one line a path. */
    List<String> table() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (JsonNode row : routes()) {
            for (JsonNode path : row.path("paths")) {
                lines.add(line(row.path("prefix").asString(""), path));
            }
        }
        return lines;
    }

    private String line(String prefix, JsonNode path) {
        List<String> communities = new ArrayList<>();
        path.path("communities").forEach(community -> communities.add(community.asString("")));
        String nextHop = path.path("nextHop").asString("");
        return String.format("  %-18s via %-12s %-7s AS path %-4s communities %s", prefix, nextHop,
                "(" + nodeOf(nextHop) + ")", path.path("asPath").asString(""),
                communities.isEmpty() ? "none" : String.join(" ", communities));
    }

    private JsonNode routes() throws IOException, InterruptedException {
        return rest.get("/api/v1/routes?limit=1000").path("routes");
    }

    private String nodeOf(String address) {
        return nodesByAddress.getOrDefault(address, address);
    }
}
