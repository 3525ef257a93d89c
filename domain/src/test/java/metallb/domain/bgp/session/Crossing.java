package metallb.domain.bgp.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageReader;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.Reading;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.Now;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/** One peer that dials and is dialled; the test plays the neighbour on every link. What is sent is drained at once. */
final class Crossing {
    private static final AddressPort THEIR_CALLING_END = new AddressPort(Bench.REMOTE.address(), 50000);
    private static final AddressPort OUR_LISTENING_END = new AddressPort(Bench.LOCAL.address(), 179);

    final Desired desired = new Desired();
    final Peer peer;
    final Asn theirAsn;
    private final RouterId ourId;
    private long nanos = 1_000_000_000L;
    private long dialled;
    private long called;

    Crossing(Opening opening, RouterId ourId, Asn theirAsn, UnaryOperator<SessionOptions> options) {
        this.ourId = ourId;
        this.theirAsn = theirAsn;
        this.peer = Peer.configured(Bench.settings(theirAsn, 9, Family.IPV4)
                .with(options.apply(SessionOptions.USUAL.opened(opening))), desired, () -> ++dialled, new SplittableRandom(1));
    }

    static Crossing of(Opening opening) {
        return new Crossing(opening, Bench.OUR_ID, Bench.THEIRS, options -> options);
    }

    Now now() {
        return new Now(nanos, Instant.EPOCH.plusNanos(nanos));
    }

    Crossing started() {
        peer.start(now());
        return this;
    }

    /** The link dialled last. */
    LinkId ours() {
        return new LinkId(dialled);
    }

    /** The attempt under way succeeds. */
    LinkId reached() {
        peer.up(now(), ours(), LinkEnds.of(Bench.LOCAL, Bench.REMOTE), ourId);
        return ours();
    }

    /** The neighbour connects. */
    LinkId calls() {
        LinkId link = new LinkId(--called);
        peer.accepted(now(), link, LinkEnds.of(OUR_LISTENING_END, THEIR_CALLING_END), ourId);
        return link;
    }

    Crossing hears(LinkId link, Bytes message) {
        peer.received(now(), link, message);
        return this;
    }

    Crossing opens(LinkId link, RouterId theirId, Capability... others) {
        return hears(link, open(theirId, others));
    }

    /** The neighbour's OPEN. */
    Bytes open(RouterId theirId, Capability... others) {
        List<Capability> capabilities = new ArrayList<>(List.of(others));
        capabilities.add(Capability.MultiProtocol.unicast(Family.IPV4));
        return MessageWriter.open(Message.Open.of(theirAsn, 9, theirId, capabilities));
    }

    Crossing establishes(LinkId link, Capability... others) {
        return opens(link, Bench.THEIR_ID, others).hears(link, MessageWriter.keepalive());
    }

    Crossing down(LinkId link) {
        peer.down(now(), link, "closed");
        return this;
    }

    /** Time passes; every deadline on the way is met. */
    Crossing pass(Duration time) {
        long end = nanos + time.toNanos();
        while (peer.nextDeadline().isPresent() && peer.nextDeadline().getAsLong() <= end) {
            nanos = Math.max(nanos, peer.nextDeadline().getAsLong());
            turn();
        }
        nanos = end;
        turn();
        return this;
    }

    private void turn() {
        peer.serve(now());
        peer.syncSlice(500);
        peer.announce(now(), true, peer.isSyncing());
    }

    String state() {
        return peer.state().name();
    }

    /** What it did since the last call: {@code link 1: OPEN}, {@code link -1: NOTIFICATION 6/7}, {@code Dropped collision}. */
    List<String> did() {
        List<String> did = new ArrayList<>();
        for (SessionOutput output : peer.takeOutputs()) {
            switch (output) {
                case SessionOutput.Connect(LinkId link, var _) -> did.add(link + ": connect");
                case SessionOutput.Send(LinkId link, Bytes bytes) -> {
                    did.add(link + ": " + name(bytes));
                    peer.drained(now(), link, bytes.length());
                }
                case SessionOutput.Resume _ -> { }
                case SessionOutput.Probe(LinkId link) -> did.add(link + ": probe");
                case SessionOutput.Close(LinkId link) -> did.add(link + ": close");
                case SessionOutput.Up _ -> did.add("Up");
                case SessionOutput.Down(Reason reason) -> did.add("Down " + reason.word());
                case SessionOutput.Failed(Reason reason) -> did.add("Failed " + reason.word());
                case SessionOutput.Dropped(Reason reason) -> did.add("Dropped " + reason.word());
                case SessionOutput.Rejected _ -> { }
                case SessionOutput.Received _ -> did.add("Received");
                case SessionOutput.Refresh(Family family) -> did.add("Refresh " + family);
            }
        }
        return did;
    }

    private static String name(Bytes bytes) {
        MessageReader reader = new MessageReader();
        reader.feed(bytes);
        return switch (((Reading.Complete) reader.next()).message()) {
            case Message.Open _ -> "OPEN";
            case Message.Update _ -> "UPDATE";
            case Message.Notification notification -> "NOTIFICATION " + notification.code() + "/" + notification.subcode();
            case Message.Keepalive _ -> "KEEPALIVE";
            case Message.RouteRefresh refresh -> "ROUTE-REFRESH " + refresh.subtype();
        };
    }
}
