package metallb.bootstrap.controller;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import metallb.bootstrap.process.ClusterConnection;
import metallb.domain.core.Candidacy;
import metallb.domain.lease.LeaseTimings;
import picocli.CommandLine.Option;

/** Whether and how a controller contends with others like it. */
final class ElectionOptions {
    @Option(names = "--leader-elect", paramLabel = "true|false", arity = "0..1", defaultValue = "true",
            fallbackValue = "true", description = "contend for the Lease, and act only while holding it (default:"
                    + " ${DEFAULT-VALUE}); false only where no second controller can run")
    private boolean leaderElect;

    @Option(names = "--lease", paramLabel = "NAME", defaultValue = "metallb-controller",
            converter = ObjectNameConverter.class,
            description = "name of the Lease, in the namespace of the ConfigMaps (default: ${DEFAULT-VALUE}); controllers"
                    + " that serve different services (--lb-class) need leases of their own")
    private String lease;

    boolean isElected() {
        return leaderElect;
    }

    String lease() {
        return lease;
    }

    /** A process that is started again in the same pod is another one: an answer to the first may still be on its way. */
    Candidacy candidacy() {
        byte[] unique = new byte[4];
        ThreadLocalRandom.current().nextBytes(unique);
        return new Candidacy(ClusterConnection.hostName() + "_" + HexFormat.of().formatHex(unique),
                LeaseTimings.usual());
    }
}
