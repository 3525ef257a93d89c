package metallb.adapters.fakerouter;

import java.time.Duration;
import metallb.adapters.support.transporttest.Pair;
import metallb.adapters.support.transporttest.TransportContract;
import org.junit.jupiter.api.Nested;

/** The contract in memory, with and without latency. */
class MemoryNetworkContractTest {
    @Nested
    class AtOnce extends TransportContract {
        @Override
        protected Pair pair() {
            return new MemoryPair(Duration.ZERO);
        }
    }

    @Nested
    class WithLatency extends TransportContract {
        @Override
        protected Pair pair() {
            return new MemoryPair(Duration.ofMillis(3));
        }
    }
}
