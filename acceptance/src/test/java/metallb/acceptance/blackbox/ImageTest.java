package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import metallb.acceptance.image.Architecture;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The image that {@code mvn -Pimage package} made: what it says of itself and what is in it. */
@EnabledIfSystemProperty(named = "image", matches = ".+", disabledReason = "it is the stage \"image\" of .ci/run")
class ImageTest {
    private static final String USER = "65532:65532";

    @TempDir
    private Path directory;

    private ContainerImage image;

    @BeforeEach
    void unpack() throws IOException {
        image = ContainerImage.of(Path.of(System.getProperty("image")), directory);
    }

    @Test
    void itSaysWhatItIsAndStartsAsNobody() throws IOException {
        JsonNode config = image.config();
        assertEquals(Architecture.ofThisMachine().oci() + " linux",
                config.path("architecture").stringValue() + " " + config.path("os").stringValue());
        assertEquals(USER, config.path("config").path("User").stringValue());
        assertEquals("[\"/runtime/bin/java\",\"@/metallb/jvm.options\",\"-XX:AOTCache=/metallb/metallb.aot\",\"-jar\","
                + "\"/metallb/metallb.jar\"]", config.path("config").path("Entrypoint").toString());
        assertEquals("0.1.0", config.path("config").path("Labels").path("org.opencontainers.image.version").stringValue());
        assertEquals("0.1.0", image.index().path("manifests").path(0).path("annotations")
                .path("org.opencontainers.image.ref.name").stringValue());
        assertTrue(Files.readString(Run.PROJECT.resolve("deploy/metallb.yaml")).contains("runAsUser: 65532\n"));
        assertEquals(4, image.layers().size());
    }

    /** All that follows {@code FROM scratch}, but for the start that only tries. */
    @Test
    void theDockerfileHasTheSameFilesAndStartsTheSame() throws IOException {
        JsonNode config = image.config().path("config");
        List<String> env = new ArrayList<>();
        config.path("Env").forEach(variable -> env.add(variable.stringValue()));
        String words = String.join("\", \"", image.entrypoint());
        assertEquals("""
                COPY --from=build /source/acceptance/target/image/root /
                ENV %s
                WORKDIR %s
                USER %s
                RUN ["%s", "version"]
                ENTRYPOINT ["%s"]
                CMD %s
                """.formatted(String.join(" ", env), config.path("WorkingDir").stringValue(), config.path("User").stringValue(),
                words.replace("\"-jar\"", "\"-XX:AOTMode=on\", \"-jar\""), words, config.path("Cmd")),
                Files.readString(Run.PROJECT.resolve("deploy/Dockerfile")).replaceFirst("(?s).*\nFROM scratch\n", "")
                        .replaceAll("(?m)^#.*\n", ""));
        Path copied = Path.of(System.getProperty("image")).resolveSibling("root");
        assertEquals(listed(image.root()), listed(copied), "what the Dockerfile copies is what the archive holds");
    }

    /** Every path with its kind, its permissions, a link's target, and a file's date and digest; a directory's date tells nothing. */
    private static String listed(Path root) {
        Run found = Run.of(List.of("sh", "-c", "cd \"$1\" && find . -mindepth 1 -printf '%P %y %m %l\\n' | sort"
                + " && find . -type f -printf '%P %Ts\\n' | sort && find . -type f -exec sha256sum {} + | sort", "sh", root.toString()),
                "", Map.of());
        assertEquals("0 ", found.status() + " " + found.err());
        return found.out();
    }

    @Test
    void theBillOfMaterialsNamesEveryJarAndEachHasALicence() throws IOException {
        Path metallb = image.root().resolve("metallb");
        JsonNode bill = Json.MAPPER.readTree(Files.readString(metallb.resolve("sbom.cdx.json")));
        assertEquals("CycloneDX 1.6", bill.path("bomFormat").stringValue() + " " + bill.path("specVersion").stringValue());
        TreeSet<String> named = new TreeSet<>();
        List<String> unlicensed = new ArrayList<>();
        for (JsonNode component : bill.path("components")) {
            String name = component.path("name").stringValue() + "-" + component.path("version").stringValue();
            named.add(name);
            if (!isLicensed(metallb.resolve("licenses"), name, component)) {
                unlicensed.add(name);
            }
        }
        assertEquals(List.of(), unlicensed);
        TreeSet<String> there = new TreeSet<>(List.of("metallb-bootstrap-0.1.0"));
        try (Stream<Path> jars = Files.list(metallb.resolve("lib"))) {
            jars.forEach(jar -> there.add(jar.getFileName().toString().replaceFirst("\\.jar$", "")));
        }
        named.removeIf(name -> name.startsWith("libc6-") || name.startsWith("java-runtime-"));
        assertEquals(there, named);
        assertEquals(bill.path("components").size() - 2, named.size(), "libc and the Java runtime are told besides");
    }

    /** Its own words, or the text of one of its licences; libc and the runtime keep theirs where Debian and Java have them. */
    private boolean isLicensed(Path licences, String name, JsonNode component) {
        if (name.startsWith("libc6-")) {
            return Files.exists(image.root().resolve("usr/share/doc/libc6/copyright"))
                    && Files.exists(image.root().resolve("usr/share/common-licenses/LGPL-2.1"));
        }
        if (name.startsWith("java-runtime-")) {
            return Files.exists(image.root().resolve("runtime/legal/java.base/LICENSE"));
        }
        for (JsonNode licence : component.path("licenses")) {
            String said = licence.path("license").path("id").asString(licence.path("license").path("name").asString(""));
            if (Files.exists(licences.resolve(said + ".txt"))) {
                return true;
            }
        }
        return Stream.of("LICENSE", "LICENSE.txt", "LICENSE.md").anyMatch(file -> Files.exists(licences.resolve(name).resolve(file)));
    }

    @Test
    void ourOwnLicenceAndNoticeAreInIt() throws IOException {
        for (String file : List.of("LICENSE", "NOTICE")) {
            assertEquals(Files.readString(Run.PROJECT.resolve(file)), Files.readString(image.root().resolve("metallb").resolve(file)));
        }
    }
}
