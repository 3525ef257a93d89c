package metallb.bootstrap.controller;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import metallb.bootstrap.process.CandidateOutlet;
import metallb.bootstrap.process.ClusterConnection;
import metallb.bootstrap.process.ClusterOptions;
import metallb.bootstrap.process.ControllerOutlet;
import metallb.bootstrap.process.Daemon;
import metallb.bootstrap.process.ProcessOptions;
import metallb.bootstrap.process.TermWatches;
import metallb.bootstrap.pump.Pump;
import metallb.domain.cluster.Kind;
import metallb.domain.core.Candidacy;
import metallb.domain.core.CandidateEvent;
import metallb.domain.core.ControllerCore;
import metallb.domain.core.ControllerEvent;
import metallb.domain.core.ControllerSettings;
import metallb.domain.core.ElectedController;
import metallb.domain.core.Stop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Hands out addresses: of several in a cluster one acts, inside of it or outside. */
@Command(name = "controller",
        description = "Give services of type LoadBalancer their addresses. Of several in a cluster one acts.")
public final class ControllerCommand implements Callable<Integer> {
    private static final String COMPONENT = "metallb-controller";
    private static final Set<Kind> WATCHED = EnumSet.of(Kind.SERVICE, Kind.CONFIG, Kind.ACCEPTED_CONFIG);

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ElectionOptions election;

    @Mixin
    private ProcessOptions process;

    @Override
    public Integer call() throws Exception {
        ControllerSettings settings = new ControllerSettings(cluster.namespace(), cluster.config(),
                cluster.loadBalancerClass(), ThreadLocalRandom.current().nextLong());
        return election.isElected() ? contend(settings) : actAlone(settings);
    }

    private int contend(ControllerSettings settings)
            throws IOException, InterruptedException, ClusterConnection.NoCluster {
        Daemon<CandidateEvent> daemon = new Daemon<>("controller", process);
        ClusterConnection connection = connect(daemon);
        ControllerOutlet outlet =
                new ControllerOutlet(connection.writer(), daemon.inbox()::put, daemon.journal(), daemon::stopped);
        TermWatches<?> watches = daemon.with(new TermWatches<>(
                () -> connection.open(WATCHED, daemon.inbox()::put), closing -> Thread.ofVirtual().start(closing)));
        Candidacy candidacy = election.candidacy();
        CandidateOutlet candidate = new CandidateOutlet(outlet, connection.writer(),
                connection.lease(election.lease(), candidacy.timings()), watches, daemon.inbox()::put);
        ElectedController core = new ElectedController(settings, candidacy);
        return daemon.run(new Pump<>(core, daemon.inbox(), candidate), new Stop(), process.http());
    }

    private int actAlone(ControllerSettings settings)
            throws IOException, InterruptedException, ClusterConnection.NoCluster {
        Daemon<ControllerEvent> daemon = new Daemon<>("controller", process);
        ClusterConnection connection = connect(daemon);
        ControllerOutlet outlet =
                new ControllerOutlet(connection.writer(), daemon.inbox()::put, daemon.journal(), daemon::stopped);
        connection.watch(WATCHED, daemon.inbox()::put);
        return daemon.run(new Pump<>(new ControllerCore(settings, 0), daemon.inbox(), outlet), new Stop(),
                process.http());
    }

    private ClusterConnection connect(Daemon<?> daemon) throws ClusterConnection.NoCluster {
        return ClusterConnection.open(cluster, daemon, COMPONENT, ClusterConnection.hostName());
    }
}
