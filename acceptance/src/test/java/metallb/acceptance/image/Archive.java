package metallb.acceptance.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * An image as a file: an OCI image layout in a tar (image-spec v1.0, image-layout.md), which skopeo and podman call
 * {@code oci-archive} and {@code ctr image import} reads.
 *
 * @param architecture which machines it is for
 * @param blobs the directory that all blobs are in, and nothing else
 * @param created the date of everything
 */
record Archive(Architecture architecture, Path blobs, Instant created) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    /**
     * Writes the image of these layers.
     *
     * @param reference its name and tag
     * @return the manifest's digest, which is the image's
     */
    String write(Path file, String reference, List<Layer.Stored> layers, Map<String, Object> config)
            throws IOException {
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("created", created.toString());
        image.put("architecture", architecture.oci());
        image.put("os", "linux");
        image.put("config", config);
        image.put("rootfs", ordered("type", "layers", "diff_ids", layers.stream().map(Layer.Stored::diffId).toList()));
        image.put("history", layers.stream()
                .map(layer -> ordered("created", created.toString(), "created_by", layer.what())).toList());
        Blob configBlob = json(image);
        List<Object> descriptors = new ArrayList<>();
        layers.forEach(layer -> descriptors.add(descriptor(LAYER, layer.blob())));
        Blob manifest = json(ordered("schemaVersion", 2, "mediaType", MANIFEST,
                "config", descriptor(CONFIG, configBlob), "layers", descriptors));
        Map<String, Object> entry = descriptor(MANIFEST, manifest);
        entry.put("platform", ordered("architecture", architecture.oci(), "os", "linux"));
        entry.put("annotations", ordered("org.opencontainers.image.ref.name", reference.replaceFirst(".*:", ""),
                "io.containerd.image.name", "docker.io/library/" + reference));
        pack(file, ordered("schemaVersion", 2, "mediaType", "application/vnd.oci.image.index.v1+json",
                "manifests", List.of(entry)));
        return manifest.digest();
    }

    private void pack(Path file, Map<String, Object> index) throws IOException {
        try (Tar tar = new Tar(new BufferedOutputStream(Files.newOutputStream(file)), created)) {
            tar.add("oci-layout", Member.Bytes.of("{\"imageLayoutVersion\":\"1.0.0\"}"));
            tar.add("index.json", new Member.Bytes(JSON.writeValueAsBytes(index), 0644));
            tar.add("blobs", new Member.Directory(0755));
            tar.add("blobs/sha256", new Member.Directory(0755));
            try (Stream<Path> all = Files.list(blobs)) {
                for (Path blob : all.sorted().toList()) {
                    tar.add("blobs/sha256/" + blob.getFileName(), new Member.Copy(blob, 0644));
                }
            }
        }
    }

    private Blob json(Map<String, Object> object) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(object);
        return Blob.write(blobs, out -> out.write(bytes));
    }

    private static Map<String, Object> descriptor(String type, Blob blob) {
        return ordered("mediaType", type, "digest", blob.digest(), "size", blob.size());
    }

    /** An object with its fields in the order given: name, value, name, value. */
    static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
