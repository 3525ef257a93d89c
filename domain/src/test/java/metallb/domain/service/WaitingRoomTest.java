package metallb.domain.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import org.junit.jupiter.api.Test;

/** Who gets what becomes free: each waits for one thing at a time, and leaves when called. */
class WaitingRoomTest {
    private static final IpAddress ADDRESS = IpAddress.of("10.0.0.1");
    private static final WaitsFor ROOM = new WaitsFor.Room(Optional.of("main"), List.of(Family.IPV4));

    private final WaitingRoom room = new WaitingRoom();

    @Test
    void callsTheOldestFirstAndOnce() {
        room.put(turn("younger", 2), ROOM);
        room.put(turn("older", 1), ROOM);
        assertEquals(2, room.size());
        assertEquals(Optional.of(key("older")), room.next(ADDRESS, "main", true));
        assertEquals(Optional.of(key("younger")), room.next(ADDRESS, "main", true));
        assertEquals(Optional.empty(), room.next(ADDRESS, "main", true));
        assertEquals(0, room.size());
    }

    @Test
    void letsAServiceWaitForOneThingOnly() {
        room.put(turn("web", 1), new WaitsFor.Freed(ADDRESS));
        room.put(turn("web", 1), ROOM);
        assertEquals(1, room.size());
        assertEquals(Optional.empty(), room.waitingFor(ADDRESS, Optional.empty()));
        room.put(turn("web", 1), new WaitsFor.Nothing());
        assertEquals(0, room.size());
        assertEquals(Optional.empty(), room.next(ADDRESS, "main", true));
    }

    @Test
    void callsForAPoolThatAssignsByItselfWhoNamesNone() {
        room.put(turn("any", 1), new WaitsFor.Room(Optional.empty(), List.of(Family.IPV4)));
        assertEquals(Optional.empty(), room.next(ADDRESS, "main", false));
        assertEquals(Optional.of(key("any")), room.next(ADDRESS, "main", true));
    }

    private static Turn turn(String name, long created) {
        return new Turn(false, Instant.ofEpochSecond(created), key(name));
    }

    private static ObjectKey key(String name) {
        return new ObjectKey("ns", name);
    }
}
