package metallb.domain.core;

/** The watches of the last term have ended: every event of theirs came before this one. */
public record WatchesEnded() implements CandidateEvent {}
