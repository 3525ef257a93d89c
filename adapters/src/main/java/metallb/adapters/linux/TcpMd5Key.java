package metallb.adapters.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import metallb.domain.net.IpAddress;
import metallb.domain.net.PeerKey;
import metallb.domain.net.Prefix;
import metallb.domain.net.Secret;

/** {@code struct tcp_md5sig} of linux/tcp.h, with the {@code sockaddr} in it. */
final class TcpMd5Key {
    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            MemoryLayout.sequenceLayout(128, ValueLayout.JAVA_BYTE).withName("addr"),
            ValueLayout.JAVA_BYTE.withName("flags"),
            ValueLayout.JAVA_BYTE.withName("prefixlen"),
            ValueLayout.JAVA_SHORT.withName("keylen"),
            ValueLayout.JAVA_INT.withName("ifindex"),
            MemoryLayout.sequenceLayout(Secret.LONGEST_KEY, ValueLayout.JAVA_BYTE).withName("key"));
    private static final VarHandle FLAGS = LAYOUT.varHandle(PathElement.groupElement("flags"));
    private static final VarHandle PREFIX_LENGTH = LAYOUT.varHandle(PathElement.groupElement("prefixlen"));
    private static final VarHandle KEY_LENGTH = LAYOUT.varHandle(PathElement.groupElement("keylen"));
    private static final long KEY = LAYOUT.byteOffset(PathElement.groupElement("key"));
    /** TCP_MD5SIG_FLAG_PREFIX: the key counts for all that begin with these bits. */
    private static final byte FLAG_PREFIX = 1;
    private static final ValueLayout.OfShort NETWORK_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private TcpMd5Key() {}

    /**
     * In memory of the arena; to be {@linkplain MemorySegment#fill wiped} when the kernel has it.
     *
     * @param socket what the socket is of that the key is for
     */
    static MemorySegment of(PeerKey key, Inet socket, Arena arena) {
        MemorySegment struct = none(key.from(), socket, arena);
        byte[] bytes = key.password().reveal().getBytes(StandardCharsets.UTF_8);
        KEY_LENGTH.set(struct, 0L, (short) bytes.length);
        MemorySegment.copy(bytes, 0, struct, ValueLayout.JAVA_BYTE, KEY, bytes.length);
        Arrays.fill(bytes, (byte) 0);
        return struct;
    }

    /** A key of no bytes, which takes the one away that was there (net/ipv4/tcp_ipv4.c). */
    static MemorySegment none(Prefix from, Inet socket, Arena arena) {
        MemorySegment struct = arena.allocate(LAYOUT);
        if (socket == Inet.V6 && from.address().isIpv4()) {
            putMapped(struct, from.address());
        } else {
            putAddress(struct, from.address());
        }
        FLAGS.set(struct, 0L, FLAG_PREFIX);
        PREFIX_LENGTH.set(struct, 0L, (byte) from.length());
        return struct;
    }

    /** {@code sockaddr_in} or {@code sockaddr_in6}: family in the machine's order, port 0, address in the network's. */
    private static void putAddress(MemorySegment struct, IpAddress address) {
        byte[] bytes = address.toBytes().toArray();
        struct.set(ValueLayout.JAVA_SHORT, 0, Inet.of(address.family()).addressFamily());
        struct.set(NETWORK_SHORT, 2, (short) 0);
        MemorySegment.copy(bytes, 0, struct, ValueLayout.JAVA_BYTE, address.isIpv4() ? 4 : 8, bytes.length);
    }

    /**
     * ::ffff:a.b.c.d (RFC 4291 2.5.5.2), the only form in which an IPv6 socket takes an IPv4 peer's key. The length of
     * the prefix stays that of the IPv4 one (net/ipv6/tcp_ipv6.c).
     */
    private static void putMapped(MemorySegment struct, IpAddress address) {
        byte[] bytes = address.toBytes().toArray();
        struct.set(ValueLayout.JAVA_SHORT, 0, Inet.V6.addressFamily());
        struct.set(NETWORK_SHORT, 18, (short) 0xffff);
        MemorySegment.copy(bytes, 0, struct, ValueLayout.JAVA_BYTE, 20, bytes.length);
    }
}
