package metallb.adapters.support.transporttest;

import java.util.function.BooleanSupplier;
import metallb.domain.net.AddressPort;
import metallb.domain.net.IpAddress;
import metallb.ports.transport.Transport;

/** Two transports that reach each other, and the time between them. */
public interface Pair extends AutoCloseable {
    /** Hears everything that left is told. */
    Ear leftEar();

    Transport left();

    Ear rightEar();

    Transport right();

    /** An address of left's that may be a connection's source. */
    IpAddress leftAddress();

    /** Where right can listen; port 0. */
    AddressPort rightPlace();

    /** Lets time pass until the condition holds, 10 s at most; says whether it came to hold. */
    boolean passes(BooleanSupplier condition);

    @Override
    void close();
}
