package metallb.adapters.kubernetes;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteId;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.net.IpAddress;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes address after address into one service, by the rules of the core: after Unknown the same write again, after a
 * conflict a read, and what was refused after an attempt that nobody knows of proves nothing.
 */
final class PersistentWriting implements Callable<Void> {
    private final KubernetesWriter writer;
    private final Embedded embedded;
    private final String name;
    private final int addresses;
    private Uid uid;
    private ResourceVersion version;

    PersistentWriting(KubernetesWriter writer, Embedded embedded, String name, int addresses) {
        this.writer = writer;
        this.embedded = embedded;
        this.name = name;
        this.addresses = addresses;
    }

    static String address(int number) {
        return "192.0.2." + number;
    }

    @Override
    public Void call() throws Exception {
        ObjectNode stored = embedded.cluster().call(store -> store.get(Embedded.service(name))).orElseThrow();
        uid = new Uid(Embedded.uid(stored));
        version = new ResourceVersion(Embedded.version(stored));
        for (int i = 1; i <= addresses; i++) {
            bring(address(i));
        }
        return null;
    }

    private void bring(String address) throws Exception {
        boolean shown = false;
        while (!shown) {
            Write.Status write = new Write.Status(id(1), List.of(IpAddress.of(address)));
            shown = switch (settled(write)) {
                case WriteOutcome.Done(_, ClusterObject object) -> isShown(object, address);
                case WriteOutcome.Conflict _ -> isShown(read(), address);
                case WriteOutcome.Refused _ -> false;
                case WriteOutcome.Gone _, WriteOutcome.Unknown _, WriteOutcome.ReadBack _ ->
                        throw new AssertionError("nobody deletes " + name);
            };
        }
    }

    /** What became of a write, attempt after attempt until that is known. */
    private WriteOutcome settled(Write write) throws Exception {
        WriteOutcome outcome = outcome(write);
        for (int attempt = 2; outcome instanceof WriteOutcome.Unknown
                || outcome instanceof WriteOutcome.Refused && attempt > 2; attempt++) {
            outcome = outcome(switch (write) {
                case Write.Status status -> new Write.Status(id(attempt), status.ingress());
                case Write.Read _ -> new Write.Read(id(attempt));
                case Write.Accept _ -> throw new AssertionError("no ConfigMap here");
            });
        }
        return outcome;
    }

    private ClusterObject read() throws Exception {
        while (true) {
            if (settled(new Write.Read(id(1))) instanceof WriteOutcome.ReadBack(_, Optional<ClusterObject> found)) {
                return found.orElseThrow();
            }
        }
    }

    private boolean isShown(ClusterObject object, String address) {
        version = object.meta().version();
        return ((Service) object).ingress().equals(List.of(address));
    }

    private WriteId id(int attempt) {
        return new WriteId(Kind.SERVICE, Embedded.key(name), uid, version, attempt, 0);
    }

    private WriteOutcome outcome(Write write) throws Exception {
        CompletableFuture<WriteOutcome> told = new CompletableFuture<>();
        writer.write(write, told::complete);
        return told.get(30, TimeUnit.SECONDS);
    }
}
