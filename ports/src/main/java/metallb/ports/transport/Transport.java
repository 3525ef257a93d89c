package metallb.ports.transport;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Expectation;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.PeerKey;
import metallb.domain.net.SignatureFaults;

/**
 * TCP links, without any idea of what travels over them. Every call returns at once; what comes of it is told to the
 * {@link Listener}, for each link in the order it happened. Calls for a link that is unknown or down are passed over,
 * since its Down may just be on its way.
 */
public interface Transport extends AutoCloseable {
    /** Opens a connection under a number that was never used before; answered by {@code up} or {@code down}. */
    void connect(LinkId link, LinkSettings settings);

    /**
     * Listens until closed.
     *
     * @param local where; port 0 takes a free one
     * @param keys who must sign, of the same family; who is in none of them must not
     * @return where it really listens
     * @throws IOException where that address and port cannot be had, or a key cannot be demanded
     */
    AddressPort listen(AddressPort local, List<PeerKey> keys) throws IOException;

    /** The same, for those who do not sign. */
    default AddressPort listen(AddressPort local) throws IOException {
        return listen(local, List.of());
    }

    /**
     * Gives connections from address and zone of {@code remote} these settings and holds them to password and hops, at
     * every place where it listens, and nobody any more whom it was told of before. Answered by {@code expecting}. Who
     * is to prove himself by them and can't be held to them is not let in; anybody else is, with what can be had. Whose
     * very first packet came from farther away than he is to be is {@code refused}. At
     * most one of each address and zone; {@code source} says nothing. Callers from there are named with that zone,
     * which may be a number.
     */
    void expect(List<LinkSettings> callers);

    /** How many segments did the machine drop for their signatures so far; answered by {@code faultsCounted}. */
    void countFaults();

    /** Queues bytes; {@code drained} says when they went into the socket. The sender keeps to 64 KiB a link. */
    void send(LinkId link, Bytes bytes);

    /** Lets the link be read again after a {@code received}. */
    void resume(LinkId link);

    /** Reads the link once, now, and says {@code probed} after what came of it. */
    void probe(LinkId link);

    /**
     * Ends a link in order: writes what it was given, shuts its output down, reads and discards until the other side
     * ends or 1 s has passed, then closes. A close with input unread would send RST and destroy the last messages.
     */
    void close(LinkId link);

    /** Ends everything at once. Nothing is said after this returned. */
    @Override
    void close();

    /** Who is told. Called on the transport's own thread; must return at once. */
    interface Listener {
        /** Somebody connected; the link's number is negative and the transport's own. */
        void accepted(LinkId link, LinkEnds ends);

        /**
         * Somebody who is expected connected, and was closed before anything of his was read; there is no link.
         *
         * @param why what he was to prove and did not, in words for people
         */
        default void refused(LinkEnds ends, String why) {}

        /** Who is accepted from now on is held to this; told to those only who asked for it. */
        default void expecting(List<Expectation> callers) {}

        /**
         * Told to those only who asked for it.
         *
         * @param soFar over all connections of the machine since it started; empty where it does not count
         */
        default void faultsCounted(Optional<SignatureFaults> soFar) {}

        void up(LinkId link, LinkEnds ends);

        /** 1 to 65,536 bytes arrived; nothing more is read until {@link Transport#resume}, or by a probe. */
        void received(LinkId link, Bytes chunk);

        void probed(LinkId link);

        /** So many more bytes went into the socket. */
        void drained(LinkId link, int bytes);

        /** What may be the cause of the down that follows. */
        void suspected(LinkId link, String cause);

        /** The link is gone; the last that is said of it. */
        void down(LinkId link, String why);
    }
}
