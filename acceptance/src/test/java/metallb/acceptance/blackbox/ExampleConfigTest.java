package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import metallb.domain.config.UnsupportedKeys;
import org.junit.jupiter.api.Test;

/** Promise 2: the example uses every key that this version supports, names the others, and is accepted as it stands. */
class ExampleConfigTest {
    private static final Path EXAMPLE = Run.PROJECT.resolve("deploy/example-config.yaml");
    /** Keys that an older name of is documented beside them. */
    private static final List<String> OLDER_NAMES = List.of("cidr", "bgp-communities");

    @Test
    void isAccepted() {
        assertEquals(new Run(0, EXAMPLE + ": acceptable: 4 peers, 2 address pools\n", ""),
                Run.metallb("check", EXAMPLE.toString()));
    }

    @Test
    void usesEveryKeyThatIsDocumented() throws IOException {
        TreeSet<String> missing = new TreeSet<>(documented());
        missing.removeAll(keys("^ +(?:- )?([a-z0-9-]+):"));
        missing.removeAll(unsupported());
        OLDER_NAMES.forEach(missing::remove);
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void namesEveryKeyThatIsNotSupportedYetInAComment() throws IOException {
        TreeSet<String> missing = unsupported();
        missing.removeAll(keys("^ +# (?:- )?([a-z0-9-]+):"));
        assertEquals(new TreeSet<>(), missing);
    }

    private static TreeSet<String> unsupported() {
        UnsupportedKeys unsupported = UnsupportedKeys.OF_THIS_VERSION;
        TreeSet<String> keys = new TreeSet<>();
        Stream.of(unsupported.atTop(), unsupported.ofPeers(), unsupported.ofPools()).forEach(keys::addAll);
        return keys;
    }

    /** The keys in the first columns of docs/configuration.md's tables. */
    private static List<String> documented() throws IOException {
        List<String> keys = new ArrayList<>();
        for (String line : Files.readAllLines(Run.PROJECT.resolve("docs/configuration.md"))) {
            if (line.startsWith("| `")) {
                Matcher key = Pattern.compile("`([a-z0-9-]+)`").matcher(line.split("\\|")[1].replaceAll(" of an .*", ""));
                while (key.find()) {
                    keys.add(key.group(1));
                }
            }
        }
        return keys;
    }

    private static TreeSet<String> keys(String pattern) throws IOException {
        TreeSet<String> keys = new TreeSet<>();
        for (String line : Files.readAllLines(EXAMPLE)) {
            Matcher key = Pattern.compile(pattern).matcher(line);
            if (key.find()) {
                keys.add(key.group(1));
            }
        }
        return keys;
    }
}
