package metallb.acceptance.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import metallb.acceptance.bench.Estate;
import metallb.acceptance.bench.MeasuredProcess;
import metallb.acceptance.bench.UnpackedImage;
import metallb.acceptance.bench.Waiting;

/**
 * Records an AOT cache (JEP 514) with the runtime and the jars of the image: a speaker that announces services of an
 * embedded cluster to a router, for which a controller gives them addresses.
 */
final class Training {
    private static final int SERVICES = 50;

    private Training() {}

    /**
     * @param root where the image's layers are unpacked
     * @param cache the file to write
     * @param directory where the processes' logs are to be
     */
    static void record(Path root, Path cache, Path directory) throws IOException, InterruptedException {
        List<String> java = new UnpackedImage(root).java(false);
        try (MeasuredProcess router = MeasuredProcess.start(java, directory, "router", "--asn=" + Estate.ROUTER_ASN,
                "--listen=127.0.0.1:0")) {
            Waiting.until("the router listens", () -> router.subjectOf("bgpListening").isPresent());
            int port = Integer.parseInt(router.subjectOf("bgpListening").orElseThrow().replaceAll(".*:", ""));
            try (Estate estate = new Estate(port)) {
                estate.furnish(SERVICES);
                String kubeconfig = "--kubeconfig=" + Files.writeString(directory.resolve("kubeconfig"), estate.kubeconfig());
                List<String> recording = new ArrayList<>(java);
                recording.add(1, "-XX:AOTCacheOutput=" + cache);
                try (MeasuredProcess controller = MeasuredProcess.start(java, directory, "controller", kubeconfig);
                        MeasuredProcess speaker = MeasuredProcess.start(recording, directory, "speaker", kubeconfig,
                                "--node-name=node-1")) {
                    Waiting.until("all have addresses", () -> estate.withAddress() == SERVICES);
                    Waiting.until("the router has all routes", () -> router.metric("metallb_router_routes ") == SERVICES);
                    Waiting.until("the speaker is ready", speaker::isReady);
                    speaker.metric("process_");
                    speaker.end();
                    controller.end();
                }
            }
        }
        if (!Files.exists(cache)) {
            throw new IOException("the JVM wrote no AOT cache; its log is in " + directory);
        }
    }
}
