package metallb.acceptance.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A package of Debian's that this machine has installed. Its files are taken only where they still are what Debian
 * delivered, by the sums that dpkg keeps.
 */
final class Debian {
    private static final Path DATABASE = Path.of("/var/lib/dpkg");

    private final String name;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Map<String, String> sums = new LinkedHashMap<>();

    /**
     * @param name as dpkg has it
     * @throws IOException where it is not installed, with what to do
     */
    Debian(String name) throws IOException {
        this.name = name;
        if (!Files.isDirectory(DATABASE.resolve("info"))) {
            throw new IOException("the image's libc is taken from Debian's package, and this machine is no Debian;"
                    + " build the image on one, or use deploy/Dockerfile");
        }
        String status = ("\n" + Files.readString(DATABASE.resolve("status")) + "\n").replace("\n\n", "\n\n\n");
        int start = status.indexOf("\nPackage: " + name + "\n");
        if (start < 0) {
            throw new IOException("Debian's package " + name + " is not installed");
        }
        status.substring(start + 1, status.indexOf("\n\n", start)).lines().filter(line -> line.matches("[A-Z][A-Za-z-]*: .*"))
                .forEach(line -> fields.put(line.split(": ")[0], line.split(": ", 2)[1]));
        Path list = DATABASE.resolve("info/" + name + ":" + fields.get("Architecture") + ".md5sums");
        for (String line : Files.readAllLines(Files.exists(list) ? list : DATABASE.resolve("info/" + name + ".md5sums"))) {
            sums.put(line.substring(34), line.substring(0, 32));
        }
    }

    String version() {
        return fields.get("Version");
    }

    /** Its address as SBOMs have it (package-url specification, type deb). */
    String packageUrl() {
        return "pkg:deb/debian/" + name + "@" + version().replace("+", "%2B") + "?arch=" + fields.get("Architecture");
    }

    /** Puts files of it into a layer. */
    void copy(Layer layer, String... paths) throws IOException {
        for (String path : paths) {
            Path file = Path.of("/", path);
            if (!md5(file).equals(sums.get(path))) {
                throw new IOException(file + " is not what Debian's " + name + " " + version() + " delivered");
            }
            layer.file(path, file);
        }
    }

    /** The entry that scanners of images look for where there is no dpkg: one file a package. */
    void note(Layer layer) {
        StringBuilder entry = new StringBuilder();
        for (String field : new String[] {"Package", "Status", "Source", "Version", "Architecture", "Maintainer"}) {
            if (fields.containsKey(field)) {
                entry.append(field).append(": ").append(fields.get(field)).append('\n');
            }
        }
        layer.text("var/lib/dpkg/status.d/" + name, entry.toString());
    }

    private static String md5(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
