package metallb.domain.core;

/** How many segments did this machine drop for their signatures so far; answered by {@link FaultsCounted}. */
public record CountFaults() implements SpeakerEffect {}
