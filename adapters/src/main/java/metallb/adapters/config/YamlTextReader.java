package metallb.adapters.config;

import java.util.List;
import java.util.Optional;
import metallb.domain.config.ConfigText;
import metallb.domain.config.Reading;
import metallb.domain.config.Tree;
import metallb.ports.config.TextReader;

/**
 * Reads the text of a configuration: one document of YAML 1.2, at most 1 MiB, without anchors, aliases and tags, and
 * without a key twice. An empty text, or one of comments only, is a document that holds nothing.
 */
public final class YamlTextReader implements TextReader {
    @Override
    public Reading read(String source, String text) {
        return read(text, Placement.of(source));
    }

    static Reading read(String text, Placement placement) {
        YamlStream stream = YamlStream.parse(text, placement, 1);
        ConfigText configText = ConfigText.of(text);
        List<Tree> documents = stream.documents();
        Tree root = documents.isEmpty() ? new Tree.Nothing(placement.at("", 1, 1)) : documents.getFirst();
        return stream.problems().isEmpty() ? new Reading.Document(configText, root)
                : new Reading.Unreadable(configText, stream.problems(), Optional.of(root).filter(_ -> stream.whole()));
    }
}
