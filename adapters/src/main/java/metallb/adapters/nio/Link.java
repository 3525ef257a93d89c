package metallb.adapters.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.SignatureFaults;

/**
 * One TCP connection, on the selector's thread alone. Whatever goes wrong in here ends this link with words and reaches
 * nobody else.
 */
final class Link {
    static final String CLOSED_HERE = "closed by this side";
    static final String CLOSED_THERE = "closed by the other side";
    private static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private enum State {
        CONNECTING,
        UP,
        CLOSING,
        DOWN
    }

    private final LinkId id;
    private final AddressPort remote;
    private final SocketChannel channel;
    private final Links links;
    private final WriteQueue queue = new WriteQueue();
    private State state = State.CONNECTING;
    private SelectionKey key;
    /** Whether a chunk is being digested. */
    private boolean muted;
    private boolean heard;
    /** Why nothing can be written any more; empty while it can. */
    private String outputFailure = "";
    private boolean inputEnded;
    /** What the machine had dropped when this signed link began to connect; empty for one that is not signed. */
    private Optional<SignatureFaults> faultsBefore = Optional.empty();

    Link(LinkId id, AddressPort remote, SocketChannel channel, Links links) {
        this.id = id;
        this.remote = remote;
        this.channel = channel;
        this.links = links;
    }

    LinkId id() {
        return id;
    }

    AddressPort remote() {
        return remote;
    }

    /** Whether bytes ever came. */
    boolean wasHeard() {
        return heard;
    }

    void connect(LinkSettings settings) {
        guarded(() -> {
            key = links.loop().register(channel, 0, this::ready);
            if (settings.password().isPresent()) {
                faultsBefore = links.setup().options().signatureFaults();
            }
            try {
                links.setup().connecting(channel, settings);
            } catch (IOException refusal) {
                down(Sockets.words(refusal));
                return;
            }
            try {
                // a connection that stands at once never becomes connectable
                if (channel.connect(Sockets.socketAddress(remote))) {
                    established();
                }
            } catch (IOException refusal) {
                cannotConnect(Sockets.words(refusal));
            }
        });
    }

    /**
     * For a channel that somebody else connected, after {@link #register}.
     *
     * @param terms what his connection is given, and he is held to
     */
    void accepted(Optional<LinkSettings> terms) {
        guarded(() -> {
            state = State.UP;
            Optional<String> refusal = terms.flatMap(this::cannotDemand);
            links.listener().accepted(id, Subnets.ends(local(), remote));
            refusal.ifPresent(this::down);
        });
    }

    private Optional<String> cannotDemand(LinkSettings terms) {
        try {
            links.setup().accepting(channel, terms);
            return Optional.empty();
        } catch (IOException refusal) {
            // who has nothing to prove is let in with the kernel's TTL as well
            return Optional.of(Sockets.words(refusal)).filter(_ -> terms.demandsProof());
        }
    }

    void register() throws IOException {
        key = links.loop().register(channel, 0, this::ready);
        links.setup().unasked(channel);
    }

    void send(Bytes bytes) {
        guarded(() -> {
            if ((state == State.UP || state == State.CONNECTING) && outputFailure.isEmpty()) {
                queue.add(bytes);
                links.flushLater(this);
            }
        });
    }

    /** Writes what was given since the last time. */
    void flush() {
        guarded(() -> {
            if (state == State.UP || state == State.CLOSING) {
                write();
            }
        });
    }

    void resume() {
        guarded(() -> {
            muted = false;
            if (state == State.UP && !outputFailure.isEmpty()) {
                readTheRest();
            }
        });
    }

    void probe() {
        guarded(() -> {
            if (state == State.CLOSING) {
                return;
            }
            if (state == State.UP && outputFailure.isEmpty()) {
                read();
            } else if (state == State.UP) {
                readTheRest();
            }
            if (state != State.DOWN) {
                links.listener().probed(id);
            }
        });
    }

    /** In order: what was given is written first, and what arrives meanwhile is read, since a RST would undo it. */
    void close() {
        guarded(() -> {
            if (state == State.CONNECTING) {
                suspectThePassword();
                down(CLOSED_HERE);
            } else if (state == State.UP && !outputFailure.isEmpty()) {
                down(CLOSED_HERE);
            } else if (state == State.UP) {
                state = State.CLOSING;
                links.loop().after(LAST_WORDS_NANOS, this::closeNow);
                write();
            }
        });
    }

    /** What comes signed otherwise never gets past the kernel, which counts it for all connections together. */
    private void suspectThePassword() {
        if (faultsBefore.isEmpty()) {
            return;
        }
        links.setup().options().signatureFaults().map(now -> now.since(faultsBefore.get()))
                .filter(faults -> !faults.areNone())
                .ifPresent(faults -> links.listener().suspected(id, "while connecting to " + remote
                        + " this machine dropped TCP segments, " + faults
                        + ": likely the router has another password for this node, or none"));
    }

    private void closeNow() {
        if (state == State.CLOSING) {
            down(CLOSED_HERE + "; the other side did not end within 1 s");
        }
    }

    private void ready() {
        guarded(() -> {
            if (state == State.CONNECTING && key.isConnectable()) {
                finishConnect();
            }
            if (state != State.DOWN && key.isReadable()) {
                readable();
            }
            if (state != State.DOWN && key.isWritable()) {
                write();
            }
        });
    }

    private void finishConnect() throws IOException {
        try {
            if (channel.finishConnect()) {
                established();
            }
        } catch (IOException refusal) {
            cannotConnect(Sockets.words(refusal));
        }
    }

    private void established() throws IOException {
        AddressPort local = local();
        // where nobody listens, the kernel may choose the very port that it connects to: a simultaneous open with
        // oneself (RFC 9293 3.5)
        if (local.equals(remote)) {
            cannotConnect("it connected to itself");
            return;
        }
        state = State.UP;
        links.listener().up(id, Subnets.ends(local, remote));
        write();
    }

    private void cannotConnect(String why) {
        down("cannot connect to " + remote + ": " + why);
    }

    private void readable() throws IOException {
        if (state == State.CLOSING) {
            inputEnded = channel.read(links.inputBuffer()) < 0;
            closeIfDone();
        } else if (state == State.UP && !muted) {
            read();
        }
    }

    /** One chunk to the listener, or the end. */
    private int read() throws IOException {
        ByteBuffer buffer = links.inputBuffer();
        int length = channel.read(buffer);
        if (length > 0) {
            if (!heard) {
                heard = true;
                links.heard(this);
            }
            byte[] chunk = new byte[length];
            buffer.flip().get(chunk);
            muted = true;
            links.listener().received(id, Bytes.copyOf(chunk));
        } else if (length < 0) {
            down(CLOSED_THERE);
        }
        return length;
    }

    /** After a failed write: the other side's last words may still lie in the socket, chunk by chunk. */
    private void readTheRest() {
        int length;
        try {
            length = read();
        } catch (IOException _) {
            length = 0;
        }
        if (length == 0) {
            down(outputFailure);
        }
    }

    private void write() throws IOException {
        int written;
        try {
            written = queue.writeTo(channel, links.outputBuffer());
        } catch (IOException failure) {
            outputFailed(failure);
            return;
        }
        if (written > 0) {
            links.listener().drained(id, written);
        }
        if (state == State.CLOSING && queue.isEmpty()) {
            channel.shutdownOutput();
            closeIfDone();
        }
    }

    private void outputFailed(IOException failure) throws IOException {
        if (state == State.CLOSING) {
            throw failure;
        }
        queue.clear();
        outputFailure = Sockets.words(failure);
        if (!muted) {
            readTheRest();
        }
    }

    private void closeIfDone() {
        if (inputEnded && queue.isEmpty()) {
            down(CLOSED_HERE);
        }
    }

    private int interest() {
        return switch (state) {
            case CONNECTING -> SelectionKey.OP_CONNECT;
            case UP -> (muted || !outputFailure.isEmpty() ? 0 : SelectionKey.OP_READ) | interestInWriting();
            case CLOSING -> (inputEnded ? 0 : SelectionKey.OP_READ) | interestInWriting();
            case DOWN -> 0;
        };
    }

    private int interestInWriting() {
        return queue.isEmpty() ? 0 : SelectionKey.OP_WRITE;
    }

    private AddressPort local() throws IOException {
        return Sockets.addressPort(channel.getLocalAddress());
    }

    private void down(String why) {
        if (state == State.DOWN) {
            return;
        }
        state = State.DOWN;
        queue.clear();
        Sockets.closeQuietly(channel);
        links.forget(this);
        links.listener().down(id, why);
    }

    private void guarded(Step step) {
        try {
            step.run();
            if (state != State.DOWN && key != null) {
                key.interestOps(interest());
            }
        } catch (IOException | RuntimeException failure) {
            down(state == State.CLOSING ? CLOSED_HERE + ": " + Sockets.words(failure) : Sockets.words(failure));
        }
    }

    /** What may fail. */
    private interface Step {
        void run() throws IOException;
    }
}
