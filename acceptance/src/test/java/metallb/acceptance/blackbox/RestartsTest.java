package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two real controllers, of which the one that leads is killed, stopped and ended while services come, go and change:
 * nobody's address changes without a cause, none is held twice, and everybody who should have one has one.
 *
 * <p>Each takeover takes the time of the lease, so this runs in CI only: {@code -Drestarts=20} says how often to kill,
 * {@code -Dseed=...} draws another load. The same under virtual time: acceptance/scenarios/leader.txt and the simulation.
 */
@EnabledIfSystemProperty(named = "restarts", matches = "[0-9]+",
        disabledReason = "it is the stage \"restarts\" of .ci/run")
class RestartsTest {
    private static final int RESTARTS = Integer.getInteger("restarts", 1);
    private static final long SEED = Long.getLong("seed", 20_261_127);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void killedUnderLoadMovesNothing(ApiServer.Choice choice) throws IOException, InterruptedException {
        try (ApiServer server = choice.start(directory); TwoControllers two = new TwoControllers(server, directory, SEED)) {
            for (int i = 0; i < RESTARTS; i++) {
                String killed = two.leader().orElseThrow();
                two.load(40);
                two.remove(killed).kill();
                two.load(40);
                two.start();
                two.load(40);
                two.awaitTakeoverFrom(killed);
                two.load(40);
                two.settle();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void stoppedAndContinuedItActsNoMoreAndEndedItGivesTheLeaseBack(ApiServer.Choice choice)
            throws IOException, InterruptedException {
        try (ApiServer server = choice.start(directory); TwoControllers two = new TwoControllers(server, directory, SEED)) {
            String frozen = two.leader().orElseThrow();
            two.process(frozen).freeze();
            two.load(40);
            two.awaitTakeoverFrom(frozen);
            two.process(frozen).thaw();
            two.await("the first knows it", () -> two.process(frozen).subjectOf("leadingEnded").isPresent());
            two.load(20);
            two.settle();

            String ended = two.leader().orElseThrow();
            assertEquals(0, two.remove(ended).end());
            assertEquals("", two.holder(), "the lease is given back");
            two.await("the first leads again", () -> two.leader().equals(Optional.of(frozen)));
            two.settle();
        }
    }
}
