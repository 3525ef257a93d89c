package metallb.domain.core;

/** What the transport says, in the order it happened. */
public sealed interface TransportEvent extends SpeakerEvent, RouterEvent
        permits LinkEvent, Refused, Expecting, FaultsCounted {}
