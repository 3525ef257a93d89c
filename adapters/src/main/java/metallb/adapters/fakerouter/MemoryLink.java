package metallb.adapters.fakerouter;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.Secret;
import metallb.ports.transport.Transport.Listener;

/** One end of a connection in memory. Runs within the steps of the network alone. */
final class MemoryLink {
    static final String RESET = "Connection reset";
    private static final String CLOSED_HERE = "closed by this side";
    private static final String CLOSED_THERE = "closed by the other side";
    private static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** What a sender may have waiting, and what a chunk holds at most: the port's contract. */
    private static final int LIMIT = 65_536;
    /** What may be on its way or unread at the other side: the sockets' buffers. */
    private static final int WINDOW = 131_072;

    private enum State {
        CONNECTING,
        UP,
        CLOSING,
        DOWN
    }

    private final LinkId id;
    private final MemoryHost host;
    private final AddressPort local;
    private final AddressPort remote;
    private final Optional<Secret> password;
    private final ByteQueue toSend = new ByteQueue();
    private final ByteQueue unread = new ByteQueue();
    private State state = State.CONNECTING;
    /** The other end; null until there is one. */
    private MemoryLink peer;
    private boolean muted;
    private int outstanding;
    private boolean endSent;
    /** Why nothing more will come in, after what is unread; empty while something may. */
    private String end = "";

    /** @param password what it signs with */
    MemoryLink(LinkId id, MemoryHost host, AddressPort local, AddressPort remote, Optional<Secret> password) {
        this.id = id;
        this.host = host;
        this.local = local;
        this.remote = remote;
        this.password = password;
    }

    LinkId id() {
        return id;
    }

    AddressPort local() {
        return local;
    }

    AddressPort remote() {
        return remote;
    }

    Optional<Secret> password() {
        return password;
    }

    void connect() {
        carry(new Knock(this));
    }

    void accept(MemoryLink asking) {
        peer = asking;
        state = State.UP;
        listener().accepted(id, LinkEnds.of(local, remote));
        carry(new Message(this, asking, () -> asking.established(this)));
    }

    void cannotConnect(String why) {
        if (state == State.CONNECTING) {
            down("cannot connect to " + remote + ": " + why);
        }
    }

    /** Sends something to this end from where it connects to. */
    void carryBack(Runnable arrival) {
        host.network().carry(remote.address(), local.address(), new Message(this, this, arrival));
    }

    void send(Bytes bytes) {
        if (state == State.CLOSING || end.equals(RESET)) {
            return;
        }
        if (bytes.length() > LIMIT - toSend.size()) {
            down("java.lang.IllegalStateException: " + bytes.length() + " bytes on top of " + toSend.size()
                    + " waiting ones are over the " + LIMIT + " that a link may have");
            return;
        }
        toSend.add(bytes);
        write();
    }

    void resume() {
        if (state == State.UP) {
            muted = false;
            read();
        }
    }

    void probe() {
        if (state == State.CLOSING) {
            return;
        }
        if (state == State.UP) {
            read();
        }
        if (state != State.DOWN) {
            listener().probed(id);
        }
    }

    void close() {
        if (state == State.CONNECTING || end.equals(RESET)) {
            down(CLOSED_HERE);
        } else if (state == State.UP) {
            state = State.CLOSING;
            host.network().after(LAST_WORDS_NANOS, this::closeNow);
            giveBack(unread.size());
            unread.clear();
            write();
        }
    }

    /** The process is gone; nobody is told here. */
    void abandon() {
        if (state != State.DOWN) {
            leave();
        }
    }

    /** The last thing that comes in: the other side's end, or a reset. */
    void ended(String why) {
        switch (state) {
            case CONNECTING -> cannotConnect(why);
            case UP -> {
                end = why;
                if (why.equals(RESET)) {
                    toSend.clear();
                }
                if (!muted && unread.isEmpty()) {
                    down(why);
                }
            }
            case CLOSING -> {
                end = why;
                if (why.equals(RESET)) {
                    down(CLOSED_HERE + ": " + RESET);
                } else {
                    closeIfDone();
                }
            }
            case DOWN -> { }
        }
    }

    void down(String why) {
        leave();
        listener().down(id, why);
    }

    private void established(MemoryLink accepted) {
        peer = accepted;
        if (state != State.CONNECTING) {
            resetSender(accepted);
            return;
        }
        state = State.UP;
        listener().up(id, LinkEnds.of(local, remote));
        write();
    }

    private void arrived(Bytes bytes) {
        switch (state) {
            case CONNECTING -> throw new IllegalStateException(id + " got bytes before it was up");
            case UP -> {
                unread.add(bytes);
                if (!muted) {
                    read();
                }
            }
            case CLOSING -> giveBack(bytes.length());
            case DOWN -> resetSender(peer);
        }
    }

    private void read() {
        if (!unread.isEmpty()) {
            Bytes chunk = unread.take(Math.min(LIMIT, unread.size()));
            muted = true;
            giveBack(chunk.length());
            listener().received(id, chunk);
        } else if (!end.isEmpty()) {
            down(end);
        }
    }

    private void giveBack(int bytes) {
        if (bytes > 0) {
            carry(new Message(this, peer, () -> peer.wentThrough(bytes)));
        }
    }

    private void wentThrough(int bytes) {
        outstanding -= bytes;
        write();
    }

    private void write() {
        if (state != State.UP && state != State.CLOSING) {
            return;
        }
        int length = Math.min(toSend.size(), WINDOW - outstanding);
        if (length > 0) {
            Bytes bytes = toSend.take(length);
            outstanding += length;
            carry(new Message(this, peer, () -> peer.arrived(bytes)));
            listener().drained(id, length);
        }
        if (state == State.CLOSING && toSend.isEmpty() && !endSent) {
            sayEnd(CLOSED_THERE);
            closeIfDone();
        }
    }

    private void closeIfDone() {
        if (endSent && !end.isEmpty()) {
            down(CLOSED_HERE);
        }
    }

    private void closeNow() {
        if (state == State.CLOSING) {
            down(CLOSED_HERE + "; the other side did not end within 1 s");
        }
    }

    /** Unread input makes the end a reset, as a kernel would (RFC 2525 2.17). */
    private void leave() {
        boolean hasPeer = peer != null && !end.equals(RESET);
        state = State.DOWN;
        host.forget(this);
        if (hasPeer && (!endSent || !unread.isEmpty())) {
            sayEnd(unread.isEmpty() ? CLOSED_THERE : RESET);
        }
        unread.clear();
        toSend.clear();
    }

    private void sayEnd(String why) {
        endSent = true;
        carry(new Message(this, peer, () -> peer.ended(why)));
    }

    private void resetSender(MemoryLink sender) {
        carry(new Message(this, sender, () -> sender.ended(RESET)));
    }

    private void carry(Packet packet) {
        host.network().carry(local.address(), remote.address(), packet);
    }

    private Listener listener() {
        return host.listener();
    }

    /** The question for a connection. */
    private record Knock(MemoryLink asking) implements Packet {
        @Override
        public void arrive() {
            if (isStale()) {
                return;
            }
            MemoryHost there = asking.host.network().find(asking.remote.address());
            if (there == null) {
                asking.carryBack(() -> asking.cannotConnect("No route to host"));
            } else {
                there.asked(asking);
            }
        }

        @Override
        public boolean isStale() {
            return asking.state != State.CONNECTING;
        }
    }

    /** Whatever goes from one end to the other. */
    private record Message(MemoryLink from, MemoryLink to, Runnable arrival) implements Packet {
        @Override
        public void arrive() {
            arrival.run();
        }

        @Override
        public boolean isStale() {
            return from.state == State.DOWN && to.state == State.DOWN;
        }
    }
}
