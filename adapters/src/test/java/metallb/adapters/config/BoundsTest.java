package metallb.adapters.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import metallb.domain.config.Advice;
import metallb.domain.config.ConfigGrammar;
import metallb.domain.config.Judgement;
import metallb.domain.config.Problem;
import metallb.domain.config.Problems;
import metallb.domain.config.Reading;
import metallb.domain.config.Surroundings;
import metallb.domain.config.UnsupportedKeys;
import metallb.domain.net.Prefix;
import metallb.ports.config.TextReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text: an answer, soon, of bounded size, and nothing thrown. */
class BoundsTest {
    private static final int MEBIBYTE = 1 << 20;
    /** Each takes a second; the rest is for machines that do much else at the same time. */
    private static final Duration SOON = Duration.ofMinutes(2);

    private static final String GOOD = """
            # a comment
            communities: {vpn-only: 1234:1, "big": 'large:1:2:3'}
            peers:
            - my-asn: 42
              peer-asn: 100
              peer-address: 10.0.0.1
              hold-time: 1m30s
              router-id: 10.0.0.5
              keepalive-time: 10s
              source-address: 10.0.0.2
              password: hunter2
              ttl-security: 1
              passive: no
              families: [ipv4, ipv6]
              graceful-restart: yes
              graceful-restart-time: 2m
              origin: igp
              node-selectors:
              - match-labels: {rack: a}
                match-expressions: [{key: rack, operator: In, values: [a, b]}]
            - {my-asn: 42, peer-asn: 42, peer-address: '2001:db8::1', password-secret: {name: tor}, ebgp-multihop: off}
            address-pools:
            - name: default
              protocol: bgp
              addresses: [192.168.10.0/24, "192.168.11.1 - 192.168.11.9"]
              avoid-buggy-ips: true
              bgp-advertisements:
              - aggregation-length: 32
                localpref: 100
                communities:
                - vpn-only
                - no-export
                - 64512:7
            - name: other
              protocol: bgp
              cidr: ['2001:db8:1::/64', 10.20.30.40/24]
              bgp-advertisements: [aggregation-length-v6: 64]
            """;
    private static final String MANIFEST = "kind: ConfigMap\ndata:\n  config: |\n"
            + GOOD.lines().map(line -> "    " + line + "\n").collect(Collectors.joining());
    private static final Surroundings EVERYTHING_TAKEN = new Surroundings(
            Map.of("node", List.of(Prefix.of("0.0.0.0/0"), Prefix.of("::/0"))), Map.of("a", Map.of("rack", "z")));
    private static final String SALT = " \n\t:-#[]{}\"'|>&*!%@`,?~0aN/\\.\r\u0000\u0085\u2028\ufeff\ud83d\ude80\u00e4";

    /** What somebody may write where another value belongs. */
    private static final List<String> ODD = List.of("", "~", "0", "1", "-1", "3", "65536", "4294967296", "1e9", "0x10", "yes",
            "off", "90s", "2s", "3500ms", "'", "[]", "{}", "[1]", "{a: b}", "[[a], {b: c}]", "10.0.0.1", "0.0.0.0", "::",
            "::ffff:10.0.0.1", "10.0.0.0/8", "0.0.0.0/0", "10.0.0.9-10.0.0.1", "default", "bgp", "layer2", "igp", "ipv6",
            "no-export", "1:1", "large:1:2:3", "65536:1", "*a", "&a b", "!!str 1", "| x");

    @Test
    void survivesRandomMutationsOfCharacters() {
        survives(BoundsTest::mutate);
    }

    @Test
    void survivesRandomMutationsOfLinesAndValues() {
        survives(BoundsTest::rearrange);
    }

    private static void survives(BiFunction<SplittableRandom, String, String> mutation) {
        assertInstanceOf(Judgement.Acceptable.class, judge(new YamlTextReader(), GOOD), "what is mutated is good");
        assertInstanceOf(Judgement.Acceptable.class, judge(new ConfigFileReader(), MANIFEST));
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            String text = mutation.apply(random, random.nextBoolean() ? GOOD : MANIFEST);
            try {
                check(judge(new YamlTextReader(), text));
                check(judge(new ConfigFileReader(), text));
                check(ConfigGrammar.judge(new YamlTextReader().read("f", text)));
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", round " + round + ":\n" + text, e);
            }
        }
    }

    private static Judgement judge(TextReader reader, String text) {
        return ConfigGrammar.judge(reader.read("f", text), UnsupportedKeys.NONE);
    }

    /** Moves, drops and repeats lines, indents them differently, and writes other values. */
    private static String rearrange(SplittableRandom random, String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            int colon = line.indexOf(": ");
            switch (random.nextInt(5)) {
                case 0 -> lines.add(random.nextInt(lines.size()), line);
                case 1 -> lines.add(random.nextInt(lines.size()), lines.remove(at));
                case 2 -> lines.set(at, random.nextBoolean() ? "  " + line : line.replaceFirst("^  ", ""));
                default -> lines.set(at, (colon < 0 ? line + " " : line.substring(0, colon + 2))
                        + ODD.get(random.nextInt(ODD.size())));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static void check(Judgement judgement) {
        if (judgement instanceof Judgement.Acceptable acceptable) {
            Advice.on(acceptable.config(), EVERYTHING_TAKEN).forEach(problem ->
                    assertTrue(problem.where().line() > 0, "a place for " + problem));
        }
        if (judgement instanceof Judgement.Refused refused) {
            Problem before = null;
            List<Problem> all = refused.problems();
            for (Problem problem : all.subList(0, Math.min(all.size(), Problems.LARGEST))) {
                assertNotNull(problem.toString());
                assertTrue(problem.where().line() > 0, "a place for " + problem);
                assertTrue(before == null || before.where().line() <= problem.where().line(), "order of places");
                assertTrue(problem.toString().length() < 2000 && problem.toString().lines().count() == 1,
                        problem.toString());
                before = problem;
            }
        }
    }

    private static String mutate(SplittableRandom random, String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(5)) {
                case 0 -> mutated.deleteCharAt(at);
                case 1 -> mutated.insert(at, SALT.charAt(random.nextInt(SALT.length())));
                case 2 -> mutated.setCharAt(at, SALT.charAt(random.nextInt(SALT.length())));
                case 3 -> mutated.delete(at, Math.min(mutated.length() - 1, at + random.nextInt(20)));
                default -> mutated.insert(at, text, 0, random.nextInt(text.length()));
            }
        }
        return mutated.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "- ", "? ", "a: {", "[a,", "\"", "'", "|", "&a ", "*", "!", "x", "- x\n", "a:\n ", "- - \n",
        "\n", "# \n", "---\n", "{a: b}, ", "? a\n: b\n", "%", "@", "\\", ":", "a b\n", "\t", "\ud800", "\r", "[[]],"})
    void answersSoonToAMebibyteOf(String piece) {
        String text = piece.repeat(MEBIBYTE / piece.length());
        assertTimeoutPreemptively(SOON, () -> {
            check(ConfigGrammar.judge(new YamlTextReader().read("f", text)));
            check(ConfigGrammar.judge(new ConfigFileReader().read("f", text)));
        });
    }

    @Test
    void answersSoonToManyUnknownAliases() {
        String aliases = lines("  alias-%d: 1:1%n", 20_000);
        String uses = lines("    - alas-%d%n", 20_000);
        String text = "communities:\n" + aliases + "address-pools:\n- name: a\n  protocol: bgp\n  cidr: [10.0.0.0/8]\n"
                + "  bgp-advertisements:\n  - communities:\n" + uses;
        assertTimeoutPreemptively(SOON, () -> {
            Judgement.Refused refused = (Judgement.Refused) ConfigGrammar.judge(new YamlTextReader().read("f", text));
            assertEquals(Problems.LARGEST + 1, refused.problems().size());
            assertEquals("f: and 19900 more problems", refused.problems().getLast().toString());
        });
    }

    @Test
    void answersSoonToManyRangesThatOverlap() {
        String text = "address-pools:\n- name: a\n  protocol: bgp\n  cidr:\n" + "  - 10.0.0.0/8\n".repeat(50_000);
        assertTimeoutPreemptively(SOON, () -> {
            Judgement.Refused refused = (Judgement.Refused) ConfigGrammar.judge(new YamlTextReader().read("f", text));
            assertEquals("f: and 49899 more problems", refused.problems().getLast().toString());
        });
    }

    @Test
    void refusesMoreThanAMebibyte() {
        assertEquals(List.of("f:1:1: the text is longer than 1 MiB; expected at most 1048576 bytes"),
                problems("#" + "x".repeat(MEBIBYTE)));
        assertEquals(List.of("f:1:1: the text is longer than 1 MiB; expected at most 1048576 bytes"),
                problems("#" + "\u00e4".repeat(MEBIBYTE / 2)));
        assertInstanceOf(Reading.Document.class, new YamlTextReader().read("f", "#" + "x".repeat(MEBIBYTE - 1)));
    }

    @Test
    void refusesMoreNodesThanAnyConfigurationHas() {
        assertEquals(List.of("f:100000:3: [99999]: more than 100000 keys and values; expected fewer"),
                problems("- x\n".repeat(100_001)));
    }

    private static String lines(String format, int count) {
        return IntStream.range(0, count).mapToObj(format::formatted).collect(Collectors.joining());
    }

    private static List<String> problems(String text) {
        Reading reading = new YamlTextReader().read("f", text);
        return ((Reading.Unreadable) reading).problems().stream().map(Problem::toString).toList();
    }
}
