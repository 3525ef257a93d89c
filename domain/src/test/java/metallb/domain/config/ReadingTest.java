package metallb.domain.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final ConfigText TEXT = ConfigText.of("password: hunter2");
    private static final Where WHERE = new Where("test", "", 1, 1);

    @Test
    void printsAsItsHashWhateverStandsInIt() {
        Tree root = new Tree.Mapping(WHERE,
                Map.of("password", new Tree.Entry(WHERE, new Tree.Scalar(WHERE, "hunter2", false))));
        assertEquals("Document[sha256:f8a178e0213a]", new Reading.Document(TEXT, root).toString());
        assertEquals("Unreadable[sha256:f8a178e0213a]", new Reading.Unreadable(TEXT,
                List.of(new Problem(WHERE, "what is \"hunter2\"?", ""))).toString());
    }
}
