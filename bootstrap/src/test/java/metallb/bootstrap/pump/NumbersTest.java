package metallb.bootstrap.pump;

import static org.junit.jupiter.api.Assertions.assertEquals;

import metallb.ports.question.Questions;
import org.junit.jupiter.api.Test;

/** Numbers that the design fixes, so that who changes one does it knowingly: other tests speak of them by name only. */
class NumbersTest {
    @Test
    void aTurnTakesTwoHundredFiftySixEventsAndSixteenQuestionsWait() {
        assertEquals(256, Inbox.EVENTS_A_TURN);
        assertEquals(16, Questions.MOST_WAITING);
    }
}
