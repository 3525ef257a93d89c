package metallb.ports.transport;

import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.time.Duration;
import java.util.Optional;
import metallb.domain.net.Family;
import metallb.domain.net.PeerKey;
import metallb.domain.net.Prefix;
import metallb.domain.net.SignatureFaults;

/**
 * Options of TCP sockets that the JDK does not know. Of a connection that was accepted they count from
 * then on. Each either is in
 * force when its call returns, or the call throws, with the reason in words for people.
 */
public interface SocketOptions {
    /** Signs segments to and from those peers, and drops theirs that are not signed so (TCP-MD5, RFC 2385). */
    void key(NetworkChannel channel, PeerKey key) throws IOException;

    /** Takes that peer's key away again. */
    void noKey(NetworkChannel channel, Prefix from) throws IOException;

    /** What packets leave with: 1 to 255, or -1 for what the kernel gives a new socket. */
    void timeToLive(NetworkChannel channel, Family family, int hops) throws IOException;

    /** Drops packets that arrive with less left: 1 to 255. */
    void leastTimeToLive(NetworkChannel channel, Family family, int hops) throws IOException;

    /** Lets a listening socket keep how the first packet of each connection arrived, the SYN. */
    void keepSyns(NetworkChannel server) throws IOException;

    /**
     * What the first packet of a connection arrived with, 0 to 255; says it once.
     *
     * @param accepted at a socket that keeps SYNs
     */
    int timeToLiveOfSyn(NetworkChannel accepted) throws IOException;

    /** How long sent bytes may stay unacknowledged or unsent before the connection is lost; whole milliseconds. */
    void userTimeout(NetworkChannel channel, Duration limit) throws IOException;

    /** What the machine dropped so far; empty where it does not count. */
    Optional<SignatureFaults> signatureFaults();

    /** Refuses everything, for one and the same reason. */
    static SocketOptions unavailable(String why) {
        return new SocketOptions() {
            @Override
            public void key(NetworkChannel channel, PeerKey key) throws IOException {
                throw new IOException(why);
            }

            @Override
            public void noKey(NetworkChannel channel, Prefix from) throws IOException {
                throw new IOException(why);
            }

            @Override
            public void timeToLive(NetworkChannel channel, Family family, int hops) throws IOException {
                throw new IOException(why);
            }

            @Override
            public void leastTimeToLive(NetworkChannel channel, Family family, int hops) throws IOException {
                throw new IOException(why);
            }

            @Override
            public void keepSyns(NetworkChannel server) throws IOException {
                throw new IOException(why);
            }

            @Override
            public int timeToLiveOfSyn(NetworkChannel accepted) throws IOException {
                throw new IOException(why);
            }

            @Override
            public void userTimeout(NetworkChannel channel, Duration limit) throws IOException {
                throw new IOException(why);
            }

            @Override
            public Optional<SignatureFaults> signatureFaults() {
                return Optional.empty();
            }
        };
    }
}
