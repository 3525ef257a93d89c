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
import org.junit.jupiter.params.ParameterizedTest;
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
