package metallb.adapters.kubernetes;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import metallb.adapters.support.objects.Decoding;
import metallb.adapters.support.objects.ObjectDecoder;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;
import metallb.ports.cluster.ClusterFeed;
import tools.jackson.databind.JsonNode;

/**
 * Makes values of what a list or watch of one kind brings, and tells them; what cannot be read is told as a disturbance.
 *
 * @param open whether anything may still be told
 */
record Telling(Kind kind, ObjectDecoder decoder, ClusterFeed.Listener listener, BooleanSupplier open) {
    /** Tells the object's state, where it can be read; which object it is, where at least that can. */
    Optional<Decoding.Which> observe(JsonNode json) {
        return switch (decoder.decode(kind, json)) {
            case Decoding.Decoded(ClusterObject object) -> {
                if (open.getAsBoolean()) {
                    listener.observed(object);
                }
                yield Optional.of(new Decoding.Which(object.key(), object.uid()));
            }
            case Decoding.Unusable(String why, Optional<Decoding.Which> which) -> {
                disturbed(why);
                yield which;
            }
        };
    }

    void vanish(JsonNode json) {
        switch (decoder.decode(kind, json)) {
            case Decoding.Decoded(ClusterObject object) -> vanish(new Decoding.Which(object.key(), object.uid()));
            case Decoding.Unusable(String why, Optional<Decoding.Which> which) -> {
                disturbed(why);
                which.ifPresent(this::vanish);
            }
        }
    }

    private void vanish(Decoding.Which which) {
        if (open.getAsBoolean()) {
            listener.vanished(kind, which.key(), which.uid());
        }
    }

    void listed(Map<ObjectKey, Uid> all) {
        if (open.getAsBoolean()) {
            listener.listed(kind, all);
        }
    }

    void disturbed(String why) {
        if (open.getAsBoolean()) {
            listener.disturbed(kind, why);
        }
    }
}
