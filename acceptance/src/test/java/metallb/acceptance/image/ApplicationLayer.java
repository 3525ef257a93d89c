package metallb.acceptance.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The jars, the JVM's options, and whose work all that is. */
final class ApplicationLayer {
    private ApplicationLayer() {}

    /**
     * @param root the project's, built
     * @param sbom what all of the image is made of, as CycloneDX
     */
    static Layer of(Path root, String sbom) throws IOException {
        Path built = root.resolve("bootstrap/target");
        Layer layer = new Layer("metallb-java and its libraries")
                .file("metallb/metallb.jar", built.resolve("metallb.jar"))
                .file("metallb/jvm.options", root.resolve("bootstrap/jvm.options"))
                .file("metallb/LICENSE", root.resolve("LICENSE"))
                .file("metallb/NOTICE", root.resolve("NOTICE"))
                .text("metallb/sbom.cdx.json", sbom)
                .tree("metallb/licenses", root.resolve("deploy/licenses"))
                .file("metallb/licenses/Apache-2.0.txt", root.resolve("LICENSE"));
        for (Path jar : jars(built.resolve("lib"))) {
            layer.file("metallb/lib/" + jar.getFileName(), jar);
            addWords(layer, jar);
        }
        return layer;
    }

    static List<Path> jars(Path lib) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.sorted().toList();
        }
    }

    /** What a jar says of its authors and its licence, in files of its own. */
    private static void addWords(Layer layer, Path jar) throws IOException {
        String directory = "metallb/licenses/" + jar.getFileName().toString().replaceFirst("\\.jar$", "") + "/";
        try (ZipFile file = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) file.stream().map(ZipEntry.class::cast)::iterator) {
                if (entry.getName().matches("(META-INF/)?[^/]*(LICENSE|NOTICE)[^/]*") && !entry.getName().endsWith(".class")) {
                    try (var content = file.getInputStream(entry)) {
                        layer.text(directory + entry.getName().replaceFirst(".*/", ""),
                                new String(content.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }
}
