package metallb.adapters.kubernetes;

import java.time.Duration;
import java.util.Optional;
import metallb.adapters.support.objects.Decoding;
import metallb.adapters.support.objects.ObjectDecoder;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteId;
import metallb.domain.cluster.WriteOutcome;
import tools.jackson.databind.JsonNode;

/**
 * What an answer of the API means for a write. Where the answer leaves open whether the write landed, it is Unknown:
 * taking that for a refusal could give the same address to two services.
 */
record Outcomes(ObjectDecoder decoder) {
    /**
     * The meaning of an answer that arrived whole.
     *
     * @param retryAfter how long the server wants to be left alone; zero where it did not say
     */
    WriteOutcome of(Write write, int status, String body, Duration retryAfter) {
        var refused = new WriteOutcome.Refused(write.id(), status, Json.message(status, body), retryAfter);
        if (refused.isOfAnOverload()) {
            return refused;
        }
        return switch (write) {
            case Write.Status _, Write.Accept _ -> ofPatch(refused, body);
            case Write.Read _ -> ofRead(write.id(), status, body);
        };
    }

    private WriteOutcome ofPatch(WriteOutcome.Refused refused, String body) {
        WriteId id = refused.id();
        int status = refused.status();
        if (status == 200) {
            return object(id, body)
                    .map(object -> object.uid().equals(id.uid())
                            ? new WriteOutcome.Done(id, object)
                            // deleted and created again; the resourceVersion kept the patch from landing on it
                            : (WriteOutcome) new WriteOutcome.Gone(id))
                    .orElseGet(() -> new WriteOutcome.Unknown(id, "the answer is no " + id.kind().apiKind()));
        }
        if (status == 404) {
            return new WriteOutcome.Gone(id);
        }
        if (status == 409) {
            return new WriteOutcome.Conflict(id);
        }
        return leavesOpen(status, body)
                ? new WriteOutcome.Unknown(id, "HTTP " + status + ": " + refused.text())
                : refused;
    }

    /** Gone objects and such of another uid are not there; whatever is no answer leaves the truth unknown. */
    private WriteOutcome ofRead(WriteId id, int status, String body) {
        if (status == 404) {
            return new WriteOutcome.ReadBack(id, Optional.empty());
        }
        if (status != 200) {
            return new WriteOutcome.Unknown(id, "HTTP " + status + ": " + Json.message(status, body));
        }
        return object(id, body)
                .<WriteOutcome>map(object -> new WriteOutcome.ReadBack(id,
                        Optional.of(object).filter(found -> found.uid().equals(id.uid()))))
                .orElseGet(() -> new WriteOutcome.Unknown(id, "the answer is no " + id.kind().apiKind()));
    }

    /**
     * 502 and 504 are told by who stands before the store and has not heard from it. The API server answers 500 with
     * the reason InternalError where it gave up before storing (an admission webhook that fails), and without a reason
     * where the store did not answer in time.
     */
    private static boolean leavesOpen(int status, String body) {
        boolean saysWhy = Json.tree(body)
                .filter(answer -> answer.path("reason").isString())
                .filter(answer -> !answer.path("reason").stringValue().isEmpty())
                .isPresent();
        return status == 502 || status == 504 || status == 500 && !saysWhy || status < 300;
    }

    private Optional<ClusterObject> object(WriteId id, String body) {
        Optional<JsonNode> json = Json.tree(body);
        if (json.isPresent() && decoder.decode(id.kind(), json.get()) instanceof Decoding.Decoded(var object)
                && object.key().equals(id.key())) {
            return Optional.of(object);
        }
        return Optional.empty();
    }
}
