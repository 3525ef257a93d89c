package metallb.bootstrap.scenario.world;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import metallb.adapters.config.YamlTextReader;
import metallb.adapters.fakerouter.MemoryNetwork;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.objects.EventEncoder;
import metallb.adapters.support.objects.ObjectDecoder;
import metallb.bootstrap.process.CandidateOutlet;
import metallb.bootstrap.process.ClusterInlet;
import metallb.bootstrap.process.ControllerOutlet;
import metallb.bootstrap.process.LinkInlet;
import metallb.bootstrap.process.RouterOutlet;
import metallb.bootstrap.process.SpeakerOutlet;
import metallb.bootstrap.process.TermWatches;
import metallb.bootstrap.pump.Inbox;
import metallb.bootstrap.pump.Pump;
import metallb.domain.bgp.session.Beginning;
import metallb.domain.cluster.Kind;
import metallb.domain.core.Candidacy;
import metallb.domain.core.CandidateEffect;
import metallb.domain.core.CandidateEvent;
import metallb.domain.core.ClusterEvent;
import metallb.domain.core.ControllerSettings;
import metallb.domain.core.Core;
import metallb.domain.core.ElectedController;
import metallb.domain.core.RouterCore;
import metallb.domain.core.RouterEffect;
import metallb.domain.core.RouterEvent;
import metallb.domain.core.RouterSettings;
import metallb.domain.core.SpeakerCore;
import metallb.domain.core.SpeakerEffect;
import metallb.domain.core.SpeakerEvent;
import metallb.domain.core.SpeakerSettings;
import metallb.domain.core.Stop;
import metallb.domain.lease.LeaseTimings;
import metallb.domain.net.AddressPort;
import metallb.domain.net.IpAddress;
import metallb.domain.net.PeerKey;
import metallb.domain.net.Prefix;
import metallb.ports.log.Journal;
import metallb.ports.transport.Transport;

/** Makes processes as the daemons' commands do, with the world's ports. */
final class Starter {
    private static final int BGP_PORT = 179;
    private static final Duration ROUTER_HOLD_TIME = Duration.ofSeconds(90);

    private final VirtualTime time;
    private final Agenda agenda;
    private final ApiStore store;
    private final MemoryNetwork network;
    private final Chronicle chronicle;
    private final Supplier<Fate> weather;
    private final Consumer<Who> ended;
    private int starts;
    private final ObjectDecoder decoder = new ObjectDecoder(new YamlTextReader());

    /**
     * @param weather what becomes of each write
     * @param ended told who stopped in order; what that one holds is closed already
     */
    Starter(VirtualTime time, Agenda agenda, ApiStore store, MemoryNetwork network, Chronicle chronicle,
            Supplier<Fate> weather, Consumer<Who> ended) {
        this.time = time;
        this.agenda = agenda;
        this.store = store;
        this.network = network;
        this.chronicle = chronicle;
        this.weather = weather;
        this.ended = ended;
    }

    Participant<CandidateEvent, CandidateEffect> controller(Who who) {
        Inbox<CandidateEvent> inbox = new Inbox<>(time);
        ControllerSettings settings = new ControllerSettings(Cluster.CONFIG.namespace(), Cluster.CONFIG.name(),
                Optional.empty(), seed(who));
        Core<CandidateEvent, CandidateEffect> core = recorded(who, new ElectedController(settings,
                new Candidacy(identity(who), LeaseTimings.usual())));
        Uplink uplink = new Uplink(time);
        TermWatches<MemoryFeed> watches = new TermWatches<>(() -> {
            MemoryFeed feed = feed(who, EnumSet.of(Kind.SERVICE, Kind.CONFIG, Kind.ACCEPTED_CONFIG), inbox::put);
            if (uplink.getAsBoolean()) {
                feed.outage(uplink.left());
            }
            return feed;
        }, Runnable::run);
        MemoryWriter writer = new MemoryWriter(store, agenda, time, decoder,
                new EventEncoder("metallb-controller", who.toString()),
                () -> uplink.getAsBoolean() ? Fate.LOST : weather.get(), line -> chronicle.add("network", line));
        Runnable release = () -> {
            watches.close();
            writer.close();
        };
        ControllerOutlet outlet = new ControllerOutlet(writer, inbox::put, chronicle.of(who.toString()),
                () -> end(who, release));
        CandidateOutlet candidate = new CandidateOutlet(outlet, writer,
                new MemoryLease(store, agenda, time, uplink), watches, inbox::put);
        Consumer<Duration> outage = duration -> watches.current().ifPresent(feed -> feed.outage(duration));
        return new Participant<>(core, inbox, new Pump<>(core, inbox, candidate), new Stop(), outage, duration -> {
            uplink.cut(duration);
            outage.accept(duration);
        }, release);
    }

    /** Like no other's: who is started again is somebody else. */
    private String identity(Who who) {
        return who + "_" + ++starts;
    }

    Participant<SpeakerEvent, SpeakerEffect> speaker(Who who, List<IpAddress> addresses) {
        Inbox<SpeakerEvent> inbox = new Inbox<>(time);
        Core<SpeakerEvent, SpeakerEffect> core = recorded(who, new SpeakerCore(new SpeakerSettings(who.name(),
                Optional.of(addresses.getFirst()), Optional.empty(), Optional.empty(), false, seed(who),
                Beginning.ofProcess(time.now().nanos()))));
        Transport transport = network.host(addresses, new LinkInlet(inbox::put));
        MemoryFeed feed = feed(who, EnumSet.allOf(Kind.class), inbox::put);
        Runnable release = () -> {
            feed.close();
            transport.close();
        };
        SpeakerOutlet outlet = new SpeakerOutlet(transport, writer("metallb-speaker", who.name()),
                chronicle.of(who.toString()), () -> end(who, release));
        return new Participant<>(core, inbox, new Pump<>(core, inbox, outlet), new Stop(), feed::outage, _ -> {}, release);
    }

    Participant<RouterEvent, RouterEffect> router(Who who, IpAddress address, World.Bgp bgp) {
        Inbox<RouterEvent> inbox = new Inbox<>(time);
        Core<RouterEvent, RouterEffect> core = recorded(who, new RouterCore(
                new RouterSettings(bgp.asn(), bgp.id(), ROUTER_HOLD_TIME)));
        Transport transport = network.host(address, new LinkInlet(inbox::put));
        try {
            transport.listen(new AddressPort(address, BGP_PORT), bgp.password().map(password ->
                    new PeerKey(Prefix.of(address.isIpv4() ? "0.0.0.0/0" : "::/0"), password)).stream().toList());
        } catch (IOException e) {
            throw new IllegalStateException("a new host listens to nobody yet", e);
        }
        RouterOutlet outlet = new RouterOutlet(transport, chronicle.of(who.toString()),
                () -> end(who, transport::close));
        return new Participant<>(core, inbox, new Pump<>(core, inbox, outlet), new Stop(), _ -> {}, _ -> {}, transport::close);
    }

    private void end(Who who, Runnable release) {
        release.run();
        ended.accept(who);
        chronicle.add(who.toString(), "ended");
    }

    private MemoryFeed feed(Who who, Set<Kind> kinds, Consumer<? super ClusterEvent> inbox) {
        Journal journal = chronicle.of(who.toString());
        return MemoryFeed.open(store, agenda, decoder, kinds, new ClusterInlet(inbox, journal));
    }

    private MemoryWriter writer(String component, String instance) {
        return new MemoryWriter(store, agenda, time, decoder, new EventEncoder(component, instance), weather,
                _ -> {});
    }

    private <E, F> Core<E, F> recorded(Who who, Core<E, F> core) {
        return switch (chronicle.detail()) {
            case REPORTS -> core;
            case EVERYTHING -> new Recorded<>(core, line -> chronicle.add(who.toString(), line));
        };
    }

    /** Everybody's own, and always the same one: String.hashCode is specified. */
    private static long seed(Who who) {
        return who.toString().hashCode();
    }
}
