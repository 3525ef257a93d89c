package metallb.adapters.nio;

import java.io.IOException;
import metallb.adapters.support.transporttest.Pair;
import metallb.adapters.support.transporttest.TransportContract;
import org.junit.jupiter.api.Nested;

/** The contract over real sockets, in both families. */
class NioTransportContractTest {
    @Nested
    class OverIpv4 extends TransportContract {
        @Override
        protected Pair pair() throws IOException {
            return new LoopbackPair("127.0.0.2", "127.0.0.3");
        }
    }

    @Nested
    class OverIpv6 extends TransportContract {
        @Override
        protected Pair pair() throws IOException {
            return new LoopbackPair("::1", "::1");
        }
    }
}
