package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;

/** An OCI archive, unpacked by tar as a container runtime does it: layer after layer, each blob held against its digest. */
final class ContainerImage {
    private final Path layout;
    private final Path root;
    private final JsonNode manifest;
    private final JsonNode config;

    private ContainerImage(Path directory, Path archive) throws IOException {
        this.layout = Files.createDirectories(directory.resolve("layout"));
        this.root = Files.createDirectories(directory.resolve("root"));
        tar("-xf", archive.toString(), "-C", layout.toString());
        this.manifest = blob(index().path("manifests").path(0));
        this.config = blob(manifest.path("config"));
    }

    static ContainerImage of(Path archive, Path directory) throws IOException {
        ContainerImage image = new ContainerImage(directory, archive);
        for (JsonNode layer : image.manifest.path("layers")) {
            image.checked(layer);
            tar("-xzpf", image.path(layer).toString(), "-C", image.root.toString(), "--numeric-owner");
        }
        return image;
    }

    JsonNode index() throws IOException {
        return Json.MAPPER.readTree(Files.readString(layout.resolve("index.json")));
    }

    JsonNode config() {
        return config;
    }

    Path root() {
        return root;
    }

    List<String> layers() {
        List<String> digests = new ArrayList<>();
        manifest.path("layers").forEach(layer -> digests.add(layer.path("digest").stringValue()));
        return digests;
    }

    /** How the image is started, with more options for its JVM before the jar. */
    List<String> entrypoint(String... options) {
        List<String> command = new ArrayList<>();
        config.path("config").path("Entrypoint").forEach(word -> command.add(word.stringValue()));
        command.addAll(command.indexOf("-jar"), List.of(options));
        return command;
    }

    private JsonNode blob(JsonNode descriptor) throws IOException {
        checked(descriptor);
        return Json.MAPPER.readTree(Files.readString(path(descriptor)));
    }

    private Path path(JsonNode descriptor) {
        return layout.resolve("blobs").resolve(descriptor.path("digest").stringValue().replace(':', '/'));
    }

    private void checked(JsonNode descriptor) throws IOException {
        try {
            byte[] content = Files.readAllBytes(path(descriptor));
            assertEquals(descriptor.path("size").longValue(), content.length);
            assertEquals(descriptor.path("digest").stringValue(),
                    "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    private static void tar(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tar"));
        command.addAll(List.of(arguments));
        assertEquals(new Run(0, "", ""), Run.of(command, "", Map.of()));
    }
}
