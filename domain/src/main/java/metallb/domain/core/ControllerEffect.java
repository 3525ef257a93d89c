package metallb.domain.core;

/** What the controller's core wants done. */
public sealed interface ControllerEffect extends CandidateEffect permits ApiWrite, Publish, Report, Stopped {}
