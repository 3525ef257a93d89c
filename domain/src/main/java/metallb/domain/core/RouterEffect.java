package metallb.domain.core;

/** What the fake router's core wants done. */
public sealed interface RouterEffect permits LinkEffect, Report, Stopped {}
