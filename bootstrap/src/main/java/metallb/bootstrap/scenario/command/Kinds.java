package metallb.bootstrap.scenario.command;

import java.util.Locale;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;

/** Finds resources by the words that kubectl takes for them. */
final class Kinds {
    private Kinds() {}

    /** {@code service}, {@code services}, {@code svc}. */
    static Resource resource(String word) throws Refusal {
        String lower = word.toLowerCase(Locale.ROOT);
        return Resources.ALL.stream()
                .filter(each -> each.plural().equals(lower) || each.singular().equals(lower)
                        || each.shortNames().contains(lower))
                .findFirst().orElseThrow(() -> new Refusal("\"" + word + "\" is no kind of the embedded API"));
    }

    static Resource resource(String apiVersion, String kind) throws Refusal {
        return Resources.ALL.stream()
                .filter(each -> each.apiVersion().equals(apiVersion) && each.kind().equals(kind))
                .findFirst().orElseThrow(() -> new Refusal("the embedded API has no " + apiVersion + " \"" + kind + "\""));
    }
}
