package metallb.domain.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSelectorTest {
    private static final LabelSelector RACK = new LabelSelector(List.of(new LabelSelector.In("rack", List.of("a"))));
    private static final LabelSelector RACKS =
            new LabelSelector(List.of(new LabelSelector.In("rack", List.of("a", "b"))));
    private static final LabelSelector NOT_RACK =
            new LabelSelector(List.of(new LabelSelector.NotIn("rack", List.of("a"))));
    private static final LabelSelector NOT_RACKS =
            new LabelSelector(List.of(new LabelSelector.NotIn("rack", List.of("a", "b"))));
    private static final LabelSelector EXISTS = new LabelSelector(List.of(new LabelSelector.Exists("rack")));
    private static final LabelSelector MISSING = new LabelSelector(List.of(new LabelSelector.DoesNotExist("rack")));
    private static final LabelSelector BOTH = new LabelSelector(
            List.of(new LabelSelector.In("rack", List.of("a", "b")), new LabelSelector.DoesNotExist("old")));
    private static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    /** The answers of Kubernetes, in the order rack=a, racks, not rack=a, not racks, exists, missing, both, everything. */
    @ParameterizedTest
    @CsvSource({
        "'',          no no yes yes no yes no yes",
        "'rack=',     no no yes yes yes no no yes",
        "'rack=a',    yes yes no no yes no yes yes",
        "'rack=b',    no yes yes no yes no yes yes",
        "'rack=c',    no no yes yes yes no no yes",
        "'rack=a old=', yes yes no no yes no no yes",
        "'old=a',     no no yes yes no yes no yes"})
    void selectsAsKubernetesDoes(String labels, String answers) {
        Map<String, String> map = new LinkedHashMap<>();
        Arrays.stream(labels.split(" ")).filter(label -> !label.isEmpty())
                .forEach(label -> map.put(label.split("=")[0], label.substring(label.indexOf('=') + 1)));
        assertEquals(Arrays.asList(answers.split(" ")),
                List.of(RACK, RACKS, NOT_RACK, NOT_RACKS, EXISTS, MISSING, BOTH, EVERYTHING).stream()
                        .map(selector -> selector.selects(map) ? "yes" : "no").toList());
    }

    @Test
    void selectsEverythingWithoutRequirementsOnly() {
        assertEquals(List.of(EVERYTHING), List.of(RACK, NOT_RACK, EXISTS, MISSING, BOTH, EVERYTHING).stream()
                .filter(LabelSelector::selectsEverything).toList());
    }

    @Test
    void readsAsKubectlTakesIt() {
        assertEquals(List.of("rack=a", "rack in (a,b)", "rack!=a", "rack notin (a,b)", "rack", "!rack",
                "rack in (a,b),!old", "everything"),
                List.of(RACK, RACKS, NOT_RACK, NOT_RACKS, EXISTS, MISSING, BOTH, EVERYTHING).stream()
                        .map(LabelSelector::toString).toList());
    }
}
