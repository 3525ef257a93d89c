package metallb.adapters.linux;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What TCP_SAVED_SYN gives of a connection that was accepted: the headers of IP and TCP that its SYN arrived with. Their
 * family is that of the packet, which at a socket of IPv6 may be IPv4.
 */
final class SavedSyn {
    /** More than both headers have as a rule, of 60 bytes each; where IPv6 has more between them the kernel refuses to tell. */
    static final int LONGEST = 512;
    /** RFC 791 3.1. */
    private static final int TIME_TO_LIVE_OF_IPV4 = 8;
    /** RFC 8200 3. */
    private static final int HOP_LIMIT_OF_IPV6 = 7;

    private SavedSyn() {}

    /** @throws IOException where nothing was saved, with the likely reasons */
    static int timeToLive(MemorySegment headers) throws IOException {
        if (headers.byteSize() == 0) {
            throw new IOException("the kernel kept no SYN of it, as while it answers a flood of them with cookies");
        }
        int version = headers.get(ValueLayout.JAVA_BYTE, 0) >> 4;
        int offset = version == 4 ? TIME_TO_LIVE_OF_IPV4 : HOP_LIMIT_OF_IPV6;
        return Byte.toUnsignedInt(headers.get(ValueLayout.JAVA_BYTE, offset));
    }
}
