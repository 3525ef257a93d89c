package metallb.adapters.nio;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import metallb.domain.core.MetricFamily;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.PeerKey;
import metallb.ports.transport.SocketOptions;
import metallb.ports.transport.Transport;

/**
 * TCP links on one selector thread named {@code bgp-io}, which alone touches sockets once they are open. May be called
 * from any thread; calls are commands to that thread, in the order they were made. They need no bound of their own:
 * what is sent is bounded by each link's credit, and the rest by what the listener was told.
 *
 * <p>After {@link #close(LinkId)} only {@code drained} and {@code down} are said of a link.
 */
public final class NioTransport implements Transport {
    /** Connections of others at once: far more than routers, and few enough not to run out of descriptors. */
    private static final int MAX_ACCEPTED = 1024;
    /** As many as wait in the kernel to be accepted. */
    static final int BACKLOG = 128;
    /** Connections of one host that said nothing yet, so that none takes all there are by its silence; see Accepting. */
    private static final int MAX_UNHEARD = 64;

    private final Links links;
    /** Closed here as well, because the command that hands them over may not run any more. */
    private final Set<ServerSocketChannel> servers = ConcurrentHashMap.newKeySet();

    private NioTransport(Links links) {
        this.links = links;
    }

    /**
     * A transport that runs until closed.
     *
     * @param listener told on the selector's thread
     * @param options of this machine's sockets
     * @param broken hears, on the selector's thread, what ended it: a broken selector or a broken invariant. No link
     *     works any more then, and none is reported down. Where it ends the process it must halt it: a shutdown hook
     *     that closes the transport would wait for this very thread
     */
    public static NioTransport start(Listener listener, SocketOptions options, Consumer<Throwable> broken)
            throws IOException {
        return start(listener, options, broken, new Accepting(MAX_ACCEPTED, MAX_UNHEARD));
    }

    static NioTransport start(Listener listener, SocketOptions options, Consumer<Throwable> broken,
            Accepting accepting) throws IOException {
        Links links = new Links(listener, new SocketSetup(options), broken, accepting);
        links.loop().start();
        return new NioTransport(links);
    }

    /** How often its thread woke up so far; from any thread. */
    public long wakeUps() {
        return links.loop().wakeUps();
    }

    /** The same for who scrapes the process. */
    public List<MetricFamily> metrics() {
        return List.of(MetricFamily.single("metallb_selector_wakeups_total",
                "How often the thread of the BGP connections woke up.", MetricFamily.Type.COUNTER, wakeUps()));
    }

    @Override
    public void connect(LinkId link, LinkSettings settings) {
        if (link.number() <= 0) {
            throw new IllegalArgumentException(link + ": a connection that is asked for has a positive number");
        }
        links.loop().execute(() -> links.connect(link, settings));
    }

    @Override
    public AddressPort listen(AddressPort local, List<PeerKey> keys) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(Sockets.family(local.address()));
        servers.add(server);
        try {
            if (links.loop().isEnded()) {
                throw new IOException("the transport is closed");
            }
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            links.setup().listening(server, keys);
            server.bind(Sockets.socketAddress(local), BACKLOG);
            AddressPort bound = Sockets.addressPort(server.getLocalAddress());
            links.loop().execute(() -> links.listen(server));
            return bound;
        } catch (IOException | RuntimeException refusal) {
            servers.remove(server);
            Sockets.closeQuietly(server);
            throw new IOException("cannot listen on " + local + ": " + Sockets.words(refusal), refusal);
        }
    }

    @Override
    public void expect(List<LinkSettings> callers) {
        links.loop().execute(() -> links.expect(callers));
    }

    @Override
    public void countFaults() {
        links.loop().execute(links::countFaults);
    }

    @Override
    public void send(LinkId link, Bytes bytes) {
        links.loop().execute(() -> links.with(link, it -> it.send(bytes)));
    }

    @Override
    public void resume(LinkId link) {
        links.loop().execute(() -> links.with(link, Link::resume));
    }

    @Override
    public void probe(LinkId link) {
        links.loop().execute(() -> links.with(link, Link::probe));
    }

    @Override
    public void close(LinkId link) {
        links.loop().execute(() -> links.with(link, Link::close));
    }

    @Override
    public void close() {
        links.loop().end();
        servers.forEach(Sockets::closeQuietly);
    }
}
