package metallb.domain.core;

/** What the controller's core takes in. */
public sealed interface ControllerEvent extends CandidateEvent permits ClusterEvent, Written, Stop {}
