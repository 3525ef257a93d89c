package metallb.adapters.devcluster;

import java.io.IOException;
import java.io.Serial;

/** A fault ends an answer. */
final class Broken extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final boolean inOrder;

    /** {@code inOrder}: the answer is complete as far as HTTP goes, and its connection may go on. */
    Broken(boolean inOrder) {
        super("a fault ended the answer");
        this.inOrder = inOrder;
    }

    boolean isInOrder() {
        return inOrder;
    }
}
