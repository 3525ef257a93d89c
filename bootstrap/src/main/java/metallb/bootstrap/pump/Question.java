package metallb.bootstrap.pump;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import metallb.domain.core.Answer;
import metallb.domain.core.Query;
import metallb.ports.question.Questions.Reply;

/** A query that somebody waits for; answered once, by the core's thread. */
final class Question {
    private final Query query;
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile Answer answer;

    Question(Query query) {
        this.query = query;
    }

    Query query() {
        return query;
    }

    void answer(Answer given) {
        answer = given;
        answered.countDown();
    }

    /** Waits; an interrupt of the asking thread counts as the end of its patience. */
    Reply await(Duration patience) {
        try {
            return answered.await(patience.toNanos(), TimeUnit.NANOSECONDS)
                    ? new Reply.Answered(answer)
                    : new Reply.Late();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Reply.Late();
        }
    }
}
