package metallb.adapters.kubernetes;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import metallb.adapters.support.objects.EventEncoder;
import metallb.domain.cluster.KubernetesEvent;
import okhttp3.Call;
import okhttp3.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What is asked of the API about events: create and patch, and nothing that needs another right.
 *
 * @param terms which may tell anything now
 */
record EventCalls(ClusterAccess access, EventEncoder encoder, TermCheck terms) {
    /** Asked before each call. */
    interface TermCheck {
        /** @throws LastCheck.TermOver where that term is over */
        void pass(long term) throws LastCheck.TermOver;
    }

    /** What a call came to. */
    sealed interface Answer {
        /** @param count how often the event was told, as the API has it now */
        record Taken(int count) implements Answer {}

        /** There is one of this name. */
        record Exists() implements Answer {}

        /** There is none of this name: the API forgets events after an hour. */
        record Missing() implements Answer {}

        /**
         * No answer, or one that promises better ones later.
         *
         * @param pause how long the server wants to be left alone
         */
        record Later(Duration pause) implements Answer {}

        record Refused() implements Answer {}

        /** It was not asked, since the term is over in which the story was told. */
        record Ended() implements Answer {}
    }

    /** Under which name the API has it. */
    String name(Story story) {
        return encoder.name(story.event());
    }

    Answer create(Story story, Instant at) {
        return ask(story, () -> access.post(path(story), Map.of(), encoder.event(story.event(), at)));
    }

    /** Says that it was told so often by now. */
    Answer repeat(Story story, int count, Instant at) {
        return patch(story, EventEncoder.series(count, at));
    }

    /** A patch that changes nothing is answered with what is there, and needs no right to read. */
    Answer look(Story story) {
        return patch(story, JsonNodeFactory.instance.objectNode());
    }

    private Answer patch(Story story, JsonNode patch) {
        return ask(story, () -> access.mergePatch(path(story) + "/" + name(story), Map.of(), patch));
    }

    private static String path(Story story) {
        KubernetesEvent event = story.event();
        return Paths.events(EventEncoder.namespace(event));
    }

    /** A call that is not made yet. */
    private interface Asking {
        Call call() throws IOException;
    }

    private Answer ask(Story story, Asking asking) {
        try {
            Call call = access.checked(asking.call(), () -> terms.pass(story.term()));
            // an event that takes longer is not worth the backlog behind it
            call.timeout().timeout(Duration.ofSeconds(5).toNanos(), TimeUnit.NANOSECONDS);
            try (Response response = call.execute()) {
                return answer(response);
            }
        } catch (LastCheck.TermOver over) {
            return new Answer.Ended();
        } catch (IOException | RuntimeException e) {
            return new Answer.Later(Duration.ZERO);
        }
    }

    private static Answer answer(Response response) throws IOException {
        int code = response.code();
        if (code / 100 == 2) {
            JsonNode count = Json.tree(Json.body(response)).map(event -> event.path("series").path("count"))
                    .orElse(JsonNodeFactory.instance.missingNode());
            return new Answer.Taken(count.canConvertToInt() ? Math.max(1, count.intValue()) : 1);
        }
        if (code == 429 || code >= 500) {
            return new Answer.Later(Refusal.of(response).retryAfter());
        }
        return code == 409 ? new Answer.Exists() : code == 404 ? new Answer.Missing() : new Answer.Refused();
    }
}
