package metallb.domain.bgp.session;

import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.LinkId;
import metallb.domain.net.Now;
import metallb.domain.route.RouteKey;
import metallb.domain.route.RouteTable;
import metallb.domain.route.RouterId;

/** One neighbour (signatures first; the body follows). */
public final class Peer {
    private Peer() {}

    public static Peer active(PeerSettings settings, RouteTable desired, LongSupplier linkNumbers,
            SplittableRandom random) {
        throw new UnsupportedOperationException();
    }

    public static Peer passive(PeerSettings settings, RouteTable desired) {
        throw new UnsupportedOperationException();
    }

    public void start(Now now) {}

    public void accepted(Now now, LinkId link, AddressPort local, AddressPort remote, RouterId id) {}

    public void up(Now now, LinkId link, AddressPort local, AddressPort remote, RouterId id) {}

    public void received(Now now, LinkId link, Bytes chunk) {}

    public void probed(Now now, LinkId link) {}

    public void drained(Now now, LinkId link, int bytes) {}

    public void down(Now now, LinkId link, String why) {}

    public boolean owns(LinkId link) {
        return false;
    }

    public void change(Now now, PeerSettings settings) {}

    public void reset(Now now, int ceaseSubcode, String text) {}

    public void retire(Now now, int ceaseSubcode, String text) {}

    public void stop(Now now, String text) {}

    public boolean isOver() {
        return false;
    }

    public void serve(Now now) {}

    public void announce(Now now, boolean released, boolean moreToCome) {}

    public int syncSlice(int limit) {
        return 0;
    }

    public boolean isSyncing() {
        return false;
    }

    public void mark(RouteKey key) {}

    public List<SessionOutput> takeOutputs() {
        return List.of();
    }

    public OptionalLong nextDeadline() {
        return OptionalLong.empty();
    }

    public SessionState state() {
        throw new UnsupportedOperationException();
    }

    public Counters counters() {
        throw new UnsupportedOperationException();
    }
}
