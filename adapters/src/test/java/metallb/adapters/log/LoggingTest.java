package metallb.adapters.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import metallb.domain.core.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

@Timeout(30)
class LoggingTest {
    /** What is written while {@code lines} runs; times as TIME. */
    private static String logged(LogFormat format, LogLevel level, Runnable lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Logging _ = Logging.start(format, level, out, ZoneOffset.UTC)) {
            lines.run();
        }
        return out.toString(StandardCharsets.UTF_8)
                .replaceAll("\"ts\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"", "\"ts\":\"TIME\"")
                .replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ", "TIME ");
    }

    private static void everything() {
        LogJournal journal = new LogJournal();
        journal.report(new Report(Report.Level.DEBUG, "default/nginx", "kept", "Nothing {} to do"));
        journal.report(Report.info("default/nginx", "IPAllocated", "Assigned IP \"192.0.2.1\""));
        journal.report(Report.warning("config", "InvalidConfig", "line 1\nline 2\u001b[31m"));
        journal.report(new Report(Report.Level.ERROR, "10.0.0.1:179", "sessionDown", "gone"));
        LoggerFactory.getLogger("io.kubernetes.client.x").info("chatter");
        LoggerFactory.getLogger("io.kubernetes.client.x").warn("odd {}", 7);
        Logger.getLogger("okhttp3.OkHttpClient").log(Level.WARNING, "leaked {0}", "x");
        Logger.getLogger("okhttp3.OkHttpClient").log(Level.INFO, "chatter");
    }

    @Test
    void writesLinesForPeople() {
        assertEquals("""
                TIME DEBUG default/nginx  kept  Nothing {} to do
                TIME INFO  default/nginx  IPAllocated  Assigned IP "192.0.2.1"
                TIME WARN  config  InvalidConfig  line 1\\nline 2\\u001b[31m
                TIME ERROR 10.0.0.1:179  sessionDown  gone
                TIME WARN  io.kubernetes.client.x  odd 7
                TIME WARN  okhttp3.OkHttpClient  leaked x
                """, logged(LogFormat.TEXT, LogLevel.DEBUG, LoggingTest::everything));
    }

    @Test
    void writesLinesForMachines() {
        String thread = Thread.currentThread().getName();
        assertEquals("""
                {"ts":"TIME","level":"info","event":"IPAllocated","subject":"default/nginx",\
                "msg":"Assigned IP \\"192.0.2.1\\""}
                {"ts":"TIME","level":"warn","event":"InvalidConfig","subject":"config",\
                "msg":"line 1\\nline 2\\u001B[31m"}
                {"ts":"TIME","level":"error","event":"sessionDown","subject":"10.0.0.1:179","msg":"gone"}
                {"ts":"TIME","level":"warn","subject":"io.kubernetes.client.x","msg":"odd 7","thread":"THREAD"}
                {"ts":"TIME","level":"warn","subject":"okhttp3.OkHttpClient","msg":"leaked x","thread":"THREAD"}
                """.replace("THREAD", thread), logged(LogFormat.JSON, LogLevel.INFO, LoggingTest::everything));
    }

    @ParameterizedTest
    @CsvSource({"DEBUG, 6", "INFO, 5", "WARN, 4", "ERROR, 1", "NONE, 0"})
    void writesNothingBelowItsLevel(LogLevel level, int lines) {
        assertEquals(lines, logged(LogFormat.TEXT, level, LoggingTest::everything).lines().count());
    }

    @Test
    void keepsAFailureWithItsLine() {
        String json = logged(LogFormat.JSON, LogLevel.INFO, () -> LoggerFactory.getLogger("metallb.x")
                .error("broken", new IllegalStateException("why")));
        assertEquals(1, json.lines().count());
        assertTrue(json.contains("\"msg\":\"broken\""), json);
        assertTrue(json.contains("\"error\":\"java.lang.IllegalStateException: why\\n\\tat metallb."), json);
        String text = logged(LogFormat.TEXT, LogLevel.INFO, () -> LoggerFactory.getLogger("metallb.x")
                .error("broken", new IllegalStateException("why")));
        assertTrue(text.startsWith("TIME ERROR metallb.x  broken\n    java.lang.IllegalStateException: why\n    at "),
                text);
    }

    @Test
    void neverWaitsForAStreamThatTakesNothing() {
        CountDownLatch taken = new CountDownLatch(1);
        OutputStream stuck = new OutputStream() {
            @Override
            public void write(int b) {
                try {
                    taken.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        long started = System.nanoTime();
        Logging logging = Logging.start(LogFormat.JSON, LogLevel.INFO, stuck, ZoneOffset.UTC);
        LogJournal journal = new LogJournal();
        for (int i = 0; i < 10_000; i++) {
            journal.report(Report.info("a", "b", "c"));
        }
        assertTrue(Duration.ofNanos(System.nanoTime() - started).toSeconds() < 10);
        taken.countDown();
        logging.close();
    }
}
