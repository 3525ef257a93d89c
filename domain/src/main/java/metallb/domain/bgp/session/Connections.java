package metallb.domain.bgp.session;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import metallb.domain.bgp.wire.Message;
import metallb.domain.net.Deadlines;
import metallb.domain.net.LinkId;
import metallb.domain.net.Now;

/** The connections with one peer: two at most, and one of them Established at most. */
final class Connections {
    /** More are rejected: a peer has reason for one, and for a second while both sides dial. */
    static final int MOST = 2;

    /** Oldest first. */
    private final List<Connection> all = new ArrayList<>(MOST);

    boolean isEmpty() {
        return all.isEmpty();
    }

    boolean isFull() {
        return all.size() >= MOST;
    }

    void add(Connection connection) {
        if (isFull()) {
            throw new IllegalStateException("a third connection: " + connection.link());
        }
        all.add(connection);
    }

    /** A snapshot: what is called on one of them may end another. */
    List<Connection> all() {
        return List.copyOf(all);
    }

    Optional<Connection> find(LinkId link) {
        return all.stream().filter(connection -> connection.link().equals(link)).findFirst();
    }

    Optional<Connection> established() {
        return all.stream().filter(connection -> connection.phase() instanceof Phase.Established).findFirst();
    }

    /** RFC 4271 section 6.8: whether the newcomer is to go on. The other one may be ended here. */
    boolean admits(Now now, Connection newcomer, Message.Open received) {
        for (Connection other : all) {
            if (other == newcomer) {
                continue;
            }
            boolean younger = all.indexOf(newcomer) > all.indexOf(other);
            switch (Collision.judge(newcomer, received, other, younger)) {
                case NEITHER -> { }
                case NEWCOMER -> {
                    return false;
                }
                case OTHER -> {
                    if (other.phase() instanceof Phase.Established) {
                        other.leave(Reason.COLLISION, "the peer came back on another connection");
                    } else {
                        other.collide(now);
                    }
                }
            }
        }
        return true;
    }

    /** Takes out those that ended. */
    List<Connection> takeEnded() {
        List<Connection> ended = new ArrayList<>();
        for (Iterator<Connection> rest = all.iterator(); rest.hasNext();) {
            Connection connection = rest.next();
            if (connection.ending().isPresent()) {
                ended.add(connection);
                rest.remove();
            }
        }
        return ended;
    }

    /** Of the one that has come farthest; empty where there is none. */
    Optional<SessionState> state() {
        return all.stream().map(connection -> connection.phase().state())
                .reduce((first, second) -> rank(second) > rank(first) ? second : first);
    }

    private static int rank(SessionState state) {
        return switch (state) {
            case SessionState.Idle _, SessionState.Active _, SessionState.Connecting _ -> 0;
            case SessionState.OpenSent _ -> 1;
            case SessionState.OpenConfirm _ -> 2;
            case SessionState.Established _ -> 3;
        };
    }

    OptionalLong nextDeadline() {
        OptionalLong earliest = OptionalLong.empty();
        for (Connection connection : all) {
            earliest = Deadlines.earliest(earliest, connection.nextDeadline());
        }
        return earliest;
    }
}
