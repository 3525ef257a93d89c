package metallb.domain.core;

/** What the speaker's core wants done. */
public sealed interface SpeakerEffect permits LinkEffect, Publish, Report, Stopped {}
