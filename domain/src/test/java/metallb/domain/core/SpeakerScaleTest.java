package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.advertisement;
import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.pool;
import static metallb.domain.announce.SampleObjects.poolsOnly;
import static metallb.domain.announce.SampleObjects.service;
import static metallb.domain.announce.SampleObjects.slice;
import static metallb.domain.announce.SampleObjects.unready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 10,000 services: how many turns and messages that takes, counted, not timed. */
class SpeakerScaleTest {
    private static final int SERVICES = 10_000;
    /** 805 routes with these attributes fit into a message. */
    private static final int MESSAGES = 13;

    private final SpeakerWorld world = new SpeakerWorld();
    private final ScriptedRouter router = world.router("10.0.0.1", 100);

    @BeforeEach
    void listTenThousandServices() {
        Config pools = poolsOnly(pool("default", "10.128.0.0/16"));
        world.means("c", config(List.of(SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100)), pools.pools(),
                pools.advertisements()));
        world.accepted("c");
        world.observeServices(SERVICES);
        world.drains = 0;
        world.allListed();
        world.advance(Duration.ofMillis(10));
    }

    @Test
    void announcesThemInSlicesAndFullMessages() {
        assertEquals(SERVICES, router.table.size());
        assertEquals(MESSAGES, router.updates.size());
        assertEquals(1, router.endsOfRib);
        assertEquals(SERVICES, world.published.size());
        // 20 slices to compare each list, 20 to decide, 20 for the session's full table, and a few for the session to come up
        assertTrue(world.drains <= 4 * SERVICES / Core.SLICE + 5, "drains: " + world.drains);
    }

    @Test
    void repeatsThemInFullMessagesOnTheNextSession() {
        router.updates.clear();
        world.cut(router);
        world.drains = 0;
        world.advance(Duration.ofSeconds(2));
        assertEquals(SERVICES, router.table.size());
        assertEquals(MESSAGES, router.updates.size());
        assertEquals(2, router.endsOfRib);
        assertTrue(world.drains <= SERVICES / Core.SLICE + 8, "drains: " + world.drains);
    }

    @Test
    void decidesAllAnewWithoutAWordWhereNothingChanges() {
        router.updates.clear();
        world.published.clear();
        Config pools = poolsOnly(pool("renamed", "10.128.0.0/16"));
        world.means("c2", config(List.of(SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100)), pools.pools(),
                pools.advertisements()));
        world.drains = 0;
        world.accepted("c2");
        world.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), router.updates);
        assertEquals(List.of(), world.published);
        assertTrue(world.drains <= SERVICES / Core.SLICE + 2, "drains: " + world.drains);
    }

    @Test
    void replacesTheAttributesOfAllInFullMessages() {
        router.updates.clear();
        world.means("c2", config(List.of(SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100)),
                List.of(pool("default", "10.128.0.0/16")),
                List.of(advertisement("default-1", "default", 32, OptionalLong.empty(), "1:2"))));
        world.drains = 0;
        world.accepted("c2");
        world.advance(Duration.ofMillis(10));
        assertEquals(MESSAGES, router.updates.size());
        // hexadecimal digits without the marker; a message has 4,096 bytes at most, a route takes five
        assertTrue(router.updates.stream().limit(MESSAGES - 1).allMatch(update -> update.length() / 2 + 16 > 4096 - 5),
                "a shorter message leaves only when no service is left to decide");
        assertTrue(router.table.values().stream().allMatch(attributes -> attributes.endsWith("communities [1:2]")));
        assertTrue(world.drains <= SERVICES / Core.SLICE + 8, "drains: " + world.drains);
    }

    /** Taking the list in deletes nothing, and a slice compares 500 objects with it. */
    @Test
    void deletesThemInSlicesWhereAListNamesNone() {
        world.core.on(world.now(), new ClusterEvent.Listed(Kind.SERVICE, new LinkedHashMap<>()));
        for (int drains = 0; drains <= SERVICES / Core.SLICE; drains++) {
            assertEquals(SERVICES - drains * Core.SLICE, shown(), "after " + drains + " drains");
            world.core.drain(world.now());
        }
        world.advance(Duration.ofMillis(10));
        assertEquals(0, router.table.size());
        assertEquals(MESSAGES, router.updates.size() - MESSAGES, "withdrawals leave in full messages too");
    }

    private int shown() {
        int shown = 0;
        Optional<ObjectKey> after = Optional.empty();
        Answer.Services page;
        do {
            page = (Answer.Services) world.core.answer(world.now(), new Query.Services(after, 1_000));
            shown += page.rows().size();
            after = page.rows().isEmpty() ? after : Optional.of(page.rows().getLast().service());
        } while (page.more());
        return shown;
    }

    @Test
    void tellsOneChangeInOneSmallMessage() {
        router.updates.clear();
        world.drains = 0;
        world.observe(slice("s77", 2, unready("n1")));
        assertEquals(List.of("001c02000520" + "0a80004d" + "0000"), router.updates);
        assertEquals(2, world.drains, "one for the change, one for what the socket took");
    }

    @Test
    void withdrawsThemInFullMessagesWhenItStops() {
        router.updates.clear();
        world.drains = 0;
        world.stop();
        assertEquals(0, router.table.size());
        assertTrue(world.drains >= SERVICES / Core.SLICE && world.drains <= SERVICES / Core.SLICE + 5,
                "drains: " + world.drains);
        assertEquals(MESSAGES, router.updates.size());
        assertEquals(List.of("6/2"), router.notifications);
        assertEquals(1, world.stopped);
    }
}
