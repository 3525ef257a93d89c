package metallb.adapters.config;

import java.util.List;
import java.util.Optional;
import metallb.domain.config.ConfigText;
import metallb.domain.config.Problem;
import metallb.domain.config.Reading;
import metallb.domain.config.Tree;
import metallb.domain.config.Where;
import metallb.ports.config.TextReader;

/**
 * Reads a file that an operator has: a manifest with the ConfigMap, alone or among other documents, or the text of the
 * configuration itself. Problems are placed in the file's own lines where the configuration stands in a literal block
 * ({@code config: |}), else at the beginning of the value. Paths are those of the configuration.
 */
public final class ConfigFileReader implements TextReader {
    private static final String DATA_KEY = "config";
    private static final int MOST_DOCUMENTS = 100;

    @Override
    public Reading read(String source, String text) {
        String content = text.startsWith("\ufeff") ? text.substring(1) : text;
        YamlStream stream = YamlStream.parse(content, Placement.of(source), MOST_DOCUMENTS);
        List<Tree.Mapping> manifests = stream.documents().stream()
                .filter(Tree.Mapping.class::isInstance).map(Tree.Mapping.class::cast)
                .filter(document -> document.entries().containsKey("kind")).toList();
        if (manifests.isEmpty()) {
            return YamlTextReader.read(content, Placement.of(source));
        }
        if (!stream.problems().isEmpty()) {
            return new Reading.Unreadable(ConfigText.of(content), stream.problems());
        }
        return readManifests(source, content, manifests);
    }

    private static Reading readManifests(String source, String content, List<Tree.Mapping> manifests) {
        List<Tree.Mapping> configMaps = manifests.stream().filter(ConfigFileReader::isConfigMap).toList();
        List<Tree> values = configMaps.stream().map(ConfigFileReader::configuration).flatMap(Optional::stream).toList();
        if (values.size() > 1) {
            return unreadable(content, values.get(1).where(), "a second ConfigMap with a configuration",
                    "expected one a file");
        }
        if (values.isEmpty() && configMaps.isEmpty()) {
            return unreadable(content, manifests.getFirst().entries().get("kind").value().where(),
                    "this manifest is not a ConfigMap",
                    "expected kind: ConfigMap, or the text of the configuration alone");
        }
        if (values.isEmpty()) {
            return unreadable(content, configMaps.getFirst().where(), "the ConfigMap has no key data." + DATA_KEY,
                    "write data: with " + DATA_KEY + ": | and the configuration below it, deeper");
        }
        return switch (values.getFirst()) {
            case Tree.Scalar scalar -> YamlTextReader.read(scalar.text(),
                    LiteralBlock.placement(source, content, scalar));
            case Tree.Nothing nothing -> YamlTextReader.read("", (path, _, _) -> nothing.where());
            case Tree.Sequence list -> noText(content, list);
            case Tree.Mapping mapping -> noText(content, mapping);
        };
    }

    private static Reading noText(String content, Tree value) {
        return unreadable(content, value.where(), "data." + DATA_KEY + " is not a text",
                "write " + DATA_KEY + ": | and the configuration below it, deeper");
    }

    private static boolean isConfigMap(Tree.Mapping manifest) {
        return manifest.entries().get("kind").value() instanceof Tree.Scalar kind && kind.text().equals("ConfigMap");
    }

    private static Optional<Tree> configuration(Tree.Mapping configMap) {
        return Optional.ofNullable(configMap.entries().get("data")).map(Tree.Entry::value)
                .filter(Tree.Mapping.class::isInstance).map(data -> ((Tree.Mapping) data).entries().get(DATA_KEY))
                .map(Tree.Entry::value);
    }

    private static Reading unreadable(String content, Where where, String what, String wanted) {
        return new Reading.Unreadable(ConfigText.of(content), List.of(new Problem(where, what, wanted)));
    }
}
