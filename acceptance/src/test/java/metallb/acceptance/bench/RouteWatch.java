package metallb.acceptance.bench;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks BIRD every millisecond, on its control socket, how far its session {@code node} is, and prints how long it takes from
 * Established to the last of so many routes: the median and all of them. Each round after the first begins with a restart of
 * the session by BIRD; the first, in which a sender may still be reading what it is to send, is not counted.
 * {@code RouteWatch SOCKET ROUTES ROUNDS WHAT}
 */
public final class RouteWatch {
    private static final long PAUSE_NANOS = 1_000_000;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final Pattern IMPORTED = Pattern.compile("Routes: +(\\d+) imported");
    /** BIRD ends an answer with a line that begins with four digits and a space. */
    private static final Pattern END = Pattern.compile("(?s)(^|.*\\n)(0\\d{3}|[89]\\d{3}) [^\\n]*\\n$");

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(65_536);
    private final int routes;

    private RouteWatch(SocketChannel channel, int routes) {
        this.channel = channel;
        this.routes = routes;
    }

    public static void main(String[] arguments) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(arguments[0]))) {
            RouteWatch watch = new RouteWatch(channel, Integer.parseInt(arguments[1]));
            watch.answer();
            watch.round(true);
            double[] millis = new double[Integer.parseInt(arguments[2])];
            for (int i = 0; i < millis.length; i++) {
                watch.ask("restart node");
                millis[i] = watch.round(false) / 1e6;
            }
            double[] sorted = millis.clone();
            Arrays.sort(sorted);
            System.out.printf(Locale.ROOT, "%-10s %,8d routes   median %8.1f ms   of %s%n", arguments[3], watch.routes,
                    sorted[sorted.length / 2], Arrays.toString(Arrays.stream(millis).mapToLong(Math::round).toArray()));
        }
    }

    /**
     * Waits for a session and all its routes; nanoseconds between the two.
     *
     * @param any whether the session that is there counts; else another must come first
     */
    private long round(boolean any) throws IOException {
        long limit = System.nanoTime() + PATIENCE_NANOS;
        long established = 0;
        boolean fresh = any;
        while (System.nanoTime() < limit) {
            String state = ask("show protocols all node");
            boolean up = state.contains("Established");
            Matcher imported = IMPORTED.matcher(state);
            boolean all = imported.find() && Integer.parseInt(imported.group(1)) == routes;
            fresh |= !up || !all;
            if (up && fresh && established == 0) {
                established = System.nanoTime();
            }
            if (up && fresh && all) {
                return System.nanoTime() - established;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IllegalStateException("not all routes came: " + ask("show protocols all node"));
    }

    private String ask(String question) throws IOException {
        channel.write(ByteBuffer.wrap((question + "\n").getBytes(StandardCharsets.US_ASCII)));
        return answer();
    }

    private String answer() throws IOException {
        StringBuilder answer = new StringBuilder();
        do {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new IOException("BIRD is gone");
            }
            answer.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
        } while (!END.matcher(answer).matches());
        return answer.toString();
    }
}
