package metallb.adapters.devcluster;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The port that is listened on: it may be left and taken again, with nothing behind it forgotten. */
public final class Listening {
    private static final long RETAKE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long RETAKE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Consumer<HttpServer> furnish;
    private final Executor threads;
    private final InetSocketAddress address;
    private HttpServer server;
    private boolean closed;

    /** Binds the wished address, where port 0 takes a free one; refuses nobody yet and answers nobody yet. */
    public Listening(InetSocketAddress wish, Executor threads, Consumer<HttpServer> furnish) throws IOException {
        this.furnish = furnish;
        this.threads = threads;
        server = HttpServer.create(wish, 128);
        address = server.getAddress();
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Serves from now on. */
    public synchronized void begin() {
        furnish.accept(server);
        server.setExecutor(threads);
        server.start();
    }

    /** Closes the port and every connection; what connects from now on is refused. */
    public synchronized void leave() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /** Listens again where it did. Somebody's outgoing connection may have the port for a moment: that is waited for. */
    public synchronized void comeBack() throws IOException {
        if (server != null || closed) {
            return;
        }
        long deadline = System.nanoTime() + RETAKE_NANOS;
        while (server == null) {
            try {
                server = HttpServer.create(address, 128);
            } catch (BindException taken) {
                if (System.nanoTime() > deadline) {
                    throw taken;
                }
                LockSupport.parkNanos(RETAKE_PAUSE_NANOS);
            }
        }
        begin();
    }

    synchronized boolean isAway() {
        return server == null;
    }

    /** For good. A second for the answers on their way. */
    public synchronized void close() {
        closed = true;
        if (server != null) {
            server.stop(1);
            server = null;
        }
    }
}
