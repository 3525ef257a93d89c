package metallb.domain.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import metallb.domain.net.AddressRange;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Community;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of the grammar that have an oracle or a table of their own. */
class GrammarPartsTest {
    @Test
    void namesEveryRangeThatOverlapsAndNoOther() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            List<Claim> claims = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                claims.add(claim(claims.size(), random));
            }
            Findings findings = new Findings();
            Overlaps.check(claims, findings);
            String found = findings.errors().inOrder().toString();
            boolean any = false;
            for (Claim claim : claims) {
                boolean overlaps = claims.stream().anyMatch(other -> other != claim
                        && other.range().overlaps(claim.range()));
                any |= overlaps;
                assertEquals(overlaps, found.contains("\"" + claim.text() + "\""),
                        "seed " + seed + ": " + claim + " among " + claims);
            }
            assertEquals(any, !findings.errors().isEmpty(), "seed " + seed);
            findings.errors().inOrder().forEach(problem -> {
                int earlier = Integer.parseInt(problem.what().replaceFirst(".* in line ([0-9]+)$", "$1"));
                assertTrue(earlier < problem.where().line(), "seed " + seed + ": " + problem);
            });
        }
    }

    private static Claim claim(int number, SplittableRandom random) {
        long first = random.nextInt(60);
        long last = first + random.nextInt(8);
        boolean v4 = random.nextInt(4) > 0;
        AddressRange range = new AddressRange(new IpAddress(v4 ? Family.IPV4 : Family.IPV6, 0, first),
                new IpAddress(v4 ? Family.IPV4 : Family.IPV6, 0, last));
        return new Claim(number, new Where("c", "", number + 1, 1), "a", "<" + number + ">", range);
    }

    @Test
    void findsTheShortestPrefixThatFitsIntoARange() {
        for (int first = 0; first < 40; first++) {
            for (int last = first; last < 70; last++) {
                AddressRange range = new AddressRange(IpAddress.ofIpv4(first), IpAddress.ofIpv4(last));
                int expected = IntStream.rangeClosed(0, 32).filter(length -> IntStream.rangeClosed(0, 70)
                        .mapToObj(start -> new Prefix(IpAddress.ofIpv4(start), length))
                        .anyMatch(prefix -> range.contains(prefix.first()) && range.contains(prefix.last())))
                        .findFirst().orElseThrow();
                assertEquals(expected, shortest(range), range.toString());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0,255.255.255.255,0", "::,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,0", "255.255.255.255,255.255.255.255,32",
        "255.255.255.1,255.255.255.255,25", "2001:db8::,2001:db8::ffff,112", "2001:db8::1,2001:db8::1,128",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,127"})
    void findsItAtTheEdgesToo(String first, String last, int expected) {
        assertEquals(expected, shortest(new AddressRange(IpAddress.of(first), IpAddress.of(last))));
    }

    private static int shortest(AddressRange range) {
        return new Claim(0, new Where("c", "", 1, 1), "a", "", range).shortestLength();
    }

    @ParameterizedTest
    @CsvSource({"abc,abc,0", "abc,acb,1", "abc,ab,1", "abc,xbc,1", "abc,xabc,1", "'',abc,3", "kitten,sitting,3",
        "ca,abc,3", "adresses,addresses,1"})
    void countsTypingMistakes(String a, String b, int expected) {
        assertEquals(expected, Nearest.distance(a, b));
        assertEquals(expected, Nearest.distance(b, a));
    }

    @Test
    void proposesTheNearestWordOrNone() {
        List<String> words = List.of("my-asn", "peer-asn", "peer-port", "hold-time");
        assertEquals(Optional.of("peer-port"), Nearest.to("peerport", words));
        assertEquals(Optional.of("my-asn"), Nearest.to("my_asn", words));
        assertEquals(Optional.of("hold-time"), Nearest.to("holdTime", words));
        assertEquals(Optional.empty(), Nearest.to("colour", words));
        assertEquals(Optional.empty(), Nearest.to("", words));
        assertEquals(Optional.empty(), Nearest.to("x".repeat(65), List.of("x".repeat(65))));
        assertEquals(Optional.of("x".repeat(64)), Nearest.to("x".repeat(64), List.of("x".repeat(64))));
        assertEquals(Optional.empty(), Nearest.to("a", List.of()));
    }

    @Test
    void proposesTheFirstOfThoseWithAtLeastHalfOfTheirLettersRight() {
        assertEquals(Optional.of("bat"), Nearest.to("cat", List.of("dogs", "bat", "hat")));
        assertEquals(Optional.of("abxy"), Nearest.to("abcd", List.of("axyz", "abxy")));
        assertEquals(Optional.empty(), Nearest.to("abcd", List.of("axyz")));
    }

    @Test
    void quotesOnOneLineShortAndWithoutPasswords() {
        assertEquals("\"\"", Quote.of(""));
        assertEquals("\"a\\\"b\\\\c\\nd\\u001b\\u202e\"", Quote.of("a\"b\\c\nd\u001b\u202e"));
        assertEquals("\"" + "\ud83d\ude80".repeat(60) + "...\"", Quote.of("\ud83d\ude80".repeat(61)));
        assertEquals("\"***\"", Quote.of("PassWord: hunter2"));
        assertEquals("\"***\"", Quote.of("x".repeat(100) + " client-secret=hunter2"));
        assertEquals("\"password\"", Quote.ofKey("password"));
    }

    @Test
    void keepsTheFirstHundredPlacesWhateverTheOrderFound() {
        Problems problems = new Problems();
        for (int line = 150; line > 0; line--) {
            problems.add(new Where("c", "", line, 1), "first of " + line, "");
            problems.add(new Where("c", "", line, 1), "second of " + line, "");
        }
        List<Problem> kept = problems.inOrder();
        assertEquals(101, kept.size());
        assertEquals(List.of("c:1:1: first of 1", "c:1:1: second of 1", "c:2:1: first of 2"),
                kept.subList(0, 3).stream().map(Problem::toString).toList());
        assertEquals("c:50:1: second of 50", kept.get(99).toString());
        assertEquals("c: and 200 more problems", kept.get(100).toString());
    }

    @ParameterizedTest
    @CsvSource({"99, c:99:1: mistake", "100, c:100:1: mistake", "101, c: and 1 more problems"})
    void countsOnlyWhatItDoesNotList(int found, String last) {
        Problems problems = new Problems();
        for (int line = 1; line <= found; line++) {
            problems.add(new Where("c", "", line, 1), "mistake", "");
        }
        assertEquals(last, problems.inOrder().getLast().toString());
    }

    /** 4 bytes of header a kind, 4 a standard community, 8 an extended and 12 a large one, of 3991. */
    @ParameterizedTest
    @CsvSource({"996, 0, 0, true", "997, 0, 0, false", "0, 498, 0, true", "0, 499, 0, false", "0, 0, 332, true",
        "0, 0, 333, false", "2, 496, 0, true", "3, 496, 0, true", "4, 496, 0, false", "2, 1, 330, true", "3, 1, 330, false"})
    void accountsForCommunitiesOfEveryKind(int standard, int extended, int large, boolean fits) {
        List<Community> communities = new ArrayList<>();
        IntStream.range(0, standard).forEach(i -> communities.add(new Community.Standard(1, i)));
        IntStream.range(0, extended).forEach(i -> communities.add(new Community.Extended(i)));
        IntStream.range(0, large).forEach(i -> communities.add(new Community.Large(1, 2, i)));
        Findings findings = new Findings();
        MessageRoom.check(new Where("c", "", 1, 1), "", communities, findings);
        assertEquals(fits, findings.errors().isEmpty());
    }

    @Test
    void handsOnWhatTheReaderRefused() {
        List<Problem> problems = List.of(new Problem(new Where("c", "", 1, 2), "not YAML", "YAML"));
        Judgement judgement = ConfigGrammar.judge(new Reading.Unreadable(ConfigText.of("["), problems));
        assertEquals(problems, assertInstanceOf(Judgement.Refused.class, judgement).problems());
    }
}
