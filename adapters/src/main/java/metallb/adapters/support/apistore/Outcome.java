package metallb.adapters.support.apistore;

import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** What came of one call on one object. */
public sealed interface Outcome {
    /**
     * It was done.
     *
     * @param object the object as it is now, with kind and apiVersion; the caller's own copy
     * @param created whether the call brought it into being
     * @param warnings what the server would send as Warning headers
     */
    record Done(ObjectNode object, boolean created, List<String> warnings) implements Outcome {
        public Done {
            warnings = List.copyOf(warnings);
        }
    }

    /** It was not done, or (deletion) there is no object to show. */
    record Answered(Status status) implements Outcome {
    }

    /** The object, or an exception for the caller who knows that the call cannot be refused. */
    default ObjectNode orThrow() {
        return switch (this) {
            case Done done -> done.object();
            case Answered answered -> {
                if (answered.status().isFailure()) {
                    throw new IllegalStateException(answered.status().message());
                }
                yield answered.status().toJson();
            }
        };
    }

    default Outcome map(Function<ObjectNode, ObjectNode> change) {
        return switch (this) {
            case Done done -> new Done(change.apply(done.object()), done.created(), done.warnings());
            case Answered answered -> answered;
        };
    }
}
