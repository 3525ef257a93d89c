package metallb.bootstrap.speaker;

import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import metallb.adapters.linux.LinuxSocketOptions;
import metallb.adapters.nio.NioTransport;
import metallb.bootstrap.process.AddressConverter;
import metallb.bootstrap.process.AddressPortConverter;
import metallb.bootstrap.process.ClusterConnection;
import metallb.bootstrap.process.ClusterOptions;
import metallb.bootstrap.process.Daemon;
import metallb.bootstrap.process.LinkInlet;
import metallb.bootstrap.process.ProcessOptions;
import metallb.bootstrap.process.SpeakerOutlet;
import metallb.bootstrap.pump.Clock;
import metallb.bootstrap.pump.Pump;
import metallb.domain.cluster.Kind;
import metallb.domain.core.Report;
import metallb.domain.core.SpeakerCore;
import metallb.domain.core.SpeakerEvent;
import metallb.domain.core.SpeakerSettings;
import metallb.domain.core.Stop;
import metallb.domain.net.AddressPort;
import metallb.domain.net.IpAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Announces addresses from a node: one on each, inside of the cluster or outside. */
@Command(name = "speaker", description = "Announce the services' addresses over BGP from one node. One on every node.")
public final class SpeakerCommand implements Callable<Integer> {
    @Option(names = "--node-name", paramLabel = "NAME", defaultValue = "${env:METALLB_NODE_NAME}",
            description = "the Node that it speaks for; else METALLB_NODE_NAME")
    private String nodeName;

    @Option(names = "--node-ip", paramLabel = "ADDRESS", converter = AddressConverter.class,
            description = "the node's address: the router id where a peer has none, if it is IPv4")
    private IpAddress nodeAddress;

    @Option(names = "--source-address", paramLabel = "ADDRESS", converter = AddressConverter.class,
            description = "local address of every session, so that several speakers can run on one machine")
    private IpAddress sourceAddress;

    @Option(names = "--bgp-listen", paramLabel = "ADDRESS:PORT", converter = AddressPortConverter.class,
            description = "where routers connect to whose peers are passive; by default nobody can")
    private AddressPort listen;

    @Option(names = "--ignore-exclude-lb",
            description = "announce from nodes labelled node.kubernetes.io/exclude-from-external-load-balancers too")
    private boolean ignoreExcludeLabel;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ProcessOptions process;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (nodeName == null || nodeName.isBlank()) {
            throw new ParameterException(spec.commandLine(),
                    "which node does it speak for? Wanted --node-name NAME, or METALLB_NODE_NAME in the environment");
        }
        Daemon<SpeakerEvent> daemon = new Daemon<>("speaker", process);
        ClusterConnection connection = ClusterConnection.open(cluster, daemon, "metallb-speaker", nodeName);
        NioTransport transport = daemon.with(NioTransport.start(new LinkInlet(daemon.inbox()::put),
                LinuxSocketOptions.open(), daemon::broke));
        daemon.showing(transport::metrics);
        SpeakerCore core = new SpeakerCore(new SpeakerSettings(nodeName, Optional.ofNullable(nodeAddress),
                Optional.ofNullable(sourceAddress), cluster.loadBalancerClass(), ignoreExcludeLabel,
                ThreadLocalRandom.current().nextLong(), MachineUptime.beginning(Clock.system().now().nanos())));
        if (listen != null) {
            AddressPort bound = transport.listen(listen);
            daemon.journal().report(Report.info(bound.toString(), "bgpListening",
                    "routers of passive peers may connect to " + bound));
        }
        SpeakerOutlet outlet = new SpeakerOutlet(transport, connection.writer(), daemon.journal(), daemon::stopped);
        connection.watch(EnumSet.allOf(Kind.class), daemon.inbox()::put);
        return daemon.run(new Pump<>(core, daemon.inbox(), outlet), new Stop(), process.http());
    }
}
