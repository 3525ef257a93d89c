package metallb.domain.core;

/** What the speaker's core takes in. */
public sealed interface SpeakerEvent permits ClusterEvent, TransportEvent, Stop {}
