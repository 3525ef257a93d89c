package metallb.adapters.config;

import java.util.Optional;
import metallb.domain.config.Problems;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in an operator's words what the YAML parser says in its grammar's, and quotes nothing of the text. */
final class SyntaxWords {
    static final String TAB = "could not parse config: a tab is used as indentation";
    static final String SPACES = "spaces";

    private SyntaxWords() {}

    /**
     * What it means for the author.
     *
     * @param wrong what is wrong
     * @param wanted what would be right
     */
    private record Meaning(String wrong, String wanted) {}

    static void note(MarkedYamlEngineException error, Lines lines, Placement placement, Problems problems) {
        Optional<Mark> mark = error.getProblemMark().or(error::getContextMark);
        int line = mark.map(Mark::getLine).orElse(-1) + 1;
        int column = mark.map(Mark::getColumn).orElse(-1) + 1;
        int tab = lines.before(line, column + 1).indexOf('\t');
        if (tab >= 0 && lines.before(line, column).matches("[ \t?-]*")) {
            problems.add(placement.at("", line, tab + 1), TAB, SPACES);
        } else {
            Meaning meaning = meaning(text(error.getProblem()), text(error.getContext()));
            problems.add(placement.at("", line, column), "could not parse config: " + meaning.wrong(), meaning.wanted());
        }
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }

    private static Meaning meaning(String problem, String context) {
        if (problem.startsWith("mapping values are not allowed")) {
            return new Meaning("a colon where no key can stand",
                    "each key on a line of its own, as deep as its neighbours; a value that holds \": \" in quotes");
        }
        if (problem.startsWith("sequence entries are not allowed")) {
            return new Meaning("a dash where no list can begin", "the list on the lines below its key");
        }
        if (problem.startsWith("could not find expected ':'")) {
            return new Meaning("a line without a colon among keys", "key: value");
        }
        if (problem.contains("<block end>")) {
            return new Meaning("the indentation does not fit the lines before", "keys of one mapping, and dashes of one list, "
                    + "equally deep");
        }
        if (context.contains("quoted scalar")) {
            return problem.contains("escape") ? new Meaning("an unknown escape after a backslash", "single quotes, where a "
                    + "backslash is a backslash") : new Meaning("a quote that is never closed", "the closing quote");
        }
        if (context.contains("flow ")) {
            return new Meaning("a bracket or brace that is not closed", "] or } after the last item, and commas between items");
        }
        if (problem.contains("cannot start any token")) {
            return new Meaning("a value cannot begin with this character", "the value in quotes");
        }
        if (problem.contains("block scalar") || context.contains("block scalar")) {
            return new Meaning("something stands after | or >", "the text on the lines below");
        }
        if (context.contains("anchor") || context.contains("alias")) {
            return new Meaning("a value cannot begin with & or *", "the value in quotes");
        }
        if (context.contains("tag")) {
            return new Meaning("a value cannot begin with !", "the value in quotes");
        }
        return new Meaning("not YAML from here on", "YAML, such as key: value");
    }
}
