package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Fault.Break;
import metallb.adapters.devcluster.fault.Fault.BreakWatch;
import metallb.adapters.devcluster.fault.Fault.Stage;
import metallb.adapters.devcluster.fault.Refusal;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.Selection;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two real controllers, killed one after the other, while the API server does to them whatever an API server can do, and
 * users go on undisturbed. When it is over nobody's address has changed without a cause. The server of Kubernetes itself has a
 * {@link FaultProxy} before it; what only the embedded one can be told is to forget its history and to step its clock.
 */
@EnabledIfSystemProperty(named = "restarts", matches = "[0-9]+",
        disabledReason = "it is the stage \"restarts\" of .ci/run")
class FaultyServerTest {
    private static final long SEED = Long.getLong("seed", 20_261_127);
    private static final int ROUNDS = 8;
    /** Longer than a lease. */
    private static final Duration AWAY = Duration.ofSeconds(150);
    /** Longer than the 130 s after which a watch without a word counts as dead. */
    private static final Duration SILENT = Duration.ofSeconds(160);
    private static final String CONTROLLERS = "metallb-controller*";
    /** Of who leads: services, the configuration, the accepted one. */
    private static final int WATCHES = 3;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void whateverTheServerDoesToControllersThatAreKilledMovesNothing(ApiServer.Choice choice)
            throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(SEED);
        try (FaultyServer server = choice.startFaulty(directory);
                TwoControllers two = new TwoControllers(server, directory, SEED)) {
            server.faults().reseed(SEED);
            for (int round = 0; round < ROUNDS; round++) {
                misfortunes().forEach(server.faults()::add);
                for (int i = 0; i < 5; i++) {
                    two.load(40);
                    pause(random.nextInt(2_000));
                    Duration step = Duration.ofSeconds(random.nextInt(-600, 600));
                    if (server instanceof GuardedCluster guarded) {
                        forget(guarded.cluster());
                        guarded.cluster().clock().step(step);
                    }
                }
                two.remove(two.any()).kill();
                two.load(40);
                two.start();
                pause(random.nextInt(5_000));
                server.clearFaults();
                two.settle();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatIsAwayForMinutesWhileControllersAreKilledMovesNothing(ApiServer.Choice choice)
            throws IOException, InterruptedException {
        try (FaultyServer server = choice.startFaulty(directory);
                TwoControllers two = new TwoControllers(server, directory, SEED)) {
            two.load(40);
            server.faults().add(Rule.always(of("", ""), new Fault.Drop(Stage.BEFORE)));
            reconnect(server);
            two.load(40);
            two.remove(two.leader().orElseThrow()).kill();
            two.start();
            pause(AWAY.toMillis() / 2);
            two.load(40);
            two.remove(two.any()).kill();
            two.start();
            pause(AWAY.toMillis() / 2);
            server.clearFaults();
            two.settle();
        }
    }

    /** It leads on, since the lease is renewed, and sees nothing of what users do, until it has heard nothing for too long. */
    @ParameterizedTest
    @EnumSource
    void aLeaderWhoseWatchesFallSilentNoticesItByItselfAndMovesNothing(ApiServer.Choice choice)
            throws IOException, InterruptedException {
        try (FaultyServer server = choice.startFaulty(directory);
                TwoControllers two = new TwoControllers(server, directory, SEED)) {
            two.load(40);
            DaemonProcess leader = two.process(two.leader().orElseThrow());
            deafen(server, two);
            long before = leader.times("watchFailed");
            two.load(40);
            pause(SILENT.toMillis() / 2);
            two.load(40);
            pause(SILENT.toMillis() / 2);
            assertTrue(leader.times("watchFailed") > before, leader::log);
            two.settle();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLeaderThatAloneIsCutOffGivesUpAndMovesNothing(ApiServer.Choice choice)
            throws IOException, InterruptedException {
        try (FaultyServer server = choice.startFaulty(directory);
                TwoControllers two = new TwoControllers(server, directory, SEED)) {
            for (int round = 0; round < 3; round++) {
                String alone = two.leader().orElseThrow();
                long before = two.process(alone).times("leadingEnded");
                two.load(40);
                server.faults().add(Rule.always(new Selection("", "", "", "", "metallb-controller (" + alone + ")"),
                        new Fault.Drop(Stage.BEFORE)));
                reconnect(server);
                two.load(40);
                two.awaitTakeoverFrom(alone);
                two.await("the first knows it", () -> two.process(alone).times("leadingEnded") > before);
                two.load(40);
                server.clearFaults();
                two.settle();
            }
        }
    }

    /** All watches of who leads stand, and nothing comes from them any more; who stands by has none. */
    private static void deafen(FaultyServer server, TwoControllers two) {
        server.faults().add(Rule.always(of("watch", ""), BreakWatch.of(Break.HANG, 0)).times(WATCHES));
        reconnect(server);
        two.await("the watches hang", () -> server.faults().standing().getFirst().isSpent());
    }

    /** Everybody's connections break, and whom no rule keeps away comes back. */
    private static void reconnect(FaultyServer server) {
        server.goAway();
        pause(500);
        server.comeBack();
    }

    /** What can happen to each call of the controllers, often enough that most of it does in every round. */
    private static Stream<Rule> misfortunes() {
        Stream<Rule> watches = Stream.of(BreakWatch.of(Break.HANG, 5), BreakWatch.of(Break.CUT, 3), BreakWatch.of(Break.DROP, 7),
                BreakWatch.of(Break.END, 5), BreakWatch.of(Break.EXPIRE, 9), new Fault.DelayWatch(Duration.ofMillis(300)),
                new Fault.Answer(Refusal.of(410)), new Fault.Answer(Refusal.of(429)))
                .map(fault -> Rule.always(of("watch", ""), fault).withProbability(0.1));
        Stream<Rule> lists = Stream.of(new Fault.Answer(Refusal.of(410)), new Fault.Answer(Refusal.of(500)),
                new Fault.Truncate(700), new Fault.Hang(Duration.ofSeconds(3), Stage.BEFORE),
                new Fault.Answer(Refusal.of(429).retryAfter(2)), new Fault.Delay(Duration.ofSeconds(1), Stage.AFTER))
                .map(fault -> Rule.always(of("list", ""), fault).withProbability(0.1));
        Stream<Rule> writes = Stream.of(new Fault.Drop(Stage.AFTER), new Fault.Drop(Stage.BEFORE), new Fault.Truncate(100),
                new Fault.Answer(Refusal.of(409)), new Fault.Answer(Refusal.of(429).retryAfter(1)),
                new Fault.Answer(Refusal.of(500)), new Fault.Answer(Refusal.storeTimedOut()),
                new Fault.Hang(Duration.ofSeconds(8), Stage.BEFORE), new Fault.Hang(Duration.ofSeconds(3), Stage.AFTER),
                new Fault.Delay(Duration.ofSeconds(6), Stage.BEFORE), new Fault.Delay(Duration.ofSeconds(2), Stage.AFTER))
                .flatMap(fault -> Stream.of("services/status", "configmaps", "leases").map(resource ->
                        Rule.always(of("patch", resource), fault).withProbability(0.05)));
        return Stream.of(watches, lists, writes).flatMap(rules -> rules);
    }

    private static Selection of(String verb, String resource) {
        return new Selection(verb, resource, "", "", CONTROLLERS);
    }

    /** The server's history is gone: whoever watches from before has to list again. */
    private static void forget(DevCluster cluster) {
        cluster.call(store -> {
            store.compact();
            return List.of();
        });
    }

    /** Not a wait for something: what is wrong goes on so long. */
    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
