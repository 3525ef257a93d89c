package metallb.adapters.support.apistore;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What a kind does beyond metadata. Objects are in the form in which they are kept; {@code old} is null at creation. */
interface Strategy {
    /** For kinds with nothing of their own. */
    Strategy PLAIN = new Strategy() {
    };

    /** Fills in what the writer left open and undoes what may not be written. */
    default void prepare(ObjectNode fresh, ObjectNode old) {
    }

    /** What is wrong with it, in the order in which the server looks. */
    default List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
        return List.of();
    }

    /** Takes from the cluster what the object needs (addresses, ports). {@code dryRun}: only shows what that looks like. */
    default List<FieldError> allocate(ObjectNode fresh, ObjectNode old, boolean dryRun) {
        return List.of();
    }

    /** Gives back what the object held. */
    default void release(ObjectNode gone) {
    }
}
