package metallb.acceptance.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What controller and speaker take of the machine's memory: with ten services, and with as many as told, each with three
 * endpoints, once all have addresses and the router has all routes, again after a minute in peace, and after scrapes of
 * their metrics.
 * {@code acceptance/bench/memory} runs it.
 */
public final class MemoryFigures {
    private static final int FEW = 10;
    private static final int SCRAPES = 30;
    private static final int SCRAPE_SECONDS = 2;

    private final List<String> java;
    private final int peaceSeconds;

    private MemoryFigures(List<String> java, int peaceSeconds) {
        this.java = java;
        this.peaceSeconds = peaceSeconds;
    }

    /** An unpacked image, services, seconds of peace. */
    public static void main(String[] arguments) throws Exception {
        UnpackedImage image = new UnpackedImage(Path.of(arguments[0]));
        MemoryFigures figures = new MemoryFigures(image.java(true), Integer.parseInt(arguments[2]));
        figures.measure(FEW);
        figures.measure(Integer.parseInt(arguments[1]));
    }

    private void measure(int services) throws Exception {
        Path directory = Files.createTempDirectory("memory");
        try (MeasuredProcess router = MeasuredProcess.start(java, directory, "router", "--asn=" + Estate.ROUTER_ASN,
                "--listen=127.0.0.1:0")) {
            Waiting.until("the router listens", () -> router.subjectOf("bgpListening").isPresent());
            int port = Integer.parseInt(router.subjectOf("bgpListening").orElseThrow().replaceAll(".*:", ""));
            try (Estate estate = new Estate(port)) {
                estate.furnish(services);
                Path kubeconfig = Files.writeString(directory.resolve("kubeconfig"), estate.kubeconfig());
                try (MeasuredProcess controller = MeasuredProcess.start(java, directory, "controller", "--kubeconfig=" + kubeconfig);
                        MeasuredProcess speaker = MeasuredProcess.start(java, directory, "speaker", "--kubeconfig=" + kubeconfig,
                                "--node-name=node-1")) {
                    // which it has when all have their addresses; asking the cluster for those would keep it busy
                    Waiting.until("the router has all routes", () -> router.metric("metallb_router_routes ") == services);
                    print(services, "at once", List.of(controller, speaker));
                    TimeUnit.SECONDS.sleep(peaceSeconds);
                    print(services, "after " + peaceSeconds + " s", List.of(controller, speaker));
                    scrape(List.of(controller, speaker));
                    print(services, SCRAPES + " scrapes", List.of(controller, speaker));
                    controller.collect();
                    speaker.collect();
                    print(services, "collected", List.of(controller, speaker));
                }
            }
        }
    }

    private static void scrape(List<MeasuredProcess> processes) throws Exception {
        for (int i = 0; i < SCRAPES; i++) {
            TimeUnit.SECONDS.sleep(SCRAPE_SECONDS);
            for (MeasuredProcess process : processes) {
                process.scrape();
            }
        }
    }

    private static void print(int services, String when, List<MeasuredProcess> processes) throws Exception {
        for (MeasuredProcess process : processes) {
            System.out.printf(Locale.ROOT, "%,7d services  %-10s  %-10s  RSS %6.1f MiB (most %6.1f; files %5.1f)  heap %6.1f MiB  other %6.1f%n",
                    services, process.name(), when, process.kernelKib("VmRSS") / 1024.0, process.kernelKib("VmHWM") / 1024.0,
                    process.kernelKib("RssFile") / 1024.0, process.metric("jvm_memory_used_bytes{area=\"heap\"") / (1 << 20),
                    process.metric("jvm_memory_used_bytes{area=\"nonheap\"") / (1 << 20));
        }
    }
}
