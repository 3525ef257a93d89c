package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.WHERE;
import static metallb.domain.announce.SampleObjects.meta;
import static metallb.domain.announce.SampleObjects.vouched;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import metallb.domain.announce.SampleObjects;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.ConfigSource;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Uid;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigText;
import metallb.domain.config.Judgement;
import metallb.domain.config.PeerConfig;
import metallb.domain.config.Problem;
import metallb.domain.config.Reading;
import metallb.domain.config.SamplePeer;
import metallb.domain.config.Tree;
import metallb.domain.config.Where;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Expectation;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.Now;
import metallb.domain.net.SignatureFaults;
import metallb.domain.route.Asn;

/**
 * A speaker on node {@code n1} in virtual time, with routers that it reaches without delay. Configurations are known by
 * their texts: what a text is worth is told beforehand.
 */
final class SpeakerWorld {
    static final IpAddress LOCAL = IpAddress.of("10.0.0.5");
    static final SpeakerSettings SETTINGS = new SpeakerSettings("n1", Optional.empty(), Optional.empty(),
            Optional.empty(), false, 1);
    private static final ObjectKey CONFIG = new ObjectKey("metallb-system", "config");
    private static final ObjectKey ACCEPTED = new ObjectKey("metallb-system", "config-accepted");

    final SpeakerCore core;
    final List<Report> reports = new ArrayList<>();
    /** {@code key uid reason: note} of every event published. */
    final List<String> published = new ArrayList<>();
    final List<LinkEffect> linkEffects = new ArrayList<>();
    final Map<AddressPort, ScriptedRouter> routers = new TreeMap<>();
    final List<String> judged = new ArrayList<>();
    int drains;
    int stopped;
    /** The callers of each Expect. */
    final List<List<LinkSettings>> expected = new ArrayList<>();
    /** Whether the transport answers Expect. */
    boolean expecting = true;
    /** Why the transport can hold nobody to anything. */
    Optional<String> refusal = Optional.empty();
    /** When the transport was asked what the machine dropped, and what it says. */
    final List<Duration> looks = new ArrayList<>();
    Optional<SignatureFaults> faults = Optional.of(new SignatureFaults(0, 0, 0));
    long nanos = 1_000_000_000L;
    private final Map<String, Judgement> worth = new TreeMap<>();
    private final Map<LinkId, ScriptedRouter> links = new TreeMap<>();
    private final ArrayDeque<SpeakerEvent> inbox = new ArrayDeque<>();
    private final Map<Kind, Map<ObjectKey, Uid>> objects = new TreeMap<>();
    private long version;

    SpeakerWorld() {
        this(SETTINGS);
    }

    SpeakerWorld(SpeakerSettings settings) {
        core = new SpeakerCore(settings, reading -> {
            judged.add(reading.text().reveal());
            return worth.get(reading.text().reveal());
        });
    }

    static PeerConfig peer(String name, String address, long myAsn, long peerAsn) {
        return SamplePeer.of(name, address, myAsn, peerAsn).build();
    }

    ScriptedRouter router(String address, long asn) {
        ScriptedRouter router = new ScriptedRouter(new AddressPort(IpAddress.of(address), 179), new Asn(asn));
        routers.put(router.address, router);
        return router;
    }

    Now now() {
        return new Now(nanos, Instant.ofEpochSecond(0, nanos));
    }

    /** From now on that text means that configuration. */
    SpeakerWorld means(String text, Config config) {
        worth.put(text, new Judgement.Acceptable(config, List.of()));
        return this;
    }

    /** From now on that text has these errors, one a line. */
    SpeakerWorld isWrong(String text, String... errors) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < errors.length; i++) {
            problems.add(new Problem(new Where("test", "peers[" + i + "]", i + 1, 1), errors[i], ""));
        }
        worth.put(text, new Judgement.Refused(problems));
        return this;
    }

    void own(String text) {
        observe(source(CONFIG, Kind.CONFIG, text));
    }

    void accepted(String text) {
        observe(acceptedCopy(text));
    }

    /** The accepted copy with that text in it, as the controller writes it; {@code ""} for none. */
    ConfigSource acceptedCopy(String text) {
        ConfigSource plain = source(ACCEPTED, Kind.ACCEPTED_CONFIG, text);
        return new ConfigSource(vouched(plain.meta(), ConfigText.of(text), new ResourceVersion("7")),
                Kind.ACCEPTED_CONFIG, plain.reading());
    }

    /** The accepted copy with that text, while its annotations are about another. */
    void altered(String text, String accepted) {
        ConfigSource plain = source(ACCEPTED, Kind.ACCEPTED_CONFIG, text);
        observe(accepted.isEmpty() ? plain : new ConfigSource(
                vouched(plain.meta(), ConfigText.of(accepted), new ResourceVersion("7")), Kind.ACCEPTED_CONFIG,
                plain.reading()));
    }

    private ConfigSource source(ObjectKey key, Kind kind, String text) {
        Optional<Reading> reading = text.isEmpty() ? Optional.empty()
                : Optional.of(new Reading.Document(ConfigText.of(text), new Tree.Nothing(WHERE)));
        return new ConfigSource(meta(key, ++version), kind, reading);
    }

    void acceptedVanishes() {
        vanish(Kind.ACCEPTED_CONFIG, ACCEPTED);
    }

    /** Shows so many services, each with an address of its own from 10.128.0.0 on, and ready on n1. */
    void observeServices(int count) {
        ClusterObject[] shown = new ClusterObject[2 * count];
        for (int i = 0; i < count; i++) {
            shown[2 * i] = SampleObjects.service("s" + i, IpAddress.ofIpv4(10, 128, i >> 8, i & 255).toString());
            shown[2 * i + 1] = SampleObjects.slice("s" + i, 1, SampleObjects.ready("n1"));
        }
        observe(shown);
    }

    void observe(ClusterObject... observed) {
        for (ClusterObject object : observed) {
            objects.computeIfAbsent(object.kind(), _ -> new LinkedHashMap<>()).put(object.key(), object.uid());
            core.on(now(), new ClusterEvent.Observed(object));
        }
        settle();
    }

    void vanish(Kind kind, ObjectKey key) {
        Uid uid = objects.get(kind).remove(key);
        core.on(now(), new ClusterEvent.Vanished(kind, key, uid));
        settle();
    }

    /** The lists of these kinds are complete with what was observed. */
    void listed(Kind... kinds) {
        for (Kind kind : kinds) {
            core.on(now(), new ClusterEvent.Listed(kind, objects.getOrDefault(kind, new LinkedHashMap<>())));
        }
        settle();
    }

    void allListed() {
        listed(Kind.values());
    }

    void stop() {
        core.on(now(), new Stop());
        settle();
    }

    /** Hands over an event of the transport. */
    void on(TransportEvent event) {
        inbox.add(event);
        settle();
    }

    /** Drains, and delivers what comes of it, until nothing more is to be done now. */
    void settle() {
        do {
            turn();
        } while (!inbox.isEmpty() || isDue(nanos));
    }

    /** One drain, after what waits; what comes of it waits for the next turn. */
    void turn() {
        while (!inbox.isEmpty()) {
            core.on(now(), inbox.poll());
        }
        core.drain(now()).forEach(this::carryOut);
        drains++;
    }

    private boolean isDue(long at) {
        OptionalLong next = core.nextDeadline();
        return next.isPresent() && next.getAsLong() <= at;
    }

    /** Lets time pass, deadline by deadline. */
    void advance(Duration duration) {
        long end = nanos + duration.toNanos();
        while (isDue(end)) {
            nanos = Math.max(nanos, core.nextDeadline().getAsLong());
            settle();
        }
        nanos = end;
    }

    private void carryOut(SpeakerEffect effect) {
        switch (effect) {
            case Report report -> reports.add(report);
            case Publish(var event, long _) -> published.add(event.regarding().key() + " " + event.regarding().uid() + " "
                    + event.type().apiType() + " " + event.reason() + ": " + event.note());
            case Stopped _ -> stopped++;
            case Expect(var callers) -> {
                expected.add(callers);
                if (expecting) {
                    inbox.add(new Expecting(callers.stream().map(caller -> new Expectation(caller, refusal)).toList()));
                }
            }
            case CountFaults _ -> {
                looks.add(Duration.ofNanos(nanos));
                inbox.add(new FaultsCounted(faults));
            }
            case LinkEffect link -> {
                linkEffects.add(link);
                carryOut(link);
            }
        }
    }

    private void carryOut(LinkEffect effect) {
        ScriptedRouter router = links.get(effect.link());
        switch (effect) {
            case LinkEffect.Connect(LinkId link, LinkSettings settings) -> connect(link, settings);
            case LinkEffect.Send(LinkId link, Bytes bytes) -> {
                router.take(bytes).forEach(reply -> inbox.add(new LinkEvent.Received(link, reply)));
                if (router.draining) {
                    inbox.add(new LinkEvent.Drained(link, bytes.length()));
                }
            }
            case LinkEffect.Close(LinkId link) -> {
                links.remove(link);
                inbox.removeIf(event -> event instanceof LinkEvent about && about.link().equals(link));
                inbox.add(new LinkEvent.Down(link, "closed"));
            }
            case LinkEffect.Probe(LinkId link) -> inbox.add(new LinkEvent.Probed(link));
            case LinkEffect.Resume _ -> { }
        }
    }

    private void connect(LinkId link, LinkSettings settings) {
        ScriptedRouter router = routers.get(settings.remote());
        if (router == null || !router.listening) {
            inbox.add(new LinkEvent.Down(link, "Connection refused"));
            return;
        }
        if (router.unreachable) {
            return;
        }
        router.connected();
        links.put(link, router);
        inbox.add(new LinkEvent.Up(link, LinkEnds.of(new AddressPort(settings.source().orElse(LOCAL), 40000), router.address)));
    }

    /** That router connects to us, over a link of that negative number. */
    void call(long number, ScriptedRouter caller) {
        LinkId link = new LinkId(number);
        links.put(link, caller);
        on(new LinkEvent.Accepted(link, LinkEnds.of(new AddressPort(LOCAL, 179), new AddressPort(caller.address.address(), 50000))));
    }

    /** The router asks for all IPv4 routes again (RFC 2918), which is heard in the next turn. */
    void asksAgain(ScriptedRouter router) {
        links.forEach((link, at) -> {
            if (at == router) {
                inbox.add(new LinkEvent.Received(link,
                        MessageWriter.routeRefresh(Message.RouteRefresh.request(Family.IPV4))));
            }
        });
    }

    /** Breaks the connections to the router. */
    void cut(ScriptedRouter router) {
        List<LinkId> cut = links.entrySet().stream().filter(entry -> entry.getValue() == router)
                .map(Map.Entry::getKey).toList();
        cut.forEach(link -> {
            links.remove(link);
            inbox.add(new LinkEvent.Down(link, "Connection reset by peer"));
        });
        settle();
    }

    /** The reports as {@code LEVEL subject event: text} that came since the last call, those of the levels named. */
    List<String> said(Report.Level... levels) {
        List<String> said = reports.stream().filter(report -> Arrays.asList(levels).contains(report.level()))
                .map(report -> report.level() + " " + report.subject() + " " + report.event() + ": " + report.text())
                .toList();
        reports.clear();
        return said;
    }

    /** All but DEBUG. */
    List<String> said() {
        return said(Report.Level.INFO, Report.Level.WARNING, Report.Level.ERROR);
    }

    /** Those of {@link #taken()} on that service; the others are forgotten too. */
    List<String> takenOn(String service) {
        return taken().stream().filter(event -> event.startsWith(service + " ")).toList();
    }

    List<String> taken() {
        List<String> taken = List.copyOf(published);
        published.clear();
        return taken;
    }
}
