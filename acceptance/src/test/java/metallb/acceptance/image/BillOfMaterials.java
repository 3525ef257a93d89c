package metallb.acceptance.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The jars as Maven knows them (CycloneDX 1.6), and beside them what Maven knows nothing of: libc and the Java runtime. */
final class BillOfMaterials {
    private static final JsonMapper JSON = new JsonMapper();

    private BillOfMaterials() {}

    /** @param ofTheJars what cyclonedx-maven-plugin wrote */
    static String of(Path ofTheJars, Debian libc) throws IOException {
        ObjectNode bill = (ObjectNode) JSON.readTree(Files.readString(ofTheJars));
        ArrayNode components = (ArrayNode) bill.path("components");
        // the plugin tells of bootstrap as what the bill is about; it is one of the jars too
        components.add(bill.path("metadata").path("component").deepCopy());
        components.add(component("libc6", libc.version(), libc.packageUrl(), "LGPL-2.1-or-later"));
        String java = System.getProperty("java.runtime.version");
        components.add(component("java-runtime", java, "pkg:generic/" + System.getProperty("java.vendor").replaceAll("\\W+", "-")
                .toLowerCase(Locale.ROOT) + "/java-runtime@" + java.replace("+", "%2B"), "GPL-2.0-with-classpath-exception"));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(bill) + "\n";
    }

    private static JsonNode component(String name, String version, String packageUrl, String licence) {
        return JSON.valueToTree(Archive.ordered("type", "library", "bom-ref", packageUrl, "name", name, "version", version,
                "licenses", List.of(Map.of("license", Map.of("id", licence))), "purl", packageUrl));
    }
}
