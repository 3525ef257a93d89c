package metallb.domain.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Family;
import metallb.domain.net.HopLimit;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Asn;
import metallb.domain.route.Origin;
import metallb.domain.route.RouterId;

/** Makes peers for tests: {@code SamplePeer.of("peer1", "10.0.0.1", 42, 100).holdTime(30).build()}. */
public final class SamplePeer {
    private static final Where WHERE = new Where("test", "", 1, 1);

    private String name;
    private Asn myAsn;
    private Asn peerAsn;
    private AddressPort remote;
    private PeerLink link;
    private PeerTimers timers;
    private Optional<RouterId> routerId;
    private List<Family> families;
    private Origin origin;
    private List<LabelSelector> nodeSelectors;

    private SamplePeer(PeerConfig peer) {
        name = peer.name();
        myAsn = peer.myAsn();
        peerAsn = peer.peerAsn();
        remote = peer.remote();
        link = peer.link();
        timers = peer.timers();
        routerId = peer.routerId();
        families = peer.families();
        origin = peer.origin();
        nodeSelectors = peer.nodeSelectors();
    }

    /** One with the defaults of everything else. */
    public static SamplePeer of(String name, String address, long myAsn, long peerAsn) {
        IpAddress remote = IpAddress.of(address);
        return new SamplePeer(new PeerConfig(name, WHERE, new Asn(myAsn), new Asn(peerAsn), new AddressPort(remote, 179),
                PeerLink.PLAIN, PeerTimers.DEFAULT, Optional.empty(), List.of(remote.family()), Origin.IGP, List.of()));
    }

    /** One that differs from this in what is said next. */
    public static SamplePeer like(PeerConfig peer) {
        return new SamplePeer(peer);
    }

    public SamplePeer name(String changed) {
        name = changed;
        return this;
    }

    public SamplePeer myAsn(long changed) {
        myAsn = new Asn(changed);
        return this;
    }

    public SamplePeer peerAsn(long changed) {
        peerAsn = new Asn(changed);
        return this;
    }

    public SamplePeer remote(String address, int port) {
        return remote(new AddressPort(IpAddress.of(address), port));
    }

    public SamplePeer remote(AddressPort changed) {
        remote = changed;
        return this;
    }

    public SamplePeer link(PeerLink changed) {
        link = changed;
        return this;
    }

    public SamplePeer holdTime(long seconds) {
        timers = new PeerTimers(Duration.ofSeconds(seconds), timers.keepaliveTime(), timers.restartTime());
        return this;
    }

    public SamplePeer keepaliveTime(long seconds) {
        timers = new PeerTimers(timers.holdTime(), Optional.of(Duration.ofSeconds(seconds)), timers.restartTime());
        return this;
    }

    public SamplePeer restartTime(long seconds) {
        timers = new PeerTimers(timers.holdTime(), timers.keepaliveTime(), Optional.of(Duration.ofSeconds(seconds)));
        return this;
    }

    /** It waits for the router, on a plain link. */
    public SamplePeer passive() {
        link = new PeerLink(Optional.empty(), Optional.empty(), new HopLimit.OfTheKernel(), true);
        return this;
    }

    public SamplePeer routerId(String changed) {
        routerId = Optional.of(RouterId.of(changed));
        return this;
    }

    public SamplePeer families(Family... changed) {
        families = List.of(changed);
        return this;
    }

    public SamplePeer origin(Origin changed) {
        origin = changed;
        return this;
    }

    public SamplePeer nodeSelectors(List<LabelSelector> changed) {
        nodeSelectors = changed;
        return this;
    }

    public PeerConfig build() {
        return new PeerConfig(name, WHERE, myAsn, peerAsn, remote, link, timers, routerId, families, origin,
                nodeSelectors);
    }
}
