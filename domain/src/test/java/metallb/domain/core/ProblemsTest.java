package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import metallb.domain.config.Problem;
import metallb.domain.config.Where;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Test
    void countsTheProblemsThatDoNotFit() {
        Problem problem = new Problem(new Where("config", "pools[0]", 1, 2), "x".repeat(280), "");
        String text = new Problems(Collections.nCopies(9, problem)).text();
        assertEquals(String.join(" | ", Collections.nCopies(3, problem.toString())) + " | and 6 more", text);
    }

    @Test
    void cutsAProblemThatIsTooLongByItself() {
        Problem problem = new Problem(new Where("config", "", 0, 0), "ü".repeat(100_000), "");
        String text = new Problems(List.of(problem, problem)).text();
        assertTrue(text.endsWith("ü... | and 1 more"), text);
        assertTrue(text.getBytes(StandardCharsets.UTF_8).length <= Note.MOST_BYTES);
    }
}
