package metallb.adapters.fakerouter;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import metallb.domain.net.IpAddress;
import metallb.ports.transport.Transport;
import metallb.ports.transport.Transport.Listener;

/**
 * A network in memory under virtual time, for one thread. Every host is a {@link Transport} with addresses of its own; bytes
 * take the network's latency, arrive in order, and keep to a window, so that who does not read slows down who sends.
 *
 * <p>Time passes by {@link #step} alone. Calls to a host are carried out, and listeners told, within the next step, so
 * a listener may call its host. The step whose time is {@link #nextDeadline} is the next one in which anything happens.
 */
public final class MemoryNetwork {
    private final long latency;
    private final Schedule schedule;
    private final Map<IpAddress, MemoryHost> hosts = new LinkedHashMap<>();
    private final Set<Way> cuts = new LinkedHashSet<>();
    /** What a cut holds up, in order, until healed. Bounded by the windows of the links that still matter. */
    private final Map<Way, Queue<Packet>> heldUp = new LinkedHashMap<>();

    /**
     * @param nowNanos where virtual time begins
     * @param latency from any host to any other
     */
    public MemoryNetwork(long nowNanos, Duration latency) {
        this.schedule = new Schedule(nowNanos);
        this.latency = latency.toNanos();
    }

    /** A host of its own with one address, see {@link #host(List, Listener)}. */
    public Transport host(IpAddress address, Listener listener) {
        return host(List.of(address), listener);
    }

    /**
     * A host of its own.
     *
     * @param addresses at least one; the first of a family is where its connections of that family come from
     * @throws IllegalArgumentException where an open host has one of the addresses; a closed one's is free again
     */
    public Transport host(List<IpAddress> addresses, Listener listener) {
        for (IpAddress address : addresses) {
            MemoryHost there = hosts.get(address);
            if (there != null && !there.isClosed()) {
                throw new IllegalArgumentException(address + " is a host already");
            }
        }
        MemoryHost host = new MemoryHost(this, addresses, listener);
        addresses.forEach(address -> hosts.put(address, host));
        return host;
    }

    /** Silence between two hosts: nothing arrives, nobody is told; what is sent waits, as TCP would send it again. */
    public void cut(IpAddress one, IpAddress other) {
        cuts.add(new Way(one, other));
        cuts.add(new Way(other, one));
    }

    /** Ends a cut: what waited arrives, in order. */
    public void heal(IpAddress one, IpAddress other) {
        heal(new Way(one, other));
        heal(new Way(other, one));
    }

    /** Breaks every link between two hosts: each end is told as of a RST, after what it has not read yet. */
    public void reset(IpAddress one, IpAddress other) {
        soon(() -> {
            resetLinks(one, other);
            resetLinks(other, one);
        });
    }

    /** Lets everything happen that is due until then; time never goes back. */
    public void step(long nowNanos) {
        schedule.runUntil(nowNanos);
    }

    /** When something happens next, in the nanoseconds of {@link #step}; empty where nothing is on its way. */
    public OptionalLong nextDeadline() {
        return schedule.next();
    }

    /** Within the next step, after what is planned for now already. */
    void soon(Runnable deed) {
        schedule.after(0, deed);
    }

    void after(long nanos, Runnable deed) {
        schedule.after(nanos, deed);
    }

    void carry(IpAddress from, IpAddress to, Packet packet) {
        Way way = new Way(from, to);
        schedule.after(latency, () -> arrive(way, packet));
    }

    /** The host with that address, open or closed; null where there never was one. */
    MemoryHost find(IpAddress address) {
        return hosts.get(address);
    }

    private void arrive(Way way, Packet packet) {
        Queue<Packet> waiting = heldUp.get(way);
        if (waiting == null && !cuts.contains(way)) {
            packet.arrive();
            return;
        }
        // behind what waits, even when healed just now
        Queue<Packet> queue = waiting == null ? new ArrayDeque<>() : waiting;
        heldUp.put(way, queue);
        queue.removeIf(Packet::isStale);
        queue.add(packet);
    }

    private void heal(Way way) {
        cuts.remove(way);
        soon(() -> {
            Queue<Packet> waiting = cuts.contains(way) ? null : heldUp.remove(way);
            if (waiting != null) {
                waiting.forEach(Packet::arrive);
            }
        });
    }

    private void resetLinks(IpAddress of, IpAddress with) {
        MemoryHost host = find(of);
        if (host != null) {
            host.resetLinksWith(with);
        }
    }

    /** One direction between two hosts. */
    private record Way(IpAddress from, IpAddress to) {}
}
