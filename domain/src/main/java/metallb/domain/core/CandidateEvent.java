package metallb.domain.core;

/** What one of several controllers takes in: what its core does, and what concerns who leads. */
public sealed interface CandidateEvent permits ControllerEvent, LeaseAnswered, WatchesEnded {}
