package planted.acceptance;

/** Something to be seen. */
public class Suite {}
