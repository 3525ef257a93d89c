package metallb.acceptance.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import metallb.adapters.linux.LinuxSocketOptions;
import metallb.adapters.nio.NioTransport;
import metallb.bootstrap.process.LinkInlet;
import metallb.bootstrap.process.SpeakerOutlet;
import metallb.bootstrap.pump.Clock;
import metallb.bootstrap.pump.CoreThread;
import metallb.bootstrap.pump.Inbox;
import metallb.bootstrap.pump.Pump;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.core.ClusterEvent;
import metallb.domain.core.SpeakerCore;
import metallb.domain.core.SpeakerEvent;
import metallb.domain.core.SpeakerSettings;
import metallb.domain.net.IpAddress;
import metallb.ports.cluster.ClusterWriter;
import metallb.ports.cluster.WritePermit;

/**
 * The speaker as it ships from its inbox to the socket: core, pump, core thread, selector thread. Of the cluster there is only
 * what a test puts in, and nobody reads the log.
 */
final class LiveSpeaker implements AutoCloseable {
    private final Inbox<SpeakerEvent> inbox = new Inbox<>(Clock.system());
    private final NioTransport transport;
    private final CoreThread thread;
    private long version = 1_000_000;

    /** @param config text of the ConfigMap */
    LiveSpeaker(String config, int services) throws IOException {
        transport = NioTransport.start(new LinkInlet(inbox::put), LinuxSocketOptions.open(), LiveSpeaker::broke);
        SpeakerCore core = new SpeakerCore(new SpeakerSettings("node-1", Optional.of(IpAddress.of("10.0.0.11")),
                Optional.empty(), Optional.empty(), false, 1));
        thread = new CoreThread(new Pump<>(core, inbox, new SpeakerOutlet(transport, new NoWriter(), _ -> { }, () -> { })),
                Clock.system(), LiveSpeaker::broke);
        put(Objects.list(Kind.NODE, List.of(new Node(Objects.meta(ObjectKey.ofCluster("node-1"), 1), true, false, false, false))));
        put(Objects.list(Kind.SECRET, List.of()));
        put(Objects.list(Kind.ENDPOINT_SLICE, IntStream.range(0, services).mapToObj(Objects::slice).toList()));
        List<ClusterObject> all = new ArrayList<>();
        IntStream.range(0, services).forEach(i -> all.add(Objects.service(i, 1, List.of(address(i)))));
        put(Objects.list(Kind.SERVICE, all));
        put(Objects.list(Kind.CONFIG, List.of(Objects.config(Kind.CONFIG, new ObjectKey("metallb-system", "config"), 1, config))));
        put(Objects.list(Kind.ACCEPTED_CONFIG, List.of(Objects.config(Kind.ACCEPTED_CONFIG,
                new ObjectKey("metallb-system", "config-accepted"), 1, config))));
        thread.start();
    }

    /** The address of that service, from 10.128.0.0 on. */
    static String address(int number) {
        return IpAddress.ofIpv4(10, 128 + (number >> 16), number >> 8 & 255, number & 255).toString();
    }

    /** The service has an address and endpoints, as the watches would say it. */
    void add(int service) {
        inbox.put(new ClusterEvent.Observed(Objects.service(service, ++version, List.of(address(service)))));
    }

    void remove(int service) {
        ObjectKey key = Objects.name(service);
        inbox.put(new ClusterEvent.Vanished(Kind.SERVICE, key, new Uid("uid-" + key)));
    }

    long wakeUps() {
        return transport.wakeUps();
    }

    private void put(List<? extends SpeakerEvent> events) {
        events.forEach((Consumer<SpeakerEvent>) inbox::put);
    }

    private static void broke(Throwable failure) {
        failure.printStackTrace();
        Runtime.getRuntime().halt(70);
    }

    @Override
    public void close() {
        thread.end();
        transport.close();
    }

    /** Nobody is there to be written to. */
    private static final class NoWriter implements ClusterWriter {
        @Override
        public void permit(WritePermit permit) {}

        @Override
        public void write(Write write, Consumer<WriteOutcome> told) {
            throw new IllegalStateException("a speaker writes nothing");
        }

        @Override
        public void publish(KubernetesEvent event, long term) {}
    }
}
