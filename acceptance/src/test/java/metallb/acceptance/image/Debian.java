package metallb.acceptance.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A package that is installed on this machine, which is a Debian or has Debian's ways, as Ubuntu has. Its files are taken only
 * where they still are what the distribution delivered, by the sums that dpkg keeps.
 */
final class Debian {
    private static final String DATABASE = "var/lib/dpkg";

    private final Path machine;
    private final String name;
    private final Map<String, String> fields;
    private final Map<String, String> sums = new LinkedHashMap<>();

    private Debian(Path machine, String name, Map<String, String> fields) throws IOException {
        this.machine = machine;
        this.name = name;
        this.fields = fields;
        Path info = machine.resolve(DATABASE).resolve("info");
        Path list = info.resolve(name + ":" + fields.get("Architecture") + ".md5sums");
        for (String line : Files.readAllLines(Files.exists(list) ? list : info.resolve(name + ".md5sums"))) {
            sums.put(line.substring(34), line.substring(0, 32));
        }
    }

    /**
     * @param machine its root directory
     * @param name as dpkg has it
     * @param architecture of the package; a machine may have packages of others too
     * @throws IOException where it is not installed, with what to do
     */
    static Debian installed(Path machine, String name, Architecture architecture) throws IOException {
        Path status = machine.resolve(DATABASE).resolve("status");
        if (!Files.exists(status)) {
            throw new IOException("the image's libc is taken from Debian's package, and this machine is no Debian;"
                    + " build the image on one, or use deploy/Dockerfile");
        }
        for (String paragraph : Files.readString(status).split("\n\n+")) {
            Map<String, String> fields = fields(paragraph);
            if (name.equals(fields.get("Package")) && architecture.oci().equals(fields.get("Architecture"))) {
                return new Debian(machine, name, fields);
            }
        }
        throw new IOException("Debian's package " + name + " of " + architecture.oci() + " is not installed");
    }

    /** A paragraph's fields that have one line (deb822). */
    private static Map<String, String> fields(String paragraph) {
        return paragraph.lines().filter(line -> line.matches("[A-Z][A-Za-z-]*: .*")).map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(field -> field[0], field -> field[1], (first, _) -> first, LinkedHashMap::new));
    }

    String version() {
        return fields.get("Version");
    }

    /** Its address as SBOMs have it (package-url specification, type deb): whose it is, is what os-release says. */
    String packageUrl() throws IOException {
        String vendor = Files.readAllLines(machine.resolve("usr/lib/os-release")).stream().filter(line -> line.startsWith("ID="))
                .map(line -> line.substring(3).replace("\"", "")).findFirst().orElse("debian");
        return "pkg:deb/" + vendor + "/" + name + "@" + version().replace("+", "%2B") + "?arch=" + fields.get("Architecture");
    }

    /** Puts files of it into a layer. */
    void copy(Layer layer, String... paths) throws IOException {
        for (String path : paths) {
            Path file = machine.resolve(path);
            // since Debian 13 and Ubuntu 24.04 packages have in usr/lib what lib, a link to it, shows
            if (!md5(file).equals(sums.getOrDefault(path, sums.get("usr/" + path)))) {
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
