package metallb.domain.core;

/** Everything is in order; the process may end. Said once, after {@link Stop}. */
public record Stopped() implements ControllerEffect, SpeakerEffect, RouterEffect {}
