package metallb.bootstrap.router;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import metallb.adapters.linux.LinuxSocketOptions;
import metallb.adapters.nio.NioTransport;
import metallb.bootstrap.process.AddressPortConverter;
import metallb.bootstrap.process.AsnConverter;
import metallb.bootstrap.process.Daemon;
import metallb.bootstrap.process.HoldTimeConverter;
import metallb.bootstrap.process.LinkInlet;
import metallb.bootstrap.process.PasswordFileConverter;
import metallb.bootstrap.process.ProcessOptions;
import metallb.bootstrap.process.RouterIdConverter;
import metallb.bootstrap.process.RouterOutlet;
import metallb.bootstrap.pump.Pump;
import metallb.domain.core.Report;
import metallb.domain.core.RouterCore;
import metallb.domain.core.RouterEvent;
import metallb.domain.core.RouterSettings;
import metallb.domain.core.Stop;
import metallb.domain.net.AddressPort;
import metallb.domain.net.PeerKey;
import metallb.domain.net.Secret;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A router that takes sessions from anybody and tells what it learns: for trying things, not for carrying traffic. */
@Command(name = "router", description = "Run a BGP router that accepts everybody, shows what it learns and forwards nothing.")
public final class RouterCommand implements Callable<Integer> {
    @Option(names = "--asn", paramLabel = "ASN", defaultValue = "64512", converter = AsnConverter.class,
            description = "its AS number (default: ${DEFAULT-VALUE})")
    private Asn asn;

    @Option(names = "--router-id", paramLabel = "ID", defaultValue = "10.0.0.1", converter = RouterIdConverter.class,
            description = "its BGP identifier (default: ${DEFAULT-VALUE})")
    private RouterId routerId;

    @Option(names = "--listen", paramLabel = "ADDRESS:PORT", defaultValue = "127.0.0.1:1790",
            converter = AddressPortConverter.class,
            description = "where it waits for sessions; port 0 takes a free one (default: ${DEFAULT-VALUE})")
    private AddressPort listen;

    @Option(names = "--password-file", paramLabel = "FILE", converter = PasswordFileConverter.class,
            description = "a file whose first line is the password that everybody must sign with (TCP-MD5)")
    private Secret password;

    @Option(names = "--hold-time", paramLabel = "SECONDS", defaultValue = "90", converter = HoldTimeConverter.class,
            description = "hold time that it proposes: 0, or 3 to 65535 (default: ${DEFAULT-VALUE})")
    private Duration holdTime;

    @Mixin
    private ProcessOptions process;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Daemon<RouterEvent> daemon = new Daemon<>("router", process);
        NioTransport transport = daemon.with(NioTransport.start(new LinkInlet(daemon.inbox()::put),
                LinuxSocketOptions.open(), daemon::broke));
        daemon.showing(transport::metrics);
        RouterCore core = new RouterCore(new RouterSettings(asn, routerId, holdTime));
        AddressPort bound = transport.listen(listen, keys());
        daemon.journal().report(Report.info(bound.toString(), "bgpListening", "AS " + asn + " waits for sessions on " + bound));
        return daemon.run(new Pump<>(core, daemon.inbox(), new RouterOutlet(transport, daemon.journal(), daemon::stopped)),
                new Stop(), process.http());
    }

    private List<PeerKey> keys() {
        return password == null ? List.of() : PeerKey.ofAllWhoReach(listen.address(), password);
    }
}
