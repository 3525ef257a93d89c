package metallb.domain.core;

/** What the fake router's core takes in. */
public sealed interface RouterEvent permits TransportEvent, Stop {}
