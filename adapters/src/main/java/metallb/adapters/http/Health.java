package metallb.adapters.http;

import java.time.Duration;
import metallb.domain.core.Answer;
import metallb.domain.core.Query;
import metallb.ports.question.Questions;

/**
 * What the kubelet's probes ask. Being alive depends on nothing but the core's thread, since a restart heals nothing
 * else; being ready is the core's own word.
 */
record Health(Questions questions, Duration patience) {
    Reply alive() {
        return questions.isAlive() ? Reply.text(200, "ok\n") : Reply.text(503, "the core's thread is stuck\n");
    }

    Reply ready() {
        return switch (questions.ask(new Query.Health(), patience)) {
            case Questions.Reply.Answered(Answer.Health(boolean ready, var reasons, String role)) -> ready
                    ? Reply.text(200, role.isEmpty() ? "ok\n" : "ok\n" + role + "\n")
                    : Reply.text(503, String.join("\n", reasons) + "\n");
            case Questions.Reply.Answered _ -> Reply.text(404, "not here\n");
            case Questions.Reply.Late() -> Reply.text(503, "the core does not answer\n");
            case Questions.Reply.Busy() -> Reply.text(503, "too many questions wait\n");
        };
    }
}
