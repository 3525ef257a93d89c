package metallb.domain.core;

/** What one of several controllers wants done: what its core does, and what concerns who leads. */
public sealed interface CandidateEffect permits ControllerEffect, LeaseCall, TermEffect {}
