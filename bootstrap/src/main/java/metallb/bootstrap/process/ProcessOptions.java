package metallb.bootstrap.process;

import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import metallb.adapters.log.LogFormat;
import metallb.adapters.log.LogLevel;
import metallb.adapters.log.Logging;
import metallb.domain.net.AddressPort;
import metallb.domain.net.IpAddress;
import picocli.CommandLine.Option;

/** What every daemon can be told about its HTTP and its log. */
public final class ProcessOptions {
    @Option(names = "--http-address", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
            converter = AddressConverter.class,
            description = "address that health, metrics and views are served on (default: ${DEFAULT-VALUE})")
    private IpAddress httpAddress;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "7472", converter = PortConverter.class,
            description = "port of the same; 0 takes a free one and logs which (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--log-level", paramLabel = "LEVEL", defaultValue = "info",
            description = "debug, info, warn, error or none (default: ${DEFAULT-VALUE})")
    private LogLevel logLevel;

    @Option(names = "--log-format", paramLabel = "FORMAT",
            description = "text or json (default: text on a terminal, else json)")
    private LogFormat logFormat;

    @Option(names = "--end-with", paramLabel = "PID", hidden = true,
            description = "end when that process ends: for the demo's children, should it be killed")
    private Long endWith;

    public AddressPort http() {
        return new AddressPort(httpAddress, port);
    }

    /** Ends this process in order when the one it belongs to is gone; nothing where it belongs to none. */
    void endWithParent() {
        if (endWith != null) {
            ProcessHandle.of(endWith).map(ProcessHandle::onExit).orElseGet(() -> CompletableFuture.completedFuture(null))
                    .thenRunAsync(() -> System.exit(0));
        }
    }

    /** Sets the process's log up. */
    Logging startLogging() {
        LogFormat format = logFormat != null ? logFormat
                : System.console() != null && System.console().isTerminal() ? LogFormat.TEXT : LogFormat.JSON;
        return Logging.start(format, logLevel, System.out, ZoneId.systemDefault());
    }
}
