package metallb.domain.lease;

import metallb.domain.cluster.LeaseRequest;

/** What an {@link Elector} wants done, or has found. */
public sealed interface Election {
    /** Ask the API. */
    record Ask(LeaseRequest request) implements Election {}

    /**
     * This process leads.
     *
     * @param term larger than any earlier one of this process, and of the lease's holders that it saw
     * @param until the last moment, in the nanoseconds of {@code Now}, at which it may begin a write
     */
    record Elected(long term, long until) implements Election {}

    /** The lease was renewed. */
    record Extended(long term, long until) implements Election {}

    /** This process leads no more. Said before anybody else may lead. */
    record Deposed(long term, String why) implements Election {}
}
