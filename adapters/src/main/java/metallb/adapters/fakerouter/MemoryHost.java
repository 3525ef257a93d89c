package metallb.adapters.fakerouter;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Expectation;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.PeerKey;
import metallb.domain.net.Secret;
import metallb.ports.transport.Transport;

/** One host of a {@link MemoryNetwork}. */
final class MemoryHost implements Transport {
    /** RFC 6335 6: the dynamic ports begin here. */
    private static final int FIRST_DYNAMIC_PORT = 49_152;
    private static final int LAST_PORT = 65_535;

    private final MemoryNetwork network;
    private final List<IpAddress> addresses;
    private final Listener listener;
    private final Map<LinkId, MemoryLink> links = new LinkedHashMap<>();
    /** By port. */
    private final TreeMap<Integer, Ear> listening = new TreeMap<>();
    private final Map<IpAddress, LinkSettings> expected = new LinkedHashMap<>();
    private int lastPort = FIRST_DYNAMIC_PORT - 1;
    private long lastAccepted;
    private boolean closed;

    /** @param at one of this host's, or the unspecified one for all of its family; {@code keys} say who must sign */
    private record Ear(IpAddress at, List<PeerKey> keys) {
        boolean hears(IpAddress asked) {
            return at.equals(asked) || at.isUnspecified() && at.family() == asked.family();
        }
    }

    MemoryHost(MemoryNetwork network, List<IpAddress> addresses, Listener listener) {
        this.network = network;
        this.addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a host without an address");
        }
        this.listener = listener;
    }

    @Override
    public void connect(LinkId link, LinkSettings settings) {
        if (link.number() <= 0) {
            throw new IllegalArgumentException(link + ": a connection that is asked for has a positive number");
        }
        command(() -> open(link, settings));
    }

    @Override
    public AddressPort listen(AddressPort local, List<PeerKey> keys) throws IOException {
        String refusal = "cannot listen on " + local + ": ";
        if (closed) {
            throw new IOException(refusal + "the transport is closed");
        }
        if (addresses.stream().noneMatch(new Ear(local.address(), keys)::hears)) {
            throw new IOException(refusal + "Cannot assign requested address");
        }
        int port = local.port() == 0 ? freePort() : local.port();
        if (listening.putIfAbsent(port, new Ear(local.address(), List.copyOf(keys))) != null) {
            throw new IOException(refusal + "Address already in use");
        }
        return new AddressPort(local.address(), port);
    }

    @Override
    public void expect(List<LinkSettings> callers) {
        command(() -> {
            expected.clear();
            callers.forEach(caller -> expected.put(caller.remote().address(), caller));
            listener.expecting(callers.stream().map(caller -> new Expectation(caller, Optional.empty())).toList());
        });
    }

    /** What is dropped here is not counted. */
    @Override
    public void countFaults() {
        command(() -> listener.faultsCounted(Optional.empty()));
    }

    @Override
    public void send(LinkId link, Bytes bytes) {
        with(link, it -> it.send(bytes));
    }

    @Override
    public void resume(LinkId link) {
        with(link, MemoryLink::resume);
    }

    @Override
    public void probe(LinkId link) {
        with(link, MemoryLink::probe);
    }

    @Override
    public void close(LinkId link) {
        with(link, MemoryLink::close);
    }

    /** As when the process ends: the kernel closes what it had open. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(links.values()).forEach(MemoryLink::abandon);
        links.clear();
        listening.clear();
    }

    boolean isClosed() {
        return closed;
    }

    MemoryNetwork network() {
        return network;
    }

    Listener listener() {
        return listener;
    }

    /** Somebody asks for a connection. */
    void asked(MemoryLink asking) {
        Ear ear = listening.get(asking.remote().port());
        if (ear == null || !ear.hears(asking.remote().address())) {
            asking.carryBack(() -> asking.cannotConnect("Connection refused"));
            return;
        }
        IpAddress caller = asking.local().address();
        Optional<Secret> wanted = Optional.ofNullable(expected.get(caller)).flatMap(LinkSettings::password).or(() ->
                ear.keys().stream().filter(key -> key.from().contains(caller)).map(PeerKey::password).findFirst());
        if (!wanted.equals(asking.password())) {
            // as Linux has it: signed otherwise, the packet was never there
            return;
        }
        MemoryLink link = new MemoryLink(new LinkId(--lastAccepted), this, asking.remote(), asking.local(), wanted);
        links.put(link.id(), link);
        link.accept(asking);
    }

    void forget(MemoryLink link) {
        links.remove(link.id());
    }

    void resetLinksWith(IpAddress other) {
        for (MemoryLink link : List.copyOf(links.values())) {
            if (link.remote().address().equals(other)) {
                link.ended(MemoryLink.RESET);
            }
        }
    }

    private void open(LinkId id, LinkSettings settings) {
        if (links.containsKey(id)) {
            throw new IllegalStateException(id + " is connected already");
        }
        AddressPort remote = settings.remote();
        IpAddress source = settings.source().orElse(addresses.stream()
                .filter(address -> address.family() == remote.address().family()).findFirst().orElse(addresses.getFirst()));
        MemoryLink link = new MemoryLink(id, this, new AddressPort(source, freePort()), remote, settings.password());
        links.put(id, link);
        if (source.family() != remote.address().family()) {
            link.down("cannot use " + source + " as source: " + remote + " is not " + source.family());
        } else if (!addresses.contains(source)) {
            link.down("cannot use " + source + " as source: Cannot assign requested address");
        } else {
            link.connect();
        }
    }

    private void with(LinkId id, Consumer<MemoryLink> deed) {
        command(() -> {
            MemoryLink link = links.get(id);
            if (link != null) {
                deed.accept(link);
            }
        });
    }

    private void command(Runnable deed) {
        network.soon(() -> {
            if (!closed) {
                deed.run();
            }
        });
    }

    /** Round and round, so that a port rests before it is used again. */
    private int freePort() {
        do {
            lastPort = lastPort == LAST_PORT ? FIRST_DYNAMIC_PORT : lastPort + 1;
        } while (listening.containsKey(lastPort));
        return lastPort;
    }
}
