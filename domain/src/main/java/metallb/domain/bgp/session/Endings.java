package metallb.domain.bgp.session;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.LinkId;
import metallb.domain.net.Now;

/** Draws the consequences where connections and attempts end: what is told of it, and when the next attempt is due. */
final class Endings implements Connection.Arbiter {
    private final Dialling dialling;
    private final Damping damping;
    private final Connections connections;
    private final Tally tally;
    private final List<SessionOutput> outputs;
    /** Links that we gave up, until they are reported down. */
    private final TreeSet<LinkId> closing = new TreeSet<>();
    private Optional<Reason> last = Optional.empty();

    Endings(Dialling dialling, Damping damping, Connections connections, Tally tally, List<SessionOutput> outputs) {
        this.dialling = dialling;
        this.damping = damping;
        this.connections = connections;
        this.tally = tally;
        this.outputs = outputs;
    }

    /** Why the last session or attempt ended. */
    Optional<Reason> last() {
        return last;
    }

    boolean isClosing(LinkId link) {
        return closing.contains(link);
    }

    boolean areLinksGone() {
        return closing.isEmpty();
    }

    /** Whether none of the links that we dialled is left; those that came in hold up nothing. */
    boolean areDialledLinksGone() {
        return closing.isEmpty() || closing.last().number() < 0;
    }

    /** The link is gone; whether that is all there is to say of it. */
    boolean gone(LinkId link) {
        return closing.remove(link);
    }

    /** Gives a link up that has no connection yet. */
    void abandon(LinkId link) {
        outputs.add(new SessionOutput.Close(link));
        closing.add(link);
    }

    /** Ends a connection that the peer opened before it is one: Cease 6/5, and the reason that goes with it. */
    void reject(LinkId link, AddressPort remote, String word, String why) {
        Message.Notification rejection = NotificationCode.CONNECTION_REJECTED.notification(Bytes.EMPTY);
        outputs.add(new SessionOutput.Send(link, MessageWriter.notification(rejection)));
        tally.sent(rejection);
        outputs.add(new SessionOutput.Rejected(Reason.sent(word, "connected from " + remote.address() + ", " + why, rejection)));
        abandon(link);
    }

    /** The same where the peer is not to call, or not now. */
    void rejectCaller(long nanos, LinkId link, AddressPort remote, String why) {
        reject(link, remote, Reason.CONNECTION_REJECTED, why);
        dialling.called(nanos);
    }

    /** The end of the one that has to go is told before the other one goes on: its Up may be in the same bytes. */
    @Override
    public boolean admits(Now now, Connection newcomer, Message.Open received) {
        boolean admitted = connections.admits(now, newcomer, received);
        conclude(now, false);    // the newcomer is there yet, so no attempt is to follow
        return admitted;
    }

    /**
     * Takes out the connections that ended; a session's end is told last.
     *
     * @param again whether another attempt is to follow where none is left
     */
    void conclude(Now now, boolean again) {
        List<Connection> ended = connections.takeEnded();
        ended.sort(Comparator.comparing(connection -> ending(connection).established().isPresent()));
        for (Connection connection : ended) {
            Connection.Ending ending = ending(connection);
            closing.add(connection.link());
            dialling.ended(ending);
            damping.ended(now, ending);
            boolean none = connection == ended.getLast() && connections.isEmpty() && dialling.isSettled();
            Reason reason = none && again ? dialling.planned(now.nanos(), ending.reason()) : ending.reason();
            last = Optional.of(reason);
            if (none) {
                dialling.await(reason);
            }
            outputs.add(ending.established().isPresent() ? new SessionOutput.Down(reason)
                    : none ? new SessionOutput.Failed(reason) : new SessionOutput.Dropped(reason));
        }
    }

    private static Connection.Ending ending(Connection connection) {
        return connection.ending().orElseThrow();
    }

    /** Once there is a session an attempt at another is pointless. */
    void settle() {
        if (connections.established().isPresent()
                && dialling.stage() instanceof Dialling.Stage.Connecting(LinkId link, long _)) {
            abandon(link);
            dialling.settle();
        }
    }

    /** No connection came of the attempt that was under way. */
    void attemptFailed(long nanos, Reason reason, boolean again) {
        if (!connections.isEmpty()) {
            dialling.settle();
            outputs.add(new SessionOutput.Dropped(reason));
            return;
        }
        Reason planned = again ? dialling.planned(nanos, reason) : reason;
        last = Optional.of(planned);
        dialling.await(planned);
        outputs.add(new SessionOutput.Failed(planned));
    }
}
