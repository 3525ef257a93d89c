package metallb.acceptance.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;

/**
 * How long controller and speaker take from the start of their process until they are ready, and the speaker until a router
 * has its first OPEN: with the AOT cache of an image and without it, by turns, medians. {@code acceptance/bench/start} runs it.
 */
public final class StartFigures {
    private static final int HEADER = 19;
    private static final int TYPE = 18;
    private static final int OPEN = 1;
    private static final int SERVICES = 100;

    private final UnpackedImage image;
    private final Path directory;

    private StartFigures(UnpackedImage image, Path directory) {
        this.image = image;
        this.directory = directory;
    }

    /** An unpacked image, runs of each. */
    public static void main(String[] arguments) throws Exception {
        new StartFigures(new UnpackedImage(Path.of(arguments[0])), Files.createTempDirectory("start"))
                .compare(Integer.parseInt(arguments[1]));
    }

    /** Milliseconds: until ready, until the first OPEN came, and of the processors until then. */
    private record Start(double ready, double open, double processor) {}

    private void compare(int runs) throws Exception {
        try (ServerSocket router = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Estate estate = new Estate(router.getLocalPort())) {
            estate.furnish(SERVICES);
            Files.writeString(directory.resolve("kubeconfig"), estate.kubeconfig());
            List<List<Start>> speakers = List.of(new ArrayList<>(), new ArrayList<>());
            List<List<Start>> controllers = List.of(new ArrayList<>(), new ArrayList<>());
            for (int run = 0; run < runs; run++) {
                for (int cached = 0; cached < 2; cached++) {
                    controllers.get(cached).add(controller(cached == 1));
                    speakers.get(cached).add(speaker(cached == 1, router));
                }
            }
            System.out.printf("%d services, medians of %d starts each%n", SERVICES, runs);
            print("controller ready", controllers, Start::ready);
            print("controller, processor time until then", controllers, Start::processor);
            print("speaker ready", speakers, Start::ready);
            print("speaker's first OPEN at a router", speakers, Start::open);
            print("speaker, processor time until both", speakers, Start::processor);
        }
    }

    private Start controller(boolean cached) throws IOException, InterruptedException {
        try (MeasuredProcess controller = MeasuredProcess.start(image.java(cached), directory, "controller",
                "--kubeconfig=" + directory.resolve("kubeconfig"))) {
            Waiting.until("the controller is ready", controller::isReady);
            Start start = new Start(since(controller), 0, controller.processorMillis());
            controller.end();
            return start;
        }
    }

    private Start speaker(boolean cached, ServerSocket router) throws Exception {
        try (var thread = Executors.newSingleThreadExecutor();
                MeasuredProcess speaker = MeasuredProcess.start(image.java(cached), directory, "speaker",
                        "--kubeconfig=" + directory.resolve("kubeconfig"), "--node-name=node-1")) {
            Future<Long> open = thread.submit(firstOpen(router));
            Waiting.until("the speaker is ready", speaker::isReady);
            double ready = since(speaker);
            double opened = (open.get() - speaker.startedNanos()) / 1e6;
            return new Start(ready, opened, speaker.processorMillis());
        }
    }

    private static double since(MeasuredProcess process) {
        return (System.nanoTime() - process.startedNanos()) / 1e6;
    }

    /** The moment at which a whole header of an OPEN was read (RFC 4271 section 4.1). */
    private static Callable<Long> firstOpen(ServerSocket router) {
        return () -> {
            try (Socket session = router.accept(); DataInputStream in = new DataInputStream(session.getInputStream())) {
                byte[] header = in.readNBytes(HEADER);
                if (header.length < HEADER || header[TYPE] != OPEN) {
                    throw new IOException("no OPEN");
                }
                return System.nanoTime();
            }
        };
    }

    private static void print(String what, List<List<Start>> starts, ToDoubleFunction<Start> of) {
        double without = median(starts.get(0).stream().mapToDouble(of).toArray());
        double with = median(starts.get(1).stream().mapToDouble(of).toArray());
        System.out.printf(Locale.ROOT, "%-40s with the AOT cache %6.0f ms   without %6.0f ms   ratio %.2f%n", what, with, without,
                with / without);
    }

    private static double median(double[] figures) {
        Arrays.sort(figures);
        return figures[figures.length / 2];
    }
}
