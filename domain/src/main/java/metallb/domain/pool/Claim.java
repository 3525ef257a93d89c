package metallb.domain.pool;

import metallb.domain.cluster.ObjectKey;

/** What came of claiming one certain address. */
public sealed interface Claim {
    /** The holder has it now, or had it before. */
    record Claimed(String pool) implements Claim {}

    /** Somebody else has it; nothing changed. */
    record HeldBy(ObjectKey holder) implements Claim {}

    /** No pool owns it; nothing changed. */
    record NotOwned() implements Claim {}
}
