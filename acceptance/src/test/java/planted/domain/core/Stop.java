package planted.domain.core;

/** An event, to be seen. */
public class Stop {}
