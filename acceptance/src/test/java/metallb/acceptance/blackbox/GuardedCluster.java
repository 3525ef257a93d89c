package metallb.acceptance.blackbox;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.devcluster.fault.Faults;
import metallb.adapters.support.apistore.access.Action;

/** The embedded cluster, which knows what was done with it. */
final class GuardedCluster implements FaultyServer {
    private final DevCluster cluster = DevCluster.startGuarded(InetAddress.getLoopbackAddress(), 0);

    DevCluster cluster() {
        return cluster;
    }

    @Override
    public Faults faults() {
        return cluster.faults();
    }

    @Override
    public void clearFaults() {
        cluster.clearFaults();
    }

    @Override
    public void goAway() {
        cluster.goAway();
    }

    @Override
    public void comeBack() {
        cluster.comeBack();
    }

    @Override
    public String url() {
        return cluster.url();
    }

    @Override
    public String administratorToken() {
        return cluster.gate().administratorToken();
    }

    @Override
    public Optional<Path> authority() {
        return Optional.empty();
    }

    @Override
    public TreeSet<Access> seen(String account) {
        TreeSet<Access> seen = new TreeSet<>();
        for (Action action : cluster.gate().actions("system:serviceaccount:" + Administrator.NAMESPACE + ":" + account)) {
            if (action instanceof Action.OnResource on) {
                seen.add(new Access(on.verb(), on.subject(), on.namespace(), on.name()));
            }
        }
        return seen;
    }

    @Override
    public void close() {
        cluster.close();
    }
}
