package metallb.adapters.nio;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Family;
import metallb.domain.net.HopLimit;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.PeerKey;
import metallb.domain.net.Prefix;
import metallb.domain.net.Secret;
import metallb.ports.transport.SocketOptions;

/**
 * Gives sockets what was asked for, before the first packet leaves, or the first byte of a caller is read. Where a
 * password or a hop limit cannot be had there is no connection: one without would not be what the operator trusts.
 */
record SocketSetup(SocketOptions options) {
    /** Network control, the class of routing protocols: CS6 (RFC 4594 3.2) in the upper six bits. */
    private static final int CLASS_SELECTOR_6 = 48 << 2;
    /** What ip(7) and ipv6(7) take for the TTL that a new socket has. */
    private static final int TIME_TO_LIVE_OF_THE_KERNEL = -1;

    /** @throws IOException with a whole sentence for people */
    void connecting(SocketChannel channel, LinkSettings settings) throws IOException {
        AddressPort remote = settings.remote();
        Family family = remote.address().family();
        unasked(channel);
        if (settings.password().isPresent()) {
            key(channel, remote.address(), settings.password().get());
        }
        hops(channel, family, settings.hopLimit());
        if (settings.userTimeout().isPresent()) {
            userTimeout(channel, settings.userTimeout().get());
        }
        if (settings.source().isPresent()) {
            bind(channel, settings.source().get(), remote);
        }
    }

    /** What every link has; without these it works all the same. */
    void unasked(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        try {
            channel.setOption(StandardSocketOptions.IP_TOS, CLASS_SELECTOR_6);
        } catch (IOException | UnsupportedOperationException _) {
            // routers forward it as any other packet then
        }
    }

    void listening(ServerSocketChannel channel, List<PeerKey> keys) throws IOException {
        for (PeerKey key : keys) {
            try {
                options.key(channel, key);
            } catch (IOException refusal) {
                throw new IOException("cannot demand a password from " + key.from() + ": " + Sockets.words(refusal));
            }
        }
        try {
            options.keepSyns(channel);
        } catch (IOException _) {
            // of whom that is needed is not let in, see objection
        }
        for (Family family : Family.values()) {
            answerFromNearby(channel, family);
        }
    }

    /**
     * What answers a SYN leaves with the listening socket's TTL, and a router with TTL security of its own wants 255 of it
     * already. Who that answer is for is not known then, so all get it.
     */
    private void answerFromNearby(ServerSocketChannel channel, Family family) {
        try {
            options.timeToLive(channel, family, HopLimit.LARGEST);
        } catch (IOException _) {
            // a socket of the other family alone; or such routers get no answer that they take
        }
    }

    /** @throws IOException with a whole sentence for people */
    void demandKey(ServerSocketChannel channel, IpAddress caller, Secret password) throws IOException {
        try {
            options.key(channel, new PeerKey(Prefix.of(caller), password));
        } catch (IOException refusal) {
            throw new IOException("cannot demand a password from " + caller + ": " + Sockets.words(refusal));
        }
    }

    void dropKey(ServerSocketChannel channel, IpAddress caller) {
        try {
            options.noKey(channel, Prefix.of(caller));
        } catch (IOException _) {
            // whoever calls from there without a signature is not heard, as long as the port is open
        }
    }

    /**
     * Why this one who connected is not let in: GTSM (RFC 5082) holds the handshake to its hops as well. What he sent with it
     * lies in the socket by now, whatever is demanded from here on, so he is judged by his SYN.
     */
    Optional<String> objection(SocketChannel channel, LinkSettings caller) {
        return switch (caller.hopLimit()) {
            case HopLimit.OfTheKernel _, HopLimit.Sent _ -> Optional.empty();
            case HopLimit.Secured secured -> objection(channel, secured.leastReceived());
        };
    }

    private Optional<String> objection(SocketChannel channel, int least) {
        try {
            int left = options.timeToLiveOfSyn(channel);
            return left >= least ? Optional.empty() : Optional.of("it is farther away than ttl-security says: its first"
                    + " packet came with TTL " + left + ", and " + least + " is the least");
        } catch (IOException refusal) {
            return Optional.of("ttl-security cannot be demanded of its first packet: " + Sockets.words(refusal));
        }
    }

    /**
     * Gives the connection of one who connected its settings, and holds him to what is demanded of him now: the key that
     * his first packets were signed with may be an older one, or none. The hops count for what arrives from here on; his SYN
     * was looked at by {@link #objection}.
     *
     * @throws IOException with a whole sentence for people
     */
    void accepting(SocketChannel channel, LinkSettings caller) throws IOException {
        IpAddress address = caller.remote().address();
        if (caller.userTimeout().isPresent()) {
            userTimeout(channel, caller.userTimeout().get());
        }
        if (caller.password().isPresent()) {
            key(channel, address, caller.password().get());
        }
        forgetListening(channel, address.family());
        hops(channel, address.family(), caller.hopLimit());
    }

    /**
     * From here on the listening socket's TTL is none of his. Who is not expected keeps it: he may be a router with TTL
     * security that called too early, and what ends his connection is to reach him.
     */
    private void forgetListening(SocketChannel channel, Family family) {
        try {
            options.timeToLive(channel, family, TIME_TO_LIVE_OF_THE_KERNEL);
        } catch (IOException _) {
            // packets get farther than they need then
        }
    }

    private void key(NetworkChannel channel, IpAddress peer, Secret password) throws IOException {
        try {
            options.key(channel, new PeerKey(Prefix.of(peer), password));
        } catch (IOException refusal) {
            throw new IOException("no connection without its password, which cannot be set: "
                    + Sockets.words(refusal));
        }
    }

    private void hops(NetworkChannel channel, Family family, HopLimit limit) throws IOException {
        switch (limit) {
            case HopLimit.OfTheKernel _ -> { }
            case HopLimit.Sent(int hops) -> send(channel, family, hops);
            case HopLimit.Secured secured -> {
                send(channel, family, HopLimit.LARGEST);
                demand(channel, family, secured.leastReceived());
            }
        }
    }

    private void send(NetworkChannel channel, Family family, int hops) throws IOException {
        try {
            options.timeToLive(channel, family, hops);
        } catch (IOException refusal) {
            throw new IOException("no connection without TTL " + hops + ", which cannot be set: "
                    + Sockets.words(refusal));
        }
    }

    private void demand(NetworkChannel channel, Family family, int least) throws IOException {
        try {
            options.leastTimeToLive(channel, family, least);
        } catch (IOException refusal) {
            throw new IOException("no connection without TTL security, which cannot be demanded: "
                    + Sockets.words(refusal));
        }
    }

    private void userTimeout(NetworkChannel channel, Duration limit) {
        try {
            options.userTimeout(channel, limit);
        } catch (IOException _) {
            // the kernel gives up later; who sends has a limit of its own (RFC 9687)
        }
    }

    private void bind(SocketChannel channel, IpAddress source, AddressPort remote) throws IOException {
        String words = "cannot use " + source + " as source: ";
        if (source.family() != remote.address().family()) {
            throw new IOException(words + remote + " is not " + source.family());
        }
        try {
            String zone = source.isLinkLocal() ? remote.zone() : "";
            channel.bind(Sockets.socketAddress(new AddressPort(source, zone, 0)));
        } catch (IOException refusal) {
            throw new IOException(words + Sockets.words(refusal));
        }
    }
}
