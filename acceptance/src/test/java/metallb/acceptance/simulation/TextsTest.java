package metallb.acceptance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import metallb.bootstrap.scenario.command.Commands;
import metallb.bootstrap.scenario.command.Refusal;
import metallb.bootstrap.scenario.world.Detail;
import metallb.bootstrap.scenario.world.World;
import org.junit.jupiter.api.Test;

/** The product agrees on which of the configurations are good, so the histories have them all. */
class TextsTest {
    @Test
    void theGoodOnesComeIntoForceAndTheBadOnesDoNot() throws Refusal {
        World world = new World(Detail.REPORTS);
        for (String command : Drawing.BEGINNING) {
            Commands.parse(command.lines().toList()).run(world);
        }
        Text inForce = Texts.ALL.getFirst();
        for (Text text : Texts.ALL) {
            List<String> lines = ("config\n" + text.yaml()).lines().toList();
            Commands.parse(lines).run(world);
            world.advance(Duration.ofSeconds(1));
            inForce = text.pools().isEmpty() ? inForce : text;
            assertEquals(inForce.yaml(), new Sight(world).inForce().yaml());
        }
        assertFalse(inForce.equals(Texts.ALL.getFirst()));
    }
}
