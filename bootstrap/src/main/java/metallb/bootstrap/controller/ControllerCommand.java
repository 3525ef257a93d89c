package metallb.bootstrap.controller;

import java.util.EnumSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import metallb.bootstrap.process.ClusterConnection;
import metallb.bootstrap.process.ClusterOptions;
import metallb.bootstrap.process.ControllerOutlet;
import metallb.bootstrap.process.Daemon;
import metallb.bootstrap.process.ProcessOptions;
import metallb.bootstrap.pump.Pump;
import metallb.domain.cluster.Kind;
import metallb.domain.core.ControllerCore;
import metallb.domain.core.ControllerEvent;
import metallb.domain.core.ControllerSettings;
import metallb.domain.core.Stop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Hands out addresses: one active in a cluster, inside of it or outside. */
@Command(name = "controller", description = "Give services of type LoadBalancer their addresses. One in a cluster.")
public final class ControllerCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ProcessOptions process;

    @Override
    public Integer call() throws Exception {
        Daemon<ControllerEvent> daemon = new Daemon<>("controller", process);
        ClusterConnection connection =
                ClusterConnection.open(cluster, daemon, "metallb-controller", ClusterConnection.hostName());
        ControllerCore core = new ControllerCore(new ControllerSettings(cluster.namespace(), cluster.config(),
                cluster.loadBalancerClass(), ThreadLocalRandom.current().nextLong()));
        ControllerOutlet outlet =
                new ControllerOutlet(connection.writer(), daemon.inbox()::put, daemon.journal(), daemon::stopped);
        connection.watch(EnumSet.of(Kind.SERVICE, Kind.CONFIG, Kind.ACCEPTED_CONFIG), daemon.inbox()::put);
        return daemon.run(new Pump<>(core, daemon.inbox(), outlet), new Stop(), process.http());
    }
}
