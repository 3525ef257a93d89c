package metallb.domain.core;

import java.util.Objects;
import java.util.Optional;
import metallb.domain.cluster.ObjectKey;

/**
 * What the controller is told at its start.
 *
 * @param namespace where its ConfigMaps stand
 * @param configName the operator's ConfigMap; the accepted copy's name is this one and {@code -accepted}
 * @param loadBalancerClass {@code --lb-class}; empty for services that name no class
 * @param seed of the jitter
 */
public record ControllerSettings(String namespace, String configName, Optional<String> loadBalancerClass, long seed) {
    public ControllerSettings {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(configName, "configName");
        Objects.requireNonNull(loadBalancerClass, "loadBalancerClass");
    }

    public ObjectKey config() {
        return new ObjectKey(namespace, configName);
    }

    public ObjectKey acceptedConfig() {
        return new ObjectKey(namespace, configName + "-accepted");
    }
}
