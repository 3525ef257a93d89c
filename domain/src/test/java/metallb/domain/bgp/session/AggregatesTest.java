package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageReader;
import metallb.domain.bgp.wire.NextHops;
import metallb.domain.bgp.wire.Reading;
import metallb.domain.bgp.wire.WireTerms;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Asn;
import metallb.domain.route.RouteKey;
import org.junit.jupiter.api.Test;

/** Where a route takes the place of others, no address is without one in between. */
class AggregatesTest {
    private final Desired desired = new Desired();

    @Test
    void anAggregateIsToldBeforeTheRoutesInItAreWithdrawn() {
        List<String> said = replaced("10.0.0.0/16", 1_000, true);

        assertEquals("+10.0.0.0/16", said.getFirst());
        assertEquals(1_001, said.size());
    }

    @Test
    void theRoutesInAnAggregateAreToldBeforeItIsWithdrawn() {
        List<String> said = replaced("10.0.0.0/16", 1_000, false);

        assertEquals("-10.0.0.0/16", said.getLast());
        assertEquals(1_001, said.size());
    }

    /** Among routes of single addresses a withdrawal waits for nobody. */
    @Test
    void aWithdrawalOvertakesWhatIsAnnounced() {
        AdjRibOut rib = new AdjRibOut(desired, terms(64500));
        RouteKey gone = put("10.0.0.1/32", true);
        rib.mark(gone);
        rib.next();
        rib.mark(put("10.0.0.2/32", true));
        rib.mark(put("10.0.0.1/32", false));

        assertEquals(List.of("-10.0.0.1/32", "+10.0.0.2/32"), say(rib));
    }

    /** A peer knows the one and is to know the other; what it is told while slices are marked, and after them. */
    private List<String> replaced(String aggregate, int hosts, boolean byTheAggregate) {
        AdjRibOut rib = new AdjRibOut(desired, terms(64500));
        List<RouteKey> keys = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            keys.add(put(IpAddress.ofIpv4(10, 0, i / 256, i % 256) + "/32", byTheAggregate));
        }
        RouteKey whole = put(aggregate, !byTheAggregate);
        rib.mark(whole);
        keys.forEach(rib::mark);
        say(rib);

        put(aggregate, byTheAggregate);
        keys.forEach(key -> put(key.prefix().toString(), !byTheAggregate));
        List<String> said = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            rib.mark(keys.get(i));
            if (i == 0) {
                rib.mark(whole);
            }
            if (i % 100 == 99) {
                rib.nextFull().ifPresent(message -> said.addAll(read(message)));
            }
        }
        said.addAll(say(rib));
        return said;
    }

    private RouteKey put(String prefix, boolean isWanted) {
        return isWanted ? desired.put(prefix, 1) : desired.remove(prefix);
    }

    private List<String> say(AdjRibOut rib) {
        List<String> said = new ArrayList<>();
        for (Optional<Bytes> next = rib.next(); next.isPresent(); next = rib.next()) {
            said.addAll(read(next.get()));
        }
        return said;
    }

    private static List<String> read(Bytes bytes) {
        MessageReader reader = new MessageReader();
        reader.settle(terms(64501));
        reader.feed(bytes);
        List<String> said = new ArrayList<>();
        while (reader.next() instanceof Reading.Complete(Message.Update update)) {
            update.withdrawn().forEach(prefix -> said.add("-" + prefix));
            update.announced().forEach(reach -> reach.prefixes().forEach(prefix -> said.add("+" + prefix)));
        }
        return said;
    }

    private static WireTerms terms(long asn) {
        return new WireTerms(new Asn(asn), false, true, List.of(Family.IPV4),
                NextHops.of(Optional.of(IpAddress.of("10.0.0.1")), Optional.empty()));
    }
}
