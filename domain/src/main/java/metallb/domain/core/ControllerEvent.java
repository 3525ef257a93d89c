package metallb.domain.core;

/** What the controller's core takes in. */
public sealed interface ControllerEvent permits ClusterEvent, Written, Stop {}
