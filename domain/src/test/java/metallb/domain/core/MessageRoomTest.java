package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import metallb.domain.bgp.wire.UpdateWriter;
import metallb.domain.bgp.wire.NextHops;
import metallb.domain.bgp.wire.WireTerms;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigGrammar;
import metallb.domain.config.ConfigText;
import metallb.domain.config.Judgement;
import metallb.domain.config.Reading;
import metallb.domain.config.Tree;
import metallb.domain.config.Where;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.Attributes;
import metallb.domain.route.NextHop;
import metallb.domain.route.Origin;
import metallb.domain.route.RouteKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configuration reckons with the size of a message by itself: what it accepts, the writer must have room for. */
class MessageRoomTest {
    private static final Where WHERE = new Where("test", "", 1, 1);
    /** More of either kind than a message can hold. */
    private static final int TOO_MANY = 1_100;

    /** Large communities beside which as many standard ones as possible are written; 332 is the most of them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 50, 100, 165, 166, 167, 250, 330, 331, 332})
    void theWriterHasRoomForTheLongestListThatConfigurationAccepts(int large) {
        int standard = most(count -> isAccepted(count, large));
        assertTrue(standard > 0 || large == 332, "a list that is accepted");
        assertRoom(standard, large);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 50, 500, 900})
    void norIsThereOneLargeCommunityTooMany(int standard) {
        assertRoom(standard, most(count -> isAccepted(standard, count)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void longerListsAreRefused(boolean areLarge) {
        assertFalse(isAccepted(areLarge ? 0 : TOO_MANY, areLarge ? TOO_MANY : 0));
        assertEquals(areLarge ? 332 : 996, most(count -> isAccepted(areLarge ? 0 : count, areLarge ? count : 0)));
    }

    private static void assertRoom(int standard, int large) {
        Config config = ((Judgement.Acceptable) judged(standard, large)).config();
        var advertisement = config.advertisements().getFirst();
        assertEquals(standard + large, advertisement.communities().size());
        Attributes attributes = Attributes.originated(Origin.IGP, advertisement.localPreference(),
                advertisement.communities());
        assertEquals(OptionalLong.of(200), attributes.localPreference());
        assertTrue(UpdateWriter.leavesRoom(attributes), standard + " standard and " + large + " large");
        for (boolean internal : new boolean[] {false, true}) {
            for (boolean fourOctetAs : new boolean[] {false, true}) {
                assertEquals(1, announced(internal, fourOctetAs, "192.0.2.1/32", attributes));
                assertEquals(1, announced(internal, fourOctetAs, "2001:db8::1/128", attributes));
            }
        }
    }

    private static int announced(boolean internal, boolean fourOctetAs, String prefix, Attributes attributes) {
        WireTerms terms = new WireTerms(new Asn(0xffffffffL), internal, fourOctetAs,
                List.of(Family.IPV4, Family.IPV6), new NextHops(Optional.of(IpAddress.of("192.0.2.9")),
                Optional.of(IpAddress.of("2001:db8::9")), Optional.of(IpAddress.of("fe80::9")), false));
        return new UpdateWriter(terms).announce(NextHop.SELF, attributes, List.of(RouteKey.of(Prefix.of(prefix))), 0)
                .taken();
    }

    private interface Accepting {
        boolean accepts(int count);
    }

    /** The largest number that is accepted, as every smaller one is. */
    private static int most(Accepting accepting) {
        int accepted = 0;
        int refused = TOO_MANY;
        while (refused - accepted > 1) {
            int middle = (accepted + refused) / 2;
            if (accepting.accepts(middle)) {
                accepted = middle;
            } else {
                refused = middle;
            }
        }
        return accepted;
    }

    private static boolean isAccepted(int standard, int large) {
        return judged(standard, large) instanceof Judgement.Acceptable;
    }

    /** A pool of both families whose routes carry so many communities and a LOCAL_PREF. */
    private static Judgement judged(int standard, int large) {
        List<String> communities = new ArrayList<>();
        for (int i = 0; i < standard; i++) {
            communities.add("64500:" + i);
        }
        for (int i = 0; i < large; i++) {
            communities.add("large:4200000000:1:" + i);
        }
        Tree pool = mapping(Map.of("name", scalar("p"), "protocol", scalar("bgp"),
                "addresses", sequence(List.of("192.0.2.0/24", "2001:db8::/120")),
                "bgp-advertisements", new Tree.Sequence(WHERE, List.of(mapping(Map.of(
                        "localpref", scalar("200"), "communities", sequence(communities)))))));
        return ConfigGrammar.judge(new Reading.Document(ConfigText.of("text"),
                mapping(Map.of("address-pools", new Tree.Sequence(WHERE, List.of(pool))))));
    }

    private static Tree scalar(String text) {
        return new Tree.Scalar(WHERE, text, false);
    }

    private static Tree sequence(List<String> texts) {
        return new Tree.Sequence(WHERE, texts.stream().map(MessageRoomTest::scalar).toList());
    }

    private static Tree mapping(Map<String, Tree> values) {
        Map<String, Tree.Entry> entries = new LinkedHashMap<>();
        values.forEach((key, value) -> entries.put(key, new Tree.Entry(WHERE, value)));
        return new Tree.Mapping(WHERE, entries);
    }
}
