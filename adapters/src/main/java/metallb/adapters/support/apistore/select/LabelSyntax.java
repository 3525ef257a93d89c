package metallb.adapters.support.apistore.select;

import java.util.List;

/** What keys and values of labels may look like. Findings are in the server's words; none where all is well. */
public interface LabelSyntax {
    List<String> keyProblems(String key);

    List<String> valueProblems(String value);
}
