package metallb.acceptance.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of an image, as {@code mvn -Pimage package} leaves them in {@code acceptance/target/image/root}.
 *
 * @param root what is / in the image
 */
public record UnpackedImage(Path root) {
    public UnpackedImage {
        if (!Files.isExecutable(root.resolve("runtime/bin/java"))) {
            throw new IllegalArgumentException("no image in " + root + "; build it: mvn -Pimage -DskipTests package");
        }
    }

    /**
     * Its java with the options that ship, up to the jar.
     *
     * @param cached with its AOT cache; a JVM that cannot use it ends at once
     */
    public List<String> java(boolean cached) {
        List<String> java = new ArrayList<>(List.of(root.resolve("runtime/bin/java").toString(),
                "@" + root.resolve("metallb/jvm.options")));
        if (cached) {
            java.addAll(List.of("-XX:AOTCache=" + root.resolve("metallb/metallb.aot"), "-XX:AOTMode=on"));
        }
        java.addAll(List.of("-jar", root.resolve("metallb/metallb.jar").toString()));
        return java;
    }
}
