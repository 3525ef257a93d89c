package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageReader;
import metallb.domain.bgp.wire.Reading;
import metallb.domain.bgp.wire.NextHops;
import metallb.domain.bgp.wire.WireTerms;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.Community;
import metallb.domain.route.NextHop;
import metallb.domain.route.RouteKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories against an oracle that reads the messages and compares whole tables. */
class AdjRibOutTest {
    private static final IpAddress NEXT_HOP_4 = IpAddress.of("10.0.0.1");
    private static final IpAddress NEXT_HOP_6 = IpAddress.of("2001:db8::1");
    private static final int KEYS = 300;

    private final Desired desired = new Desired();
    /** What a peer would have in its table: prefix to next hop and communities. */
    private final Map<Prefix, String> heard = new TreeMap<>();
    /** How often all of a family was asked for again: so often a prefix may be said though it was known. */
    private final Map<Family, Integer> asked = new EnumMap<>(Family.class);
    private final Map<Prefix, Integer> repeated = new TreeMap<>();

    private static WireTerms terms(boolean ours, List<Family> families) {
        return new WireTerms(new Asn(ours ? 64500 : 64501), false, true, families,
                NextHops.of(Optional.of(NEXT_HOP_4), Optional.of(NEXT_HOP_6)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void endsWithThePeerKnowingExactlyWhatIsDesired(long seed) {
        try {
            history(new SplittableRandom(seed), seed % 2 == 0 ? List.of(Family.IPV4, Family.IPV6) : List.of(Family.IPV4),
                    seed > 5);
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError("seed " + seed, failed);
        }
    }

    private void history(SplittableRandom random, List<Family> families, boolean refreshes) {
        for (int i = 0; i < KEYS / 2; i++) {
            change(random);
        }
        AdjRibOut rib = new AdjRibOut(desired, terms(true, families));
        for (int step = 0; step < 6_000; step++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3, 4, 5 -> rib.mark(change(random));
                case 6 -> rib.syncSlice(random.nextInt(51));
                case 7 -> rib.nextFull().ifPresent(message -> hear(message, families));
                case 8 -> rib.next().ifPresent(message -> hear(message, families));
                default -> refresh(random, rib, families, refreshes);
            }
            assertEquals(heard.size(), rib.toldSize());
        }
        settle(rib, families);
        assertEquals(wanted(families), heard);
        rib.withdrawAll();
        while (rib.isSyncing()) {
            rib.mark(change(random));
            int before = rib.pendingSize();
            int taken = rib.syncSlice(random.nextInt(20));
            assertTrue(taken < 20 && rib.pendingSize() == before + taken, "each taken key waits to be withdrawn");
            rib.nextFull().ifPresent(message -> hear(message, families));
            assertEquals(heard.size(), rib.toldSize());
        }
        rib.mark(change(random));
        settle(rib, families);
        assertEquals(Map.of(), heard);
    }

    private void settle(AdjRibOut rib, List<Family> families) {
        while (rib.isSyncing()) {
            rib.syncSlice(100);
        }
        for (Optional<Bytes> message = rib.next(); message.isPresent(); message = rib.next()) {
            hear(message.get(), families);
        }
        assertEquals(0, rib.pendingSize());
        assertEquals(Optional.empty(), rib.nextFull());
    }

    private void refresh(SplittableRandom random, AdjRibOut rib, List<Family> families, boolean refreshes) {
        if (refreshes && random.nextInt(20) == 0) {
            Family family = families.get(random.nextInt(families.size()));
            rib.repeat(family);
            asked.merge(family, 1, Integer::sum);
        }
    }

    /** Puts, replaces or removes a random route; some have a next hop that means nothing for their family. */
    private RouteKey change(SplittableRandom random) {
        int number = random.nextInt(KEYS);
        IpAddress address = random.nextBoolean() ? IpAddress.ofIpv4(0x0a010000L + number)
                : new IpAddress(Family.IPV6, 0x20010db8_00000000L, number);
        RouteKey key = RouteKey.of(new Prefix(address, address.family().bits() - random.nextInt(3)));
        if (random.nextInt(3) == 0) {
            desired.routes.remove(key);
            return key;
        }
        NextHop nextHop = random.nextInt(8) > 0 ? NextHop.SELF : new NextHop.Via(IpAddress.of("10.0.0.99"));
        return desired.put(key, nextHop, Desired.attributes(random.nextInt(4)));
    }

    private Map<Prefix, String> wanted(List<Family> families) {
        Map<Prefix, String> wanted = new TreeMap<>();
        desired.routes.forEach((key, route) -> terms(true, families).resolve(route.nextHop(), key.family())
                .filter(_ -> families.contains(key.family()))
                .ifPresent(hop -> wanted.put(key.prefix(), text(hop, route.attributes().communities()))));
        return wanted;
    }

    private static String text(IpAddress nextHop, List<Community> communities) {
        return nextHop + " " + communities;
    }

    private void hear(Bytes bytes, List<Family> families) {
        MessageReader reader = new MessageReader();
        reader.settle(terms(false, families));
        reader.feed(bytes);
        List<Message> messages = new ArrayList<>();
        while (reader.next() instanceof Reading.Complete(Message message)) {
            messages.add(message);
        }
        assertEquals(1, messages.size());
        Message.Update update = (Message.Update) messages.getFirst();
        assertEquals(List.of(), update.remarks());
        for (Prefix prefix : update.withdrawn()) {
            assertEquals(true, heard.remove(prefix) != null, prefix + " was withdrawn and never announced");
        }
        update.announced().forEach(reach -> reach.prefixes().forEach(prefix -> {
            String told = text(reach.nextHop(), update.attributes().orElseThrow().attributes().communities());
            if (told.equals(heard.put(prefix, told))) {
                int times = repeated.merge(prefix, 1, Integer::sum);
                assertTrue(times <= asked.getOrDefault(prefix.family(), 0), prefix + " was said needlessly");
            }
        }));
    }
}
