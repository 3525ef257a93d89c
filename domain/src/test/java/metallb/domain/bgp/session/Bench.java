package metallb.domain.bgp.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageReader;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.bgp.wire.Reading;
import metallb.domain.bgp.wire.NextHops;
import metallb.domain.bgp.wire.WireTerms;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.Now;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/** One active peer under virtual time; the test plays the transport and the neighbour. */
final class Bench {
    static final AddressPort LOCAL = new AddressPort(IpAddress.of("10.0.0.1"), 40000);
    static final AddressPort REMOTE = new AddressPort(IpAddress.of("10.0.0.2"), 179);
    static final RouterId OUR_ID = RouterId.of("10.0.0.1");
    static final RouterId THEIR_ID = RouterId.of("10.0.0.2");
    static final Asn OURS = new Asn(64500);
    static final Asn THEIRS = new Asn(64501);
    static final Duration INSTANT = Duration.ZERO;

    final Desired desired = new Desired();
    final Peer peer;
    private final PeerSettings settings;
    private final List<SessionOutput> outputs = new ArrayList<>();
    private long nanos = 1_000_000_000L;
    private long numbers;
    private boolean down;
    private boolean drainedOne;
    LinkId link = new LinkId(0);
    /** Whether the socket takes everything at once. */
    boolean draining = true;
    boolean released = true;
    boolean moreToCome;
    int outstanding;

    Bench(PeerSettings settings, long seed) {
        this.settings = settings;
        this.peer = Peer.configured(settings, desired, () -> ++numbers, new SplittableRandom(seed));
    }

    static Bench external() {
        return new Bench(settings(THEIRS, 9, Family.IPV4), 1);
    }

    static PeerSettings settings(Asn remote, int holdSeconds, Family... families) {
        return new PeerSettings("tor", LinkSettings.plain(REMOTE, Optional.empty()), OURS, Optional.of(remote),
                Duration.ofSeconds(holdSeconds), Optional.empty(), List.of(families));
    }

    static Message.Open open(Asn asn, int holdSeconds, RouterId id, Family... families) {
        List<Capability> capabilities = new ArrayList<>();
        for (Family family : families) {
            capabilities.add(Capability.MultiProtocol.unicast(family));
        }
        return Message.Open.of(asn, holdSeconds, id, capabilities);
    }

    Now now() {
        return new Now(nanos, Instant.EPOCH.plusNanos(nanos));
    }

    /** Starts and takes the first Connect. */
    Bench connecting() {
        peer.start(now());
        collect();
        return this;
    }

    Bench openSent() {
        connecting();
        return reconnected();
    }

    /** The connection asked for last stands. */
    Bench reconnected() {
        down = false;
        peer.up(now(), link, LinkEnds.of(LOCAL, REMOTE), OUR_ID);
        collect();
        return this;
    }

    Bench openConfirm() {
        openSent();
        return receive(theirOpen());
    }

    Bench established() {
        openConfirm();
        return receive(MessageWriter.keepalive());
    }

    /** Agrees with our settings. */
    Bytes theirOpen() {
        return MessageWriter.open(open(settings.remoteAsn().orElse(THEIRS), (int) settings.holdTime().toSeconds(), THEIR_ID,
                settings.families().toArray(Family[]::new)));
    }

    /** Says that it can do that as well. */
    Bytes theirOpen(Capability also) {
        List<Capability> capabilities = new ArrayList<>(List.of(also));
        settings.families().forEach(family -> capabilities.add(Capability.MultiProtocol.unicast(family)));
        return MessageWriter.open(Message.Open.of(settings.remoteAsn().orElse(THEIRS),
                (int) settings.holdTime().toSeconds(), THEIR_ID, capabilities));
    }

    Bench receive(Bytes chunk) {
        peer.received(now(), link, chunk);
        collect();
        return this;
    }

    /** What the pump does after events: serve, one slice, announce; credit that comes back is an event again. */
    Bench turn() {
        do {
            drainedOne = false;
            peer.serve(now());
            collect();
            peer.syncSlice(500);
            peer.announce(now(), released, moreToCome || peer.isSyncing());
            collect();
        } while (drainedOne);
        return this;
    }

    /** Turns until the full sync is through. */
    Bench synced() {
        do {
            turn();
        } while (peer.isSyncing());
        return this;
    }

    /** Time passes; every deadline on the way is met. */
    Bench pass(Duration time) {
        long end = nanos + time.toNanos();
        int turns = 0;
        while (peer.nextDeadline().isPresent() && peer.nextDeadline().getAsLong() <= end) {
            nanos = Math.max(nanos, peer.nextDeadline().getAsLong());
            turn();
            if (++turns > 1_000_000) {
                throw new AssertionError("spins at " + nanos);
            }
        }
        nanos = end;
        return turn();
    }

    /** Time passes and nobody looks: the process was stopped. */
    Bench sleep(Duration time) {
        nanos += time.toNanos();
        return this;
    }

    Bench drain(int bytes) {
        outstanding -= bytes;
        peer.drained(now(), link, bytes);
        collect();
        return this;
    }

    Bench linkDown(String why) {
        peer.down(now(), link, why);
        down = true;
        outstanding = 0;
        collect();
        return this;
    }

    private void collect() {
        for (SessionOutput output : peer.takeOutputs()) {
            outputs.add(output);
            if (output instanceof SessionOutput.Connect connect) {
                link = connect.link();
                outstanding = 0;
            }
            if (output instanceof SessionOutput.Send send) {
                outstanding += send.bytes().length();
                if (outstanding > SendWindow.CREDIT) {
                    throw new AssertionError(outstanding + " bytes under way");
                }
            }
        }
        if (draining && outstanding > 0 && !down) {
            drainedOne = true;
            drain(outstanding);
        }
    }

    /** Everything since the last call. */
    List<SessionOutput> outputs() {
        List<SessionOutput> taken = List.copyOf(outputs);
        outputs.clear();
        return taken;
    }

    /** The messages among {@link #outputs}, as hexadecimal digits without marker. */
    List<String> sentHex() {
        return outputs().stream().flatMap(output -> output instanceof SessionOutput.Send send
                ? java.util.stream.Stream.of(send.bytes().toHex().substring(32)) : java.util.stream.Stream.empty()).toList();
    }

    /** The messages among {@link #outputs}, as the neighbour reads them. */
    List<Message> sent() {
        return decode(outputs(), settings.families());
    }

    /** The UPDATEs among them. */
    List<Message.Update> updates() {
        return sent().stream().filter(Message.Update.class::isInstance).map(Message.Update.class::cast).toList();
    }

    static List<Message> decode(List<SessionOutput> outputs, List<Family> families) {
        MessageReader reader = new MessageReader();
        reader.settle(new WireTerms(THEIRS, false, true, families, NextHops.of(Optional.empty(), Optional.empty())));
        List<Message> messages = new ArrayList<>();
        for (SessionOutput output : outputs) {
            if (output instanceof SessionOutput.Send send) {
                reader.feed(send.bytes());
                while (reader.next() instanceof Reading.Complete(Message message)) {
                    messages.add(message);
                }
            }
        }
        return messages;
    }

    /** The words of the ends among outputs. */
    static List<String> ends(List<SessionOutput> outputs) {
        List<String> ends = new ArrayList<>();
        for (SessionOutput output : outputs) {
            if (output instanceof SessionOutput.Down(Reason reason)) {
                ends.add("Down " + reason.word() + ": " + reason.text());
            } else if (output instanceof SessionOutput.Failed(Reason reason)) {
                ends.add("Failed " + reason.word() + ": " + reason.text());
            } else if (output instanceof SessionOutput.Close) {
                ends.add("Close");
            }
        }
        return ends;
    }

    static Bytes notification(NotificationCode code) {
        return MessageWriter.notification(code.notification(Bytes.EMPTY));
    }
}
