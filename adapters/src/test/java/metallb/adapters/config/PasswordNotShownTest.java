package metallb.adapters.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metallb.domain.config.ConfigGrammar;
import metallb.domain.config.Judgement;
import metallb.domain.config.Problem;
import metallb.domain.config.UnsupportedKeys;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No slip of the pen makes a problem show a password. */
class PasswordNotShownTest {
    private static final String MARK = "hunter2";
    private static final int SLIPS = 2_000;

    private static final String BLOCK = """
            peers:
            - my-asn: 42
              peer-asn: 100
              password: @
              peer-address: 10.0.0.1
              hold-time: 90s
            """;
    private static final String FLOW = """
            peers:
            - {my-asn: 42, peer-asn: 100, peer-address: 10.0.0.1, password: @, hold-time: 90s}
            """;
    private static final String LAST = """
            peers: [{my-asn: 42, peer-asn: 100, peer-address: 10.0.0.1, password: @}]
            """;

    /**
     * What nobody can tell from a key that is no password: {@code hunter2: x} behind a comma or on a line of its own. It
     * takes a password that has a colon, or a slip in its midst as well as around it.
     */
    private static final Pattern A_KEY_WITH_A_VALUE = Pattern.compile("hunter2['\" ]*:[ \n]");

    private static final List<String> CHARACTERS = List.of(" ", ":", ",", "'", "\"", "{", "}", "\n");

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "'hunter2'", "\"hunter2\"", "ok,hunter2", "\"ok,hunter2\"", "'ok hunter2'",
        "ok:hunter2", "hunter2,ok", "'hunter2: ok'"})
    void noSlipAroundAPasswordShowsIt(String password) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < SLIPS; i++) {
            String base = List.of(BLOCK, FLOW, LAST).get(random.nextInt(3)).replace("@", password);
            String text = slip(random, base);
            String problems = problems(text, i % 2 == 0 ? UnsupportedKeys.NONE : UnsupportedKeys.OF_THIS_VERSION);
            boolean excused = A_KEY_WITH_A_VALUE.matcher(text).find();
            assertFalse(problems.contains(MARK) && !excused, () -> "seed " + seed + "\n" + text + "----\n" + problems);
            refused += problems.isEmpty() ? 0 : 1;
        }
        assertTrue(refused > SLIPS / 4, "slips are noticed: " + refused);
    }

    /** One to three characters dropped or inserted within the password's key and its value, or beside them. */
    private static String slip(SplittableRandom random, String base) {
        StringBuilder text = new StringBuilder(base);
        for (int n = random.nextInt(3); n >= 0; n--) {
            int from = Math.max(0, base.indexOf("password") - 4);
            int at = from + random.nextInt(Math.min(text.length(), base.indexOf(MARK) + MARK.length() + 8) - from);
            boolean inMark = at > text.indexOf(MARK) && at < text.indexOf(MARK) + MARK.length();
            boolean dropped = CHARACTERS.contains(String.valueOf(text.charAt(at)));
            if (!inMark && dropped && random.nextBoolean()) {
                text.deleteCharAt(at);
            } else if (!inMark) {
                text.insert(at, CHARACTERS.get(random.nextInt(CHARACTERS.size())));
            }
        }
        return text.toString();
    }

    private static String problems(String text, UnsupportedKeys unsupported) {
        List<Problem> problems = switch (ConfigGrammar.judge(new YamlTextReader().read("config.yaml", text), unsupported)) {
            case Judgement.Refused refused -> refused.problems();
            case Judgement.Acceptable acceptable -> acceptable.warnings();
        };
        return problems.stream().map(problem -> problem + "\n").collect(Collectors.joining());
    }
}
