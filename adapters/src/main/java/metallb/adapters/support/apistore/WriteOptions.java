package metallb.adapters.support.apistore;

/**
 * How a write is meant.
 *
 * @param manager who writes, as managedFields names it
 * @param dryRun everything happens but the keeping
 * @param validation what to do about unknown fields
 * @param force server-side apply takes fields from other managers
 * @param creation asked where an update or apply creates
 */
public record WriteOptions(String manager, boolean dryRun, Validation validation, boolean force, CreationGuard creation) {
    /** The answers to unknown and doubled fields. */
    public enum Validation { STRICT, WARN, IGNORE }

    public static WriteOptions by(String manager) {
        return new WriteOptions(manager, false, Validation.WARN, false, CreationGuard.NONE);
    }

    public WriteOptions dry() {
        return new WriteOptions(manager, true, validation, force, creation);
    }

    public WriteOptions strict() {
        return new WriteOptions(manager, dryRun, Validation.STRICT, force, creation);
    }

    public WriteOptions forced() {
        return new WriteOptions(manager, dryRun, validation, true, creation);
    }

    WriteOptions guardedBy(CreationGuard guard) {
        return new WriteOptions(manager, dryRun, validation, force, guard);
    }
}
