package metallb.domain.core;

/**
 * What a term of leadership opens and closes outside of the core. Between {@link Begun} and {@link Ended} the cluster is
 * watched for this core; {@link WatchesEnded} answers {@link Ended}.
 */
public sealed interface TermEffect extends CandidateEffect {
    long term();

    /**
     * Begin to watch, from consistent lists; writes of this term may be begun until then, those of any other may not.
     *
     * @param until in the nanoseconds of {@code Now}
     */
    record Begun(long term, long until) implements TermEffect {}

    /** Writes of this term may be begun until then. */
    record Extended(long term, long until) implements TermEffect {}

    /** Begin no more writes, and end the watches. */
    record Ended(long term) implements TermEffect {}
}
