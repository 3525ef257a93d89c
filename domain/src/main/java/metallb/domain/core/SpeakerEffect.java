package metallb.domain.core;

/** What the speaker's core wants done. */
public sealed interface SpeakerEffect permits LinkEffect, Expect, CountFaults, Publish, Report, Stopped {}
