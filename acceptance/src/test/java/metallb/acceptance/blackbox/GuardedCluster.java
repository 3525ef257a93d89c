package metallb.acceptance.blackbox;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import metallb.adapters.devcluster.DevCluster;

/** The embedded cluster, which knows what was done with it. */
final class GuardedCluster implements ApiServer {

    private final DevCluster cluster = DevCluster.startGuarded(InetAddress.getLoopbackAddress(), 0);

    DevCluster cluster() {
        return cluster;
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
    public TreeSet<String> seen(String account) {
        TreeSet<String> seen = new TreeSet<>();
        cluster.gate().seen().stream().filter(each -> each.account().equals("system:serviceaccount:" + Administrator.NAMESPACE + ":" + account))
                .forEach(each -> seen.add(each.verb() + " " + each.resource()));
        return seen;
    }

    @Override
    public void close() {
        cluster.close();
    }
}
