package metallb.adapters.support.apistore;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What a kind does beyond metadata. Objects are in the form in which they are kept; {@code old} is null at creation. */
interface Strategy {
    /** For kinds with nothing of their own. */
    Strategy PLAIN = looking(MetadataValidation.Look.CHANGE);

    /** For a kind with nothing of its own but how it looks at metadata. */
    static Strategy looking(MetadataValidation.Look look) {
        return new Strategy() {
            @Override
            public MetadataValidation.Look metadataLook() {
                return look;
            }
        };
    }

    /** Fills in what the writer left open and undoes what may not be written. */
    default void prepare(ObjectNode fresh, ObjectNode old) {
    }

    /** What is wrong with it, in the order in which the server looks. */
    default List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
        return List.of();
    }

    /** How the server's rules for an update of this kind look at the metadata. */
    default MetadataValidation.Look metadataLook() {
        return MetadataValidation.Look.CHANGE;
    }

    /** Takes from the cluster what the object needs (addresses, ports). {@code dryRun}: only shows what that looks like. */
    default List<FieldError> allocate(ObjectNode fresh, ObjectNode old, boolean dryRun) {
        return List.of();
    }

    /** Gives back what the object held. */
    default void release(ObjectNode gone) {
    }
}
