package metallb.adapters.linux;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.NetworkChannel;

/** The file descriptors behind the JDK's channels, which only an internal interface of it tells. */
final class Descriptors {
    private static final String OWNER = "sun.nio.ch.SelChImpl";

    private final MethodHandle getFDVal;

    private Descriptors(MethodHandle getFDVal) {
        this.getFDVal = getFDVal;
    }

    /** @throws UnsupportedOperationException where the JVM does not let us look */
    static Descriptors open() {
        try {
            Class<?> owner = Class.forName(OWNER);
            MethodHandle handle = MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findVirtual(owner, "getFDVal", MethodType.methodType(int.class));
            return new Descriptors(handle.asType(MethodType.methodType(int.class, NetworkChannel.class)));
        } catch (ReflectiveOperationException refusal) {
            throw new UnsupportedOperationException("the JVM was started without"
                    + " --add-opens java.base/sun.nio.ch=ALL-UNNAMED, which the jar's manifest has", refusal);
        }
    }

    int of(NetworkChannel channel) {
        try {
            return (int) getFDVal.invokeExact(channel);
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }
}
