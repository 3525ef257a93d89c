package planted.domain.core;

import java.io.File;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Breaks: pure packages, pure calls (by a method reference), same output in any JVM. */
class Impure {
    final File file = new File("x");
    final Supplier<Instant> clock = Instant::now;
    final Set<Integer> unordered = Set.of(1, 2);
    final Map<Integer, Integer> hashed = new HashMap<>();
}
