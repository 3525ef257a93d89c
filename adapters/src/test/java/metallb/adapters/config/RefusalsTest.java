package metallb.adapters.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.Collectors;
import metallb.domain.config.ConfigGrammar;
import metallb.domain.config.Judgement;
import metallb.domain.config.Problem;
import metallb.domain.config.UnsupportedKeys;
import metallb.ports.config.TextReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator reads about a configuration that is wrong, word for word. */
class RefusalsTest {
    /** What of MetalLB's keys nothing is read for; the others are shown as they are, or will be, read. */
    private static final UnsupportedKeys METALLB =
            new UnsupportedKeys(List.of("bfd-profiles"), List.of("bfd-profile"), List.of());

    @ParameterizedTest
    @MethodSource
    void saysWhatIsWrongAndWhatWouldBeRight(Transcripts.Case c) {
        assertEquals(c.expected(), judge(new YamlTextReader(), c.text()));
    }

    @ParameterizedTest
    @MethodSource("saysWhatIsWrongAndWhatWouldBeRight")
    void showsNoPassword(Transcripts.Case c) {
        assertFalse(judge(new YamlTextReader(), c.text()).contains("hunter2"));
    }

    static List<Transcripts.Case> saysWhatIsWrongAndWhatWouldBeRight() {
        return Transcripts.read("texts.txt", text -> judge(new YamlTextReader(), text));
    }

    /** Keys of peers that are not supported yet, as they will be read. */
    @ParameterizedTest
    @MethodSource
    void readsEveryKeyOfAPeer(Transcripts.Case c) {
        assertEquals(c.expected(), judgeAll(c.text()));
        assertFalse(c.expected().contains("unter2"));
    }

    static List<Transcripts.Case> readsEveryKeyOfAPeer() {
        return Transcripts.read("peers.txt", RefusalsTest::judgeAll);
    }

    /** Every key of MetalLB v0.12.1's ConfigMap, what it may say, and what it may not. */
    @ParameterizedTest
    @MethodSource
    void readsTheGrammarOfMetalLb(Transcripts.Case c) {
        assertEquals(c.expected(), lines(judge(c.text(), METALLB)));
        assertFalse(c.expected().contains("hunter2"));
    }

    static List<Transcripts.Case> readsTheGrammarOfMetalLb() {
        return Transcripts.read("metallb-0.12.1.txt", text -> lines(judge(text, METALLB)));
    }

    @ParameterizedTest
    @MethodSource
    void placesProblemsInTheFile(Transcripts.Case c) {
        assertEquals(c.expected(), judge(new ConfigFileReader(), c.text()));
    }

    static List<Transcripts.Case> placesProblemsInTheFile() {
        return Transcripts.read("files.txt", text -> judge(new ConfigFileReader(), text));
    }

    /** The nearest name costs a look at every alias, so it is looked for only while every problem is shown. */
    @ParameterizedTest
    @CsvSource({"99, 'did you mean vpn-only?'",
        "100, 'expected an alias that communities defines, or N:M with numbers from 0 to 65535, large:A:B:C with numbers"
                + " from 0 to 4294967295, or an extended one: rt:A:N, soo:A:N, ext:HEX'"})
    void proposesAnAliasUntilAHundredProblemsAreFound(int others, String wanted) {
        String text = """
                communities: {vpn-only: 1:1}
                address-pools:
                - name: a
                  protocol: bgp
                  cidr: [192.168.10.0/24]
                  bgp-advertisements: [communities: [vpn-ony]]
                peers:
                """ + "- x\n".repeat(others);
        assertEquals("config.yaml:6:38: address-pools[0].bgp-advertisements[0].communities[0]: invalid community"
                + " \"vpn-ony\" in BGP advertisement: no alias of this name; " + wanted,
                judgeAll(text).lines().findFirst().orElseThrow());
    }

    /** A hundred problems of the YAML leave room to count, though not to show, what else is wrong. */
    @Test
    void countsWhatIsWrongBesideAHundredProblemsOfTheYaml() {
        List<String> lines = judgeAll("peers:\n" + "- &a {my-asn: 42, peer-asn: 100, peer-address: 10.0.0.1}\n".repeat(100)
                + "zzz: 1\n").lines().toList();
        assertEquals("config.yaml:2:3: peers[0]: anchors are refused; remove the word that begins with &", lines.getFirst());
        assertEquals("config.yaml: and 1 more problems", lines.getLast());
        assertEquals(101, lines.size());
    }

    /** {@code \t} in a case is a tab, {@code \e} the character ESC, which a file under review should not hold. */
    private static String judge(TextReader reader, String text) {
        String real = text.replace("\\t", "\t").replace("\\e", "\u001b");
        return lines(ConfigGrammar.judge(reader.read("config.yaml", real)));
    }

    private static String judgeAll(String text) {
        return lines(judge(text, UnsupportedKeys.NONE));
    }

    private static Judgement judge(String text, UnsupportedKeys unsupported) {
        return ConfigGrammar.judge(new YamlTextReader().read("config.yaml", text), unsupported);
    }

    private static String lines(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Refused refused -> lines("", refused.problems());
            case Judgement.Acceptable acceptable -> lines("warning: ", acceptable.warnings()) + "accepted\n";
        };
    }

    private static String lines(String kind, List<Problem> problems) {
        return problems.stream().map(problem -> kind + problem + "\n").collect(Collectors.joining());
    }
}
