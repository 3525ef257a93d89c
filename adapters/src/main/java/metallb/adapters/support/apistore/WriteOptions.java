package metallb.adapters.support.apistore;

/**
 * How a write is meant.
 *
 * @param manager who writes, as managedFields names it
 * @param dryRun everything happens but the keeping
 * @param validation what to do about unknown fields
 * @param force server-side apply takes fields from other managers
 */
public record WriteOptions(String manager, boolean dryRun, Validation validation, boolean force) {
    /** The answers to unknown and doubled fields. */
    public enum Validation { STRICT, WARN, IGNORE }

    public static WriteOptions by(String manager) {
        return new WriteOptions(manager, false, Validation.WARN, false);
    }

    public WriteOptions dry() {
        return new WriteOptions(manager, true, validation, force);
    }

    public WriteOptions strict() {
        return new WriteOptions(manager, dryRun, Validation.STRICT, force);
    }

    public WriteOptions forced() {
        return new WriteOptions(manager, dryRun, validation, true);
    }
}
