package metallb.adapters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import metallb.domain.core.Answer;
import metallb.domain.core.MetricFamily;
import metallb.domain.core.Query;
import metallb.domain.net.AddressPort;
import metallb.domain.net.IpAddress;
import metallb.ports.question.Questions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Clients that ask for much and read nothing of it. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SlowReadersTest {
    private static final Duration FOR_EVER = Duration.ofDays(1);
    /** More than the kernel keeps between two sockets. */
    private static final Answer LONG = new Answer.Metrics(List.of(new MetricFamily("long", "Much.", MetricFamily.Type.GAUGE,
            List.of(new MetricFamily.Sample(Collections.singletonMap("text", "x".repeat(8 << 20)), 1)))));

    private final List<Socket> readers = new ArrayList<>();
    private HttpEndpoint endpoint;

    /** A core that is well, and whose metrics are long. */
    private static class Core implements Questions {
        @Override
        public Reply ask(Query query, Duration patience) {
            return new Reply.Answered(query instanceof Query.Health ? new Answer.Health(true, List.of()) : LONG);
        }

        @Override
        public boolean isAlive() {
            return true;
        }
    }

    /** One whose metrics do not come before they are let go; counts who waits for them. */
    private static final class BusyCore extends Core {
        private final Semaphore asked = new Semaphore(0);
        private final CountDownLatch answers = new CountDownLatch(1);

        @Override
        public Reply ask(Query query, Duration patience) {
            if (query instanceof Query.Metrics) {
                asked.release();
                try {
                    answers.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return super.ask(query, patience);
        }
    }

    private void start(Questions core, Duration taking) throws IOException {
        endpoint = HttpEndpoint.start(new AddressPort(IpAddress.of("127.0.0.1"), 0), core, List::of, taking);
    }

    @AfterEach
    void close() throws IOException {
        endpoint.close();
        for (Socket reader : readers) {
            reader.close();
        }
    }

    /** A client that has asked, and reads when it likes. */
    private Socket ask(String path) throws IOException {
        Socket socket = new Socket();
        readers.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.address().port()));
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** As much of the line as comes before it ends or the connection does. */
    private static String statusOf(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int read = in.read(); read != '\r' && read >= 0; read = in.read()) {
            line.append((char) read);
        }
        return line.toString();
    }

    private String status(String path) throws IOException {
        try (Socket socket = ask(path)) {
            return statusOf(socket);
        }
    }

    /** As much as comes of an answer until it ends or is cut. */
    private static long read(Socket socket) {
        long count = 0;
        try {
            byte[] buffer = new byte[1 << 16];
            InputStream in = socket.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count += read;
            }
        } catch (IOException _) {
            // a reset is an end as well
        }
        return count;
    }

    /** Takes all places for long answers; who has one has seen the beginning of its answer, and reads no more. */
    private void takeAllPlaces() throws IOException {
        for (int i = 0; i < HttpEndpoint.LONG_AT_ONCE; i++) {
            assertEquals("HTTP/1.1 200 OK", statusOf(ask("/metrics")));
        }
    }

    @Test
    void takeNoPlaceFromTheProbes() throws IOException {
        start(new Core(), FOR_EVER);
        takeAllPlaces();
        for (int i = 0; i < 80; i++) {
            assertEquals("HTTP/1.1 503 Service Unavailable", status("/metrics"));
        }
        for (String probe : List.of("/livez", "/healthz", "/readyz")) {
            assertEquals("HTTP/1.1 200 OK", status(probe), probe);
        }
    }

    @Test
    void areCutOffSoThatOthersHaveTheirPlaces() throws IOException {
        start(new Core(), Duration.ofSeconds(2)); // time enough for all to have their places at once
        takeAllPlaces();
        while (!status("/metrics").equals("HTTP/1.1 200 OK")) {
            Thread.onSpinWait();
        }
        assertTrue(read(readers.getFirst()) < 8 << 20, "it gets no whole answer");
    }

    @Test
    void areCutOffWhereTheySendNoBodyEither() throws IOException {
        start(new Core(), Duration.ofMillis(300));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.address().port());
        readers.add(socket);
        socket.getOutputStream().write("POST /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        read(socket); // comes back when the connection is at its end, and else never
    }

    @Test
    void leaveHalfOfTheCoresQuestionsToReadiness() throws Exception {
        BusyCore core = new BusyCore();
        start(core, FOR_EVER);
        for (int i = 0; i < Questions.MOST_WAITING / 2; i++) {
            ask("/metrics");
        }
        core.asked.acquire(Questions.MOST_WAITING / 2);
        assertEquals("HTTP/1.1 503 Service Unavailable", status("/metrics"));
        assertEquals("HTTP/1.1 503 Service Unavailable", status("/api/v1/services"));
        assertEquals("HTTP/1.1 200 OK", status("/readyz"));
        core.answers.countDown();
    }
}
