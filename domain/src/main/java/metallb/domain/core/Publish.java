package metallb.domain.core;

import java.util.Objects;
import metallb.domain.cluster.KubernetesEvent;

/** Tell the story where {@code kubectl describe} shows it. No answer comes back. */
public record Publish(KubernetesEvent event) implements ControllerEffect, SpeakerEffect {
    public Publish {
        Objects.requireNonNull(event, "event");
    }
}
