package metallb.bootstrap.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import metallb.adapters.http.HttpEndpoint;
import metallb.adapters.log.LogJournal;
import metallb.adapters.log.Logging;
import metallb.bootstrap.pump.Clock;
import metallb.bootstrap.pump.CoreThread;
import metallb.bootstrap.pump.Inbox;
import metallb.bootstrap.pump.Pump;
import metallb.domain.core.MetricFamily;
import metallb.domain.core.Report;
import metallb.domain.net.AddressPort;
import metallb.ports.log.Journal;

/**
 * The life of a process around one core: from the start of its thread, through a signal that asks it to end, to the exit
 * status. The core says itself when it is in order.
 *
 * @param <E> the core's events
 */
public final class Daemon<E> {
    /** The core's own bound for its farewell is 3 s; this one is for a core that does not keep it. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final int IN_ORDER = 0;
    private static final int BROKEN = 70;

    private final String name;
    private final Inbox<E> inbox = new Inbox<>(Clock.system());
    private final Logging logging;
    private final Journal journal = new LogJournal();
    private final List<AutoCloseable> resources = new ArrayList<>();
    private final List<Supplier<List<MetricFamily>>> shown = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile int status = IN_ORDER;
    private volatile boolean asked;

    public Daemon(String name, ProcessOptions options) {
        this.name = name;
        this.logging = options.startLogging();
        options.endWithParent();
    }

    /** Where events go. */
    public Inbox<E> inbox() {
        return inbox;
    }

    public Journal journal() {
        return journal;
    }

    /** To be closed at the end, the last one first. */
    public <R extends AutoCloseable> R with(R resource) {
        resources.add(resource);
        return resource;
    }

    /** Shows these metrics beside the core's. */
    public void showing(Supplier<List<MetricFamily>> metrics) {
        shown.add(metrics);
    }

    /** The core is in order; ends the process. */
    public void stopped() {
        over.countDown();
    }

    /**
     * Starts the core's thread and the HTTP endpoint, and waits until the core says that it is in order.
     *
     * @param stop the event that asks the core to end; sent when the process is asked to
     * @return the exit status
     */
    public int run(Pump<E, ?> pump, E stop, AddressPort http) throws IOException, InterruptedException {
        CoreThread thread = new CoreThread(pump, Clock.system(), this::broke);
        HttpEndpoint endpoint = with(HttpEndpoint.start(http, thread,
                () -> shown.stream().flatMap(metrics -> metrics.get().stream()).toList()));
        journal.report(Report.info(endpoint.address().toString(), "httpListening",
                "health, metrics and views on http://" + endpoint.address()));
        Thread farewell = new Thread(() -> farewell(stop), "farewell");
        Runtime.getRuntime().addShutdownHook(farewell);
        thread.start();
        over.await();
        if (asked) {
            // the farewell ends the process; leaving here would race it for the log
            new CountDownLatch(1).await();
        }
        thread.end();
        closeAll();
        logging.close();
        return status;
    }

    /** On a signal: asks the core to end, waits for it, and ends the process with the status that is the core's. */
    private void farewell(E stop) {
        if (over.getCount() == 0) {
            return;
        }
        asked = true;
        journal.report(Report.info(name, "stopping", "asked to end"));
        inbox.put(stop);
        try {
            if (!over.await(FAREWELL.toNanos(), TimeUnit.NANOSECONDS)) {
                journal.report(new Report(Report.Level.ERROR, name, "stoppedLate",
                        "the core was not in order after " + FAREWELL.toSeconds() + " s"));
                status = BROKEN;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeAll();
        journal.report(Report.info(name, "stopped", "ended with status " + status));
        logging.close();
        Runtime.getRuntime().halt(status);
    }

    /** A broken invariant of ours: said at once, and the process ends, since its state is not to be trusted. */
    public void broke(Throwable failure) {
        status = BROKEN;
        StringBuilder where = new StringBuilder();
        for (StackTraceElement element : failure.getStackTrace()) {
            where.append("\n    at ").append(element);
        }
        journal.report(new Report(Report.Level.ERROR, name, "brokenInvariant", failure + where.toString()));
        over.countDown();
    }

    private synchronized void closeAll() {
        for (AutoCloseable resource : resources.reversed()) {
            try {
                resource.close();
            } catch (Exception e) {
                journal.report(Report.warning(name, "closeFailed", e.toString()));
            }
        }
        resources.clear();
    }
}
