package metallb.domain.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import metallb.domain.config.ConfigText;
import metallb.domain.config.Reading;
import metallb.domain.config.Tree;
import metallb.domain.config.Where;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigSourceTest {
    /** An empty cell is an annotation that is not there, '' one that is empty; HASH stands for that of the text. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "text | 7  | HASH |",
        "text |    | HASH | it has no annotation metallb.universe.tf/accepted-source-version",
        "text | '' | HASH | it has no annotation metallb.universe.tf/accepted-source-version",
        "text | 7  |      | it has no annotation metallb.universe.tf/accepted-hash",
        "text | 7  | ''   | it has no annotation metallb.universe.tf/accepted-hash",
        "text | 7  | 00   | its annotation metallb.universe.tf/accepted-hash is of another text",
        "text |    |      | it has no annotation metallb.universe.tf/accepted-source-version",
        "     |    | 00   |"})
    void tellsACopyThatTheControllerWroteFromOneThatSomebodyEdited(String text, String from, String hash,
            String expected) {
        Map<String, String> annotations = new LinkedHashMap<>();
        Optional.ofNullable(from).ifPresent(value -> annotations.put("metallb.universe.tf/accepted-source-version",
                value));
        Optional.ofNullable(hash).ifPresent(value -> annotations.put("metallb.universe.tf/accepted-hash",
                value.equals("HASH") ? ConfigText.of(text).hash() : value));
        ObjectMeta meta = new ObjectMeta(new ObjectKey("ns", "copy"), new Uid("u"), new ResourceVersion("9"),
                Instant.EPOCH, new LinkedHashMap<>(), annotations);
        Optional<Reading> reading = Optional.ofNullable(text).map(present ->
                new Reading.Document(ConfigText.of(present), new Tree.Nothing(new Where("ns/copy", "", 1, 1))));
        assertEquals(Optional.ofNullable(expected),
                new ConfigSource(meta, Kind.ACCEPTED_CONFIG, reading).alteration());
    }
}
