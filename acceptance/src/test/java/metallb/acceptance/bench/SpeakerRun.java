package metallb.acceptance.bench;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;
import metallb.domain.core.ClusterEvent;
import metallb.domain.core.LinkEffect;
import metallb.domain.core.LinkEvent;
import metallb.domain.core.SpeakerCore;
import metallb.domain.core.SpeakerEffect;
import metallb.domain.core.SpeakerEvent;
import metallb.domain.core.SpeakerSettings;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.Now;

/** A speaker's core with one router, which takes everything at once and only counts. */
final class SpeakerRun {
    private static final AddressPort LOCAL = new AddressPort(IpAddress.of("10.1.0.1"), 50_000);
    private static final String MARKER = "ff".repeat(16);
    /** AS 100, no hold time, id 10.9.0.1, no capabilities. */
    private static final Bytes OPEN = Bytes.ofHex(MARKER + "001d01" + "04" + "0064" + "0000" + "0a090001" + "00");
    private static final Bytes KEEPALIVE = Bytes.ofHex(MARKER + "001304");
    private static final int LENGTH_AT = 16;
    private static final int TYPE_AT = 18;
    private static final int UPDATE = 2;
    /** How far time moves where something waits for it: the last, shorter UPDATE leaves after 5 ms. */
    private static final long STEP_NANOS = 5_000_000;

    private final SpeakerCore core = new SpeakerCore(new SpeakerSettings("node-1", Optional.of(LOCAL.address()),
            Optional.empty(), Optional.empty(), false, 1));
    private final Deque<SpeakerEvent> inbox = new ArrayDeque<>();
    private long nanos;
    private long version = 1_000_000;
    private int updates;

    /** So many services with an address and endpoints. */
    void begin(int services) {
        inbox.addAll(Objects.list(Kind.CONFIG, List.of(Objects.config(Kind.CONFIG, new ObjectKey("metallb-system", "config"), 1))));
        inbox.addAll(Objects.list(Kind.ACCEPTED_CONFIG, List.of(
                Objects.config(Kind.ACCEPTED_CONFIG, new ObjectKey("metallb-system", "config-accepted"), 1))));
        inbox.addAll(Objects.list(Kind.NODE, List.of(new Node(Objects.meta(ObjectKey.ofCluster("node-1"), 1), true, false, false, false))));
        inbox.addAll(Objects.list(Kind.ENDPOINT_SLICE, IntStream.range(0, services).mapToObj(Objects::slice).toList()));
        List<ClusterObject> all = new ArrayList<>();
        IntStream.range(0, services).forEach(i -> all.add(Objects.service(i, 1, List.of(address(i)))));
        inbox.addAll(Objects.list(Kind.SERVICE, all));
    }

    void add(int service) {
        inbox.add(new ClusterEvent.Observed(Objects.slice(service)));
        inbox.add(new ClusterEvent.Observed(Objects.service(service, ++version, List.of(address(service)))));
    }

    void remove(int service) {
        ObjectKey key = Objects.name(service);
        inbox.add(new ClusterEvent.Vanished(Kind.SERVICE, key, new Uid("uid-" + key)));
    }

    /** Until there is nothing left to do; how many UPDATEs left so far. */
    int settle() {
        while (true) {
            Now now = new Now(nanos, Instant.EPOCH);
            for (int i = 0; i < 256 && !inbox.isEmpty(); i++) {
                core.on(now, inbox.remove());
            }
            core.drain(now).forEach(this::carryOut);
            if (inbox.isEmpty()) {
                long next = core.nextDeadline().orElse(Long.MAX_VALUE);
                if (next > nanos + STEP_NANOS) {
                    return updates;
                }
                nanos = Math.max(nanos, next);
            }
        }
    }

    private void carryOut(SpeakerEffect effect) {
        if (effect instanceof LinkEffect link) {
            LinkId id = link.link();
            switch (link) {
                case LinkEffect.Connect connect -> {
                    inbox.add(new LinkEvent.Up(id, LinkEnds.of(LOCAL, connect.settings().remote())));
                    inbox.add(new LinkEvent.Received(id, OPEN));
                    inbox.add(new LinkEvent.Received(id, KEEPALIVE));
                }
                case LinkEffect.Send send -> {
                    count(send.bytes());
                    inbox.add(new LinkEvent.Drained(id, send.bytes().length()));
                }
                case LinkEffect.Probe _ -> inbox.add(new LinkEvent.Probed(id));
                case LinkEffect.Resume _ -> { }
                case LinkEffect.Close _ -> throw new IllegalStateException("the session should stand");
            }
        }
    }

    private void count(Bytes messages) {
        for (int at = 0; at < messages.length(); at += messages.unsigned16(at + LENGTH_AT)) {
            if (messages.at(at + TYPE_AT) == UPDATE) {
                updates++;
            }
        }
    }

    private static String address(int number) {
        return IpAddress.ofIpv4(10, 128, number >> 8, number & 255).toString();
    }
}
