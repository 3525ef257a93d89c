package metallb.adapters.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import metallb.domain.config.Advice;
import metallb.domain.config.ConfigGrammar;
import metallb.domain.config.Judgement;
import metallb.domain.config.Problem;
import metallb.domain.config.Surroundings;
import metallb.domain.net.Prefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code check} says besides what the controller says, word for word, where it is told of the cluster. */
class AdviceTest {
    private static final Surroundings CLUSTER = cluster();

    private static Surroundings cluster() {
        Map<String, List<Prefix>> taken = new LinkedHashMap<>();
        taken.put("node", List.of(Prefix.of("10.0.0.0/16")));
        taken.put("service", List.of(Prefix.of("10.96.0.0/12"), Prefix.of("2001:db8:5::/48")));
        taken.put("pod", List.of(Prefix.of("10.244.0.0/16")));
        Map<String, Map<String, String>> nodes = new LinkedHashMap<>();
        nodes.put("a", Map.of("rack", "1"));
        nodes.put("b", Map.of("rack", "2"));
        nodes.put("c", Map.of());
        return new Surroundings(taken, nodes);
    }

    @ParameterizedTest
    @MethodSource
    void warnsOfWhatPerhapsWasNotMeant(Transcripts.Case c) {
        assertEquals(c.expected(), advice(c.text(), CLUSTER));
    }

    static List<Transcripts.Case> warnsOfWhatPerhapsWasNotMeant() {
        return Transcripts.read("advice.txt", text -> advice(text, CLUSTER));
    }

    @Test
    void concludesNothingFromWhatNobodyTold() {
        assertEquals("", advice("""
                peers:
                - {my-asn: 1, peer-asn: 2, peer-address: 10.250.0.1, node-selectors: [match-labels: {rack: 3}]}
                address-pools: [{name: a, protocol: bgp, addresses: [10.0.0.0/16]}]
                """, Surroundings.UNKNOWN));
    }

    private static String advice(String text, Surroundings surroundings) {
        Judgement judgement = ConfigGrammar.judge(new YamlTextReader().read("config.yaml", text));
        return Advice.on(assertInstanceOf(Judgement.Acceptable.class, judgement).config(), surroundings).stream()
                .map(Problem::toString).map(line -> line + "\n").collect(Collectors.joining());
    }
}
