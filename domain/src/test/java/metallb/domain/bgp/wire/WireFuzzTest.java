package metallb.domain.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeSet;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.Attributes;
import metallb.domain.route.Community;
import metallb.domain.route.NextHop;
import metallb.domain.route.Origin;
import metallb.domain.route.RouteKey;
import metallb.domain.route.RouterId;
import org.junit.jupiter.api.Test;

/** Seeded histories; the seed of a failing one is in the message, and {@code -Dseed=N} runs it first. */
class WireFuzzTest {
    private static final long FIRST_SEED = Long.getLong("seed", 1);

    @Test
    void readsAnyBytesToAValue() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            readInPieces(seed, random, Bytes.copyOf(bytes));
            int type = 1 + random.nextInt(5);
            readInPieces(seed, random, Wire.message(type, Bytes.copyOf(bytes).toHex()));
        }
    }

    @Test
    void readsMutatedMessagesToAValue() {
        List<Bytes> samples = samples();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 40_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = samples.get(random.nextInt(samples.size())).toArray();
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(10) == 0 ? random.nextInt(bytes.length) : 18 + random.nextInt(bytes.length - 18);
                bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[at] + random.nextInt(-2, 3));
            }
            readInPieces(seed, random, Bytes.copyOf(bytes));
        }
    }

    @Test
    void readsBodiesCutAnywhereToAValue() {
        for (Bytes sample : samples()) {
            for (int cut = 19; cut < Math.min(sample.length(), 400); cut++) {
                Bytes message = Wire.message(sample.at(18), sample.slice(19, cut - 19).toHex());
                readInPieces(cut, new SplittableRandom(cut), message);
            }
        }
    }

    /** The result must not depend on how the bytes are cut, and end in NeedMore or one lasting error. */
    private static void readInPieces(long seed, SplittableRandom random, Bytes bytes) {
        WireTerms terms = Wire.terms(random.nextBoolean(), random.nextBoolean());
        try {
            List<Reading> whole = Wire.readAll(Wire.reader(terms), bytes);
            assertTrue(whole.size() <= 1 + bytes.length() / 19);
            MessageReader reader = Wire.reader(terms);
            List<Reading> pieces = new ArrayList<>();
            for (int at = 0; at < bytes.length();) {
                int step = Math.min(1 + random.nextInt(50), bytes.length() - at);
                pieces.addAll(Wire.readAll(reader, bytes.slice(at, step)));
                at += step;
                if (!pieces.isEmpty() && !(pieces.getLast() instanceof Reading.Complete)) {
                    break;
                }
            }
            assertEquals(whole, pieces);
            for (Reading reading : whole) {
                if (reading instanceof Reading.Malformed(NotificationError error)) {
                    assertTrue(MessageWriter.notification(error.notification()).length() <= 4096);
                }
                if (reading instanceof Reading.Complete(Message.Notification notification)) {
                    assertTrue(NotificationText.of(notification).length() < 600);
                }
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ", " + terms + ", bytes " + bytes, e);
        }
    }

    private static NextHops nextHops(SplittableRandom random) {
        return new NextHops(Optional.of(IpAddress.of("10.0.0.5")), Optional.of(IpAddress.of("2001:db8::5")),
                Optional.of(IpAddress.of("fe80::5")).filter(_ -> random.nextBoolean()), random.nextBoolean());
    }

    private static List<Bytes> samples() {
        List<Bytes> samples = new ArrayList<>();
        samples.add(MessageWriter.open(Message.Open.of(new Asn(70_000), 90, RouterId.of("10.0.0.1"), List.of(
                Capability.MultiProtocol.unicast(Family.IPV4), Capability.MultiProtocol.unicast(Family.IPV6),
                new Capability.RouteRefresh(), new Capability.GracefulRestart(8, 120,
                        List.of(new Capability.GracefulRestart.Entry(1, 1, 128)))))));
        samples.add(MessageWriter.notification(NotificationCode.ADMINISTRATIVE_SHUTDOWN
                .notification(NotificationText.shutdownData("planned maintenance"))));
        samples.add(MessageWriter.routeRefresh(Message.RouteRefresh.request(Family.IPV6)));
        samples.add(MessageWriter.keepalive());
        samples.add(MessageWriter.endOfRib(Family.IPV6));
        SplittableRandom random = new SplittableRandom(0);
        for (int i = 0; i < 40; i++) {
            Family family = i % 2 == 0 ? Family.IPV4 : Family.IPV6;
            UpdateWriter writer = new UpdateWriter(Wire.terms(i % 3 == 0, i % 5 != 0));
            List<RouteKey> keys = keys(random, family, 1 + random.nextInt(5));
            samples.add(writer.announce(NextHop.SELF, attributes(random), keys, 0).message());
            samples.add(writer.withdraw(keys, 0).message());
        }
        return samples;
    }

    @Test
    void decodesWhatItPacked() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Family family = random.nextBoolean() ? Family.IPV4 : Family.IPV6;
            Asn local = new Asn(random.nextBoolean() ? 64_500 : 4_200_000_000L);
            WireTerms terms = new WireTerms(local, random.nextBoolean(), random.nextBoolean(), Wire.BOTH, nextHops(random));
            List<RouteKey> keys = keys(random, family, 1 + random.nextInt(3000));
            Attributes attributes = attributes(random);
            try {
                assertEquals(keys, announced(terms, family, attributes, keys));
                assertEquals(keys, withdrawn(terms, keys));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", " + terms + ", " + attributes, e);
            }
        }
    }

    private static List<RouteKey> announced(WireTerms terms, Family family, Attributes attributes, List<RouteKey> keys) {
        UpdateWriter writer = new UpdateWriter(terms);
        List<RouteKey> decoded = new ArrayList<>();
        while (decoded.size() < keys.size()) {
            UpdateWriter.Packed packed = writer.announce(NextHop.SELF, attributes, keys, decoded.size());
            Message.Update update = Wire.update(Wire.read(terms, packed.message()));
            assertEquals(List.of(), update.remarks());
            assertEquals(Optional.empty(), update.treatAsWithdraw());
            assertEquals(expected(terms, attributes), update.attributes().orElseThrow().attributes());
            Message.Reach reach = update.announced().getFirst();
            assertEquals(terms.resolve(NextHop.SELF, family).orElseThrow(), reach.nextHop());
            assertEquals(packed.taken(), reach.prefixes().size());
            reach.prefixes().forEach(prefix -> decoded.add(RouteKey.of(prefix)));
            checkRoom(packed, keys, decoded.size());
        }
        return decoded;
    }

    private static List<RouteKey> withdrawn(WireTerms terms, List<RouteKey> keys) {
        UpdateWriter writer = new UpdateWriter(terms);
        List<RouteKey> decoded = new ArrayList<>();
        while (decoded.size() < keys.size()) {
            UpdateWriter.Packed packed = writer.withdraw(keys, decoded.size());
            Message.Update update = Wire.update(Wire.read(terms, packed.message()));
            assertEquals(packed.taken(), update.withdrawn().size());
            assertEquals(Optional.empty(), update.endOfRib());
            update.withdrawn().forEach(prefix -> decoded.add(RouteKey.of(prefix)));
            checkRoom(packed, keys, decoded.size());
        }
        return decoded;
    }

    /** Nothing of what is left would have fitted; a host route not where the message says that it is full. */
    private static void checkRoom(UpdateWriter.Packed packed, List<RouteKey> keys, int next) {
        int room = 4096 - packed.message().length();
        assertTrue(room >= 0);
        if (next < keys.size()) {
            assertTrue(packed.full());
            Prefix left = keys.get(next).prefix();
            assertTrue(room < 1 + (left.length() + 7) / 8, () -> left + " fits into " + room);
        } else {
            assertEquals(room < 1 + keys.getFirst().family().bytes(), packed.full());
        }
    }

    /** What a session makes of attributes: it prepends itself outside the AS, and fills in the preference inside. */
    private static Attributes expected(WireTerms terms, Attributes attributes) {
        List<Asn> path = new ArrayList<>(attributes.asPath());
        if (!terms.internal()) {
            path.addFirst(terms.localAsn());
        }
        OptionalLong preference = terms.internal() ? OptionalLong.of(attributes.localPreference().orElse(100))
                : OptionalLong.empty();
        return Attributes.of(attributes.origin(), path, preference, attributes.communities());
    }

    private static Attributes attributes(SplittableRandom random) {
        List<Community> communities = new ArrayList<>();
        int count = random.nextInt(5) == 0 ? random.nextInt(300) : random.nextInt(6);
        for (int i = 0; i < count; i++) {
            communities.add(switch (random.nextInt(3)) {
                case 0 -> new Community.Standard(random.nextInt(65536), random.nextInt(65536));
                case 1 -> new Community.Large(random.nextLong(1L << 32), random.nextLong(1L << 32), i);
                default -> new Community.Extended(random.nextLong());
            });
        }
        List<Asn> path = new ArrayList<>();
        for (int i = random.nextInt(3) == 0 ? random.nextInt(5) : 0; i > 0; i--) {
            path.add(new Asn(random.nextBoolean() ? 1 + random.nextInt(65535) : random.nextLong(1, 1L << 32)));
        }
        return Attributes.of(Origin.values()[random.nextInt(3)], path,
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong(1L << 32)), communities);
    }

    private static List<RouteKey> keys(SplittableRandom random, Family family, int count) {
        boolean hosts = random.nextBoolean();
        TreeSet<RouteKey> keys = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            IpAddress address = family == Family.IPV4 ? IpAddress.ofIpv4(random.nextLong())
                    : new IpAddress(Family.IPV6, random.nextLong(), random.nextLong());
            keys.add(RouteKey.of(new Prefix(address, hosts ? family.bits() : random.nextInt(family.bits() + 1))));
        }
        return List.copyOf(keys);
    }
}
