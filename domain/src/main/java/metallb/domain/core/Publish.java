package metallb.domain.core;

import java.util.Objects;
import metallb.domain.cluster.KubernetesEvent;

/**
 * Tell the story where {@code kubectl describe} shows it. No answer comes back.
 *
 * @param term in which it is told; 0 for who contends with nobody
 */
public record Publish(KubernetesEvent event, long term) implements ControllerEffect, SpeakerEffect {
    public Publish {
        Objects.requireNonNull(event, "event");
    }
}
