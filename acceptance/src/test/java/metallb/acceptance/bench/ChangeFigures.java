package metallb.acceptance.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * From a change of one service to its UPDATE, read whole by a router on loopback: the speaker as it ships, in this process,
 * so that one clock stamps both ends. Beside it, of the same run, the same change among few services, and one byte from one
 * thread to another over a loopback connection of its own. {@code acceptance/bench/change [CHANGES]} runs it.
 */
public final class ChangeFigures {
    private static final int MANY = 10_000;
    private static final int FEW = 10;
    private static final int WARM_UPS = 1_000;
    /** Longer than the 5 ms for which a burst is collected: each change is one of its own. */
    private static final long PAUSE_NANOS = 7_000_000;
    private static final long SETTLED_MILLIS = 2_000;
    private static final int REST_SECONDS = 20;

    private ChangeFigures() {}

    public static void main(String[] arguments) throws Exception {
        int changes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
        System.out.printf(Locale.ROOT, "%,d changes of one service each, from the event to the UPDATE at a router on loopback:%n",
                changes);
        long[] many = among(MANY, changes);
        long[] few = among(FEW, changes);
        long[] bytes = singleBytes(changes);
        print("among 10,000 services", many, bytes);
        print("among 10 services", few, bytes);
        print("one byte, the same way", bytes, bytes);
    }

    private static long[] among(int services, int changes) throws Exception {
        try (ReadingRouter router = new ReadingRouter(); LiveSpeaker speaker = new LiveSpeaker(config(router.port()), services)) {
            router.nextUpdate();
            router.awaitSilence(SETTLED_MILLIS);
            change(speaker, router, services, WARM_UPS);
            long[] nanos = change(speaker, router, services, changes);
            rest(speaker, router, services);
            return nanos;
        }
    }

    /** A session with a hold time of 9 s has a KEEPALIVE each way every 3 s, less jitter; nothing else is to wake anybody. */
    private static void rest(LiveSpeaker speaker, ReadingRouter router, int services) throws InterruptedException {
        long wakeUps = speaker.wakeUps();
        int keepalives = router.keepalives();
        Thread.sleep(REST_SECONDS * 1000L);
        System.out.printf(Locale.ROOT, "among %,d services nothing changes for %d s: %d wake-ups of the selector, %d KEEPALIVEs each way%n",
                services, REST_SECONDS, speaker.wakeUps() - wakeUps, router.keepalives() - keepalives);
    }

    private static String config(int port) {
        return """
                peers:
                - {peer-address: 127.0.0.1, peer-port: %d, peer-asn: 100, my-asn: 42, hold-time: 9s}
                address-pools:
                - {name: default, protocol: bgp, addresses: [10.128.0.0/16]}
                """.formatted(port);
    }

    /** One service after the other goes and comes back: its withdrawal is a change, and so is its return. */
    private static long[] change(LiveSpeaker speaker, ReadingRouter router, int services, int changes)
            throws InterruptedException {
        long[] nanos = new long[changes];
        for (int i = 0; i < changes; i++) {
            int service = i / 2 * 7 % services;
            LockSupport.parkNanos(PAUSE_NANOS);
            long begin = System.nanoTime();
            if (i % 2 == 0) {
                speaker.remove(service);
            } else {
                speaker.add(service);
            }
            nanos[i] = router.nextUpdate() - begin;
        }
        return nanos;
    }

    private static long[] singleBytes(int count) throws IOException, InterruptedException {
        SynchronousQueue<Long> arrived = new SynchronousQueue<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket from = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket to = server.accept()) {
            from.setTcpNoDelay(true);
            OutputStream out = from.getOutputStream();
            InputStream in = to.getInputStream();
            Thread.ofPlatform().daemon().start(() -> stamp(in, arrived));
            long[] nanos = new long[count];
            for (int i = -WARM_UPS; i < count; i++) {
                LockSupport.parkNanos(PAUSE_NANOS);
                long begin = System.nanoTime();
                out.write(1);
                long taken = arrived.take() - begin;
                if (i >= 0) {
                    nanos[i] = taken;
                }
            }
            return nanos;
        }
    }

    private static void stamp(InputStream in, SynchronousQueue<Long> arrived) {
        try {
            while (in.read() >= 0) {
                arrived.put(System.nanoTime());
            }
        } catch (IOException | InterruptedException _) {
            // the other end is closed
        }
    }

    private static void print(String what, long[] nanos, long[] reference) {
        System.out.printf(Locale.ROOT, "%-24s p50 %8.3f ms   p99 %8.3f ms   ratio to one byte: p50 %5.1f, p99 %5.1f%n", what,
                millis(nanos, 50), millis(nanos, 99), millis(nanos, 50) / millis(reference, 50),
                millis(nanos, 99) / millis(reference, 99));
    }

    private static double millis(long[] nanos, int percentile) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percentile / 100)] / 1e6;
    }
}
