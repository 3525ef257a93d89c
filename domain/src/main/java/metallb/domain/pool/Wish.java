package metallb.domain.pool;

import java.util.List;
import java.util.Objects;
import metallb.domain.net.Family;

/** Which pools may serve an allocation. One address is asked for; the first of {@code families} with room is preferred. */
public sealed interface Wish {
    /** The families that will do, the preferred one first; never empty. */
    List<Family> families();

    /** Any pool that assigns by itself, in the order written. */
    record AnyPool(List<Family> families) implements Wish {
        public AnyPool {
            families = checked(families);
        }
    }

    /** That pool and no other, whether or not it assigns by itself. */
    record FromPool(String pool, List<Family> families) implements Wish {
        public FromPool {
            Objects.requireNonNull(pool, "pool");
            families = checked(families);
        }
    }

    private static List<Family> checked(List<Family> families) {
        if (families.isEmpty()) {
            throw new IllegalArgumentException("an address of no family");
        }
        return families.stream().distinct().toList();
    }
}
