package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metallb.bootstrap.scenario.world.Detail;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.core.Answer;
import metallb.domain.core.MetricFamily;
import metallb.domain.core.Query;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;
import org.junit.jupiter.api.Test;

/** docs/metrics.md names every metric that a core has, with its type, and none that it has not. */
class MetricsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/metrics.md");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9_]+)` \\| (gauge|counter) \\|.*");

    private final World world = new World(Detail.REPORTS);

    @Test
    void theDocumentNamesWhatEachCoreShows() throws IOException {
        world.addNode("a", List.of(IpAddress.of("10.1.0.1")));
        world.addRouter("r1", IpAddress.of("10.0.0.1"),
                new World.Bgp(new Asn(100), RouterId.of("10.0.0.1"), Optional.empty()));
        world.advance(Duration.ofSeconds(1));

        assertEquals(documented("Controller", "Controller and speaker"), shown(Who.controller()));
        assertEquals(documented("Speaker", "Controller and speaker"), shown(Who.speaker("a")));
        assertEquals(documented("Router (`metallb router`)"), shown(Who.router("r1")));
    }

    /** Name and type; what the client of the API counts is no core's business. */
    private TreeMap<String, String> shown(Who who) {
        TreeMap<String, String> shown = new TreeMap<>();
        var answer = (Answer.Metrics) world.ask(who, new Query.Metrics()).orElseThrow();
        for (MetricFamily family : answer.families()) {
            shown.put(family.name(), family.type().name().toLowerCase(Locale.ROOT));
        }
        return shown;
    }

    private static TreeMap<String, String> documented(String... sections) throws IOException {
        TreeMap<String, String> rows = new TreeMap<>();
        TreeSet<String> found = new TreeSet<>();
        String section = "";
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("## ")) {
                section = line.substring(3);
            }
            Matcher row = ROW.matcher(line);
            if (List.of(sections).contains(section) && row.matches()) {
                found.add(section);
                if (!row.group(1).startsWith("metallb_k8s_client_events")) {
                    rows.put(row.group(1), row.group(2));
                }
            }
        }
        assertTrue(found.containsAll(List.of(sections)), "sections with rows: " + found);
        return rows;
    }
}
