package metallb.domain.core;

/** The process is to end: finish in order, then say {@link Stopped}. */
public record Stop() implements ControllerEvent, SpeakerEvent, RouterEvent {}
