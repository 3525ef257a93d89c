package metallb.adapters.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Expectation;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.ports.transport.Transport.Listener;

/** Every link there is, and what they share. On the selector's thread alone. */
final class Links {
    /** A chunk, as the port's contract has it. */
    private static final int CHUNK = 65_536;
    /** Where a connection cannot be accepted, most likely for want of descriptors, the next try would fail as well. */
    private static final long ACCEPT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SelectorLoop loop;
    private final Listener listener;
    private final SocketSetup setup;
    private final Accepting accepting;
    private final Callers callers;
    private final Map<LinkId, Link> links = new LinkedHashMap<>();
    private final Set<Link> toFlush = new LinkedHashSet<>();
    private final ByteBuffer input = ByteBuffer.allocateDirect(CHUNK);
    private final ByteBuffer output = ByteBuffer.allocateDirect(WriteQueue.LIMIT);
    private final List<Acceptor> acceptors = new ArrayList<>();
    private long lastAccepted;

    Links(Listener listener, SocketSetup setup, Consumer<Throwable> broken, Accepting accepting) throws IOException {
        this.setup = setup;
        this.loop = new SelectorLoop("bgp-io", this::flush, broken);
        this.listener = new UntilEnded(listener, loop::isEnded);
        this.accepting = accepting;
        this.callers = new Callers(setup);
    }

    SelectorLoop loop() {
        return loop;
    }

    Listener listener() {
        return listener;
    }

    SocketSetup setup() {
        return setup;
    }

    /** Empty; good until the next link asks for it. */
    ByteBuffer inputBuffer() {
        return input.clear();
    }

    ByteBuffer outputBuffer() {
        return output;
    }

    /** @throws IllegalStateException where the number is in use, which only a broken core can ask for */
    void connect(LinkId id, LinkSettings settings) {
        if (links.containsKey(id)) {
            throw new IllegalStateException(id + " is connected already");
        }
        SocketChannel channel;
        try {
            channel = SocketChannel.open(Sockets.family(settings.remote().address()));
        } catch (IOException | UnsupportedOperationException refusal) {
            listener.down(id, "cannot open a socket: " + Sockets.words(refusal));
            return;
        }
        Link link = new Link(id, settings.remote(), channel, this);
        links.put(id, link);
        link.connect(settings);
    }

    void listen(ServerSocketChannel server) {
        try {
            acceptors.add(new Acceptor(server));
        } catch (IOException closed) {
            throw new IllegalStateException("a listening socket was closed by nobody here", closed);
        }
        List<Expectation> expectations = callers.listenAt(server);
        if (!expectations.isEmpty()) {
            tell(expectations);
        }
    }

    void expect(List<LinkSettings> settings) {
        accepting.expect(!settings.isEmpty());
        tell(callers.expect(settings));
    }

    void countFaults() {
        listener.faultsCounted(setup.options().signatureFaults());
    }

    /** Who connected before the keys were there is accepted before this is told: his first bytes may be unsigned. */
    private void tell(List<Expectation> expectations) {
        acceptors.forEach(Acceptor::takeWaiting);
        listener.expecting(expectations);
    }

    /** Passes over what is unknown or down: its Down may just be on its way. */
    void with(LinkId id, Consumer<Link> deed) {
        Link link = links.get(id);
        if (link != null) {
            deed.accept(link);
        }
    }

    void flushLater(Link link) {
        toFlush.add(link);
    }

    void forget(Link link) {
        links.remove(link.id());
        if (link.id().number() < 0) {
            accepting.gone(link.id(), link.remote(), link.wasHeard());
        }
    }

    /** The first bytes of that link came. */
    void heard(Link link) {
        if (link.id().number() < 0) {
            accepting.heard(link.remote());
        }
    }

    private void flush() {
        if (!toFlush.isEmpty()) {
            List<Link> now = List.copyOf(toFlush);
            toFlush.clear();
            now.forEach(Link::flush);
        }
    }

    private void accept(SocketChannel channel, UnaryOperator<LinkSettings> demands) {
        Link link;
        Optional<LinkSettings> terms;
        try {
            AddressPort remote = callers.named(Sockets.addressPort(channel.getRemoteAddress()));
            terms = callers.termsOf(remote).map(demands);
            if (!accepting.hasRoomFor(remote, terms.isPresent())) {
                Sockets.closeQuietly(channel);
                return;
            }
            if (terms.isPresent() && isRefused(channel, terms.get(), remote)) {
                return;
            }
            link = new Link(new LinkId(--lastAccepted), remote, channel, this);
            link.register();
        } catch (IOException _) {
            // gone before it was there
            Sockets.closeQuietly(channel);
            return;
        }
        accepting.accepted(link.id(), link.remote(), terms.isPresent());
        links.put(link.id(), link);
        link.accepted(terms);
    }

    /** Closes one whose handshake says that he is not who is expected there, with all that he sent. */
    private boolean isRefused(SocketChannel channel, LinkSettings terms, AddressPort remote) throws IOException {
        Optional<String> objection = setup.objection(channel, terms);
        if (objection.isPresent()) {
            LinkEnds ends = Subnets.ends(Sockets.addressPort(channel.getLocalAddress()), remote);
            Sockets.closeQuietly(channel);
            listener.refused(ends, objection.get());
        }
        return objection.isPresent();
    }

    /** One listening socket's turn. */
    private final class Acceptor implements Runnable {
        private final ServerSocketChannel server;
        private final SelectionKey key;

        Acceptor(ServerSocketChannel server) throws IOException {
            this.server = server;
            this.key = loop.register(server, SelectionKey.OP_ACCEPT, this);
        }

        /**
         * As many as the kernel lets wait. The key of his handshake, if it had one, stays the key of each: with one that he does
         * not have he would not hear how his connection ends.
         */
        void takeWaiting() {
            for (int i = 0; i <= NioTransport.BACKLOG && acceptOne(LinkSettings::unsigned); i++) {
                // one after the other
            }
        }

        @Override
        public void run() {
            acceptOne(UnaryOperator.identity());
        }

        private boolean acceptOne(UnaryOperator<LinkSettings> demands) {
            SocketChannel channel;
            try {
                channel = server.accept();
            } catch (IOException _) {
                key.interestOps(0);
                loop.after(ACCEPT_PAUSE_NANOS, () -> key.interestOps(SelectionKey.OP_ACCEPT));
                return false;
            }
            if (channel != null) {
                accept(channel, demands);
            }
            return channel != null;
        }
    }
}
