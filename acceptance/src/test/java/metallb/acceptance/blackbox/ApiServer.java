package metallb.acceptance.blackbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;

/** An API server that lets nobody do what no role allows, for one test. */
interface ApiServer extends AutoCloseable {
    /** Where it listens, without a path. */
    String url();

    /** The token of somebody who may do everything. */
    String administratorToken();

    /** The file with the certificates that it proves itself with; empty where it speaks without TLS. */
    Optional<Path> authority();

    /** What a service account of ours did to objects, or tried, until now. */
    TreeSet<Access> seen(String account) throws IOException;

    @Override
    void close();

    /** Which servers the black-box suite runs against. */
    enum Choice {
        EMBEDDED,
        /** That of Kubernetes itself, where its binaries are given; skipped with the reason where they are not. */
        REAL;

        ApiServer start(Path directory) throws IOException {
            return switch (this) {
                case EMBEDDED -> new GuardedCluster();
                case REAL -> RealApiServer.start(directory);
            };
        }

        /** The same, and faults can befall its callers. */
        FaultyServer startFaulty(Path directory) throws IOException {
            return switch (this) {
                case EMBEDDED -> new GuardedCluster();
                case REAL -> new FaultProxy(RealApiServer.start(directory));
            };
        }
    }
}
