package metallb.bootstrap.pump;

import java.time.Instant;
import metallb.domain.net.Now;

/** Where the time that cores are told comes from. */
@FunctionalInterface
public interface Clock {
    Now now();

    /** The machine's: the only place that reads it for a core. */
    static Clock system() {
        return () -> new Now(System.nanoTime(), Instant.now());
    }
}
