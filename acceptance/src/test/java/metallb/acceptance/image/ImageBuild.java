package metallb.acceptance.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes the image without Docker, root or a registry, out of what {@code mvn package} built; {@code mvn -Pimage package} calls
 * it. All layers but the last are the same each time. The last, the AOT cache, is an input of the image: it is recorded once
 * and kept under a digest of everything that it is valid for, since the JVM compares no more than the jars' dates, which are fixed.
 */
final class ImageBuild {
    private static final String CACHE = "metallb/metallb.aot";

    private final Path root;
    private final Path work;
    private final String version;
    private final Instant created;

    /**
     * @param root the project's, built
     * @param work a directory of this class alone; what is in it from before goes, but for the caches. Its root/ is the image, unpacked
     * @param created the date of everything in the image
     */
    ImageBuild(Path root, Path work, String version, Instant created) {
        this.root = root;
        this.work = work;
        this.version = version;
        this.created = created;
    }

    /** The project's directory, where to write, the version, the date. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work = Path.of(arguments[1]);
        Path file = work.resolve("metallb-java-" + arguments[2] + "-" + Architecture.ofThisMachine().oci() + ".oci.tar");
        String digest = new ImageBuild(Path.of(arguments[0]).normalize(), work, arguments[2], Instant.parse(arguments[3])).write(file);
        System.out.printf("image: %s, %d MiB, %s%n", file.normalize(), Files.size(file) >> 20, digest);
    }

    /** Writes the archive; the image's digest. */
    String write(Path file) throws IOException, InterruptedException {
        for (String part : List.of("blobs", "runtime", "root")) {
            clear(work.resolve(part));
        }
        Path blobs = Files.createDirectories(work.resolve("blobs"));
        List<Layer.Stored> stored = new ArrayList<>();
        for (Layer layer : layers()) {
            stored.add(layer.store(blobs, created));
        }
        return new Archive(Architecture.ofThisMachine(), blobs, created).write(file, "metallb-java:" + version, stored, config());
    }

    private List<Layer> layers() throws IOException, InterruptedException {
        Architecture architecture = Architecture.ofThisMachine();
        Path machine = Path.of("/");
        Debian libc = Debian.installed(machine, "libc6", architecture);
        List<Layer> layers = new ArrayList<>(List.of(
                BaseLayer.of(architecture, libc, Debian.installed(machine, "base-files", architecture)),
                RuntimeLayer.link(root.resolve("deploy/jlink.options"), work.resolve("runtime")),
                ApplicationLayer.of(root, BillOfMaterials.of(root.resolve("bootstrap/target/sbom.json"), libc))));
        Path unpacked = Files.createDirectories(work.resolve("root"));
        for (Layer layer : layers) {
            layer.unpack(unpacked, created);
        }
        Layer last = new Layer("AOT cache, recorded on an embedded cluster").file(CACHE, cache(layers, unpacked));
        last.unpack(unpacked, created);
        layers.add(last);
        return layers;
    }

    /** The cache for these layers, recorded where there is none yet. */
    private Path cache(List<Layer> layers, Path unpacked) throws IOException, InterruptedException {
        MessageDigest valid = Blob.sha256();
        for (Layer layer : layers) {
            layer.describe(valid);
        }
        Path caches = work.resolve("caches");
        Path cache = caches.resolve(Blob.digest(valid).substring(7) + ".aot");
        if (!Files.exists(cache)) {
            // what is there is for other jars
            clear(caches);
            Files.createDirectories(caches);
            Training.record(unpacked, cache, Files.createDirectories(work.resolve("training")));
        }
        return cache;
    }

    /** How it is started, as whom, and what it says of itself (image-spec, config.md and annotations.md). */
    private Map<String, Object> config() {
        return Archive.ordered("User", BaseLayer.USER,
                "Env", List.of("PATH=/runtime/bin", "JAVA_HOME=/runtime", "LANG=C.UTF-8"),
                "Entrypoint", List.of("/runtime/bin/java", "@/metallb/jvm.options", "-XX:AOTCache=/" + CACHE,
                        "-jar", "/metallb/metallb.jar"),
                "Cmd", List.of("--help"),
                "WorkingDir", "/",
                "Labels", Archive.ordered("org.opencontainers.image.title", "metallb-java",
                        "org.opencontainers.image.description",
                        "A load balancer for Kubernetes clusters on one's own machines: addresses from pools, announced over BGP",
                        "org.opencontainers.image.version", version,
                        "org.opencontainers.image.created", created.toString(),
                        "org.opencontainers.image.licenses", "Apache-2.0"));
    }

    private static void clear(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> {
                    try {
                        Files.delete(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
    }
}
