package metallb.acceptance.bench.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageReader;
import metallb.domain.bgp.wire.NextHops;
import metallb.domain.bgp.wire.Reading;
import metallb.domain.bgp.wire.UpdateWriter;
import metallb.domain.bgp.wire.WireTerms;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Host routes with equal attributes (two communities), the UPDATEs that say them, and the same bytes bare. */
@State(Scope.Thread)
public class Routes {
    private static final WireTerms TERMS = new WireTerms(new Asn(64_500), false, true, List.of(Family.values()),
            NextHops.of(Optional.of(IpAddress.of("10.0.0.5")), Optional.of(IpAddress.of("2001:db8::5"))));
    private static final Attributes ATTRIBUTES = Attributes.originated(Origin.IGP, OptionalLong.empty(),
            List.of(new Community.Standard(64_500, 1), new Community.Large(4_200_000_000L, 1, 2)));

    @Param({"IPV4", "IPV6"})
    Family family;

    @Param({"1", "100", "10000"})
    int count;

    private final UpdateWriter writer = new UpdateWriter(TERMS);
    private final MessageReader reader = new MessageReader();
    private List<RouteKey> keys;
    private List<Bytes> messages;
    private ByteBuffer wire;
    private ByteBuffer target;

    @Setup
    public void prepare() {
        keys = IntStream.range(0, count).mapToObj(i -> RouteKey.of(Prefix.of(address(i)))).toList();
        reader.settle(TERMS);
        messages = new ArrayList<>();
        for (int at = 0; at < count;) {
            UpdateWriter.Packed packed = writer.announce(NextHop.SELF, ATTRIBUTES, keys, at);
            messages.add(packed.message());
            at += packed.taken();
        }
        wire = ByteBuffer.allocate(messages.stream().mapToInt(Bytes::length).sum());
        messages.forEach(message -> wire.put(message.toArray()));
        target = ByteBuffer.allocate(wire.capacity());
    }

    private IpAddress address(int number) {
        return family == Family.IPV4 ? IpAddress.ofIpv4(10, 128 + (number >> 16), number >> 8 & 255, number & 255)
                : new IpAddress(Family.IPV6, 0x20010db8_00000000L, number);
    }

    /** Bytes of all UPDATEs. */
    int encode() {
        int bytes = 0;
        for (int at = 0; at < count;) {
            UpdateWriter.Packed packed = writer.announce(NextHop.SELF, ATTRIBUTES, keys, at);
            bytes += packed.message().length();
            at += packed.taken();
        }
        return bytes;
    }

    /** Prefixes of all UPDATEs, each message a chunk. */
    int decode() {
        int prefixes = 0;
        for (Bytes message : messages) {
            reader.feed(message);
            Reading.Complete complete = (Reading.Complete) reader.next();
            prefixes += ((Message.Update) complete.message()).announced().getFirst().prefixes().size();
        }
        return prefixes;
    }

    /** The least that anybody must do who has the bytes already: each of them from one buffer into another. */
    int copy() {
        wire.clear();
        target.clear();
        while (wire.hasRemaining()) {
            target.put(wire.get());
        }
        return target.position();
    }
}
