package metallb.adapters.config;

import java.util.Optional;
import metallb.domain.config.Problems;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in an operator's words what the YAML parser says in its grammar's, and quotes nothing of the text. */
final class SyntaxWords {
    static final String TAB = "could not parse config: a tab is used as indentation";
    static final String SPACES = "write spaces";
    private static final String QUOTE_IT = "write the value in quotes";

    private SyntaxWords() {}

    /**
     * What it means for the author.
     *
     * @param wrong what is wrong
     * @param wanted what would be right
     */
    private record Meaning(String wrong, String wanted) {}

    static void note(MarkedYamlEngineException error, Lines lines, Placement placement, Problems problems) {
        Optional<Mark> mark = place(error);
        int line = mark.map(Mark::getLine).orElse(-1) + 1;
        int column = mark.map(Mark::getColumn).orElse(-1) + 1;
        String before = lines.before(line, column + 1);
        int tab = before.indexOf('\t');
        if (tab >= 0 && lines.before(line, column).matches("[ \t?-]*")) {
            problems.add(placement.at("", line, tab + 1), TAB, SPACES);
        } else if (before.endsWith("\t")) {
            problems.add(placement.at("", line, column), "could not parse config: a tab stands before a value", SPACES);
        } else {
            Meaning meaning = meaning(text(error.getProblem()), text(error.getContext()));
            problems.add(placement.at("", line, column), "could not parse config: " + meaning.wrong(),
                    meaning.wanted());
        }
    }

    /** Where the parser noticed it; of what began lines before and never ends, where it began. */
    private static Optional<Mark> place(MarkedYamlEngineException error) {
        Optional<Mark> noticed = error.getProblemMark();
        Optional<Mark> began = error.getContextMark();
        String context = text(error.getContext());
        boolean encloses = context.contains("flow ") || context.contains("quoted scalar");
        boolean elsewhere = !noticed.map(Mark::getLine).equals(began.map(Mark::getLine));
        return encloses && elsewhere ? began.or(() -> noticed) : noticed.or(() -> began);
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }

    private static Meaning meaning(String problem, String context) {
        if (problem.startsWith("mapping values are not allowed")) {
            return new Meaning("a colon where no key can stand",
                    "write each key on a line of its own, as deep as its neighbours, and a value with a colon in quotes");
        }
        if (problem.startsWith("sequence entries are not allowed")) {
            return new Meaning("a dash where no list can begin", "write the list on the lines below its key");
        }
        if (problem.startsWith("could not find expected ':'")) {
            return new Meaning("a line without a colon among keys, here or just before", "expected key: value");
        }
        if (problem.contains("<block end>")) {
            return new Meaning("the indentation does not fit the lines before",
                    "write the keys of one mapping, and the dashes of one list, equally deep");
        }
        if (context.contains("quoted scalar")) {
            return problem.contains("escape")
                    ? new Meaning("an unknown escape after a backslash",
                            "write single quotes, where a backslash is a backslash")
                    : new Meaning("the quote that opens here is never closed", "write the closing quote");
        }
        if (context.contains("flow ")) {
            return new Meaning("a bracket or brace is not closed, or a comma is missing",
                    "write commas between the items, and ] or } after the last");
        }
        if (problem.contains("cannot start any token")) {
            return new Meaning("a value cannot begin with this character", QUOTE_IT);
        }
        if (context.contains("block scalar")) {
            return new Meaning("something stands after | or >", "write the text on the lines below");
        }
        if (context.contains("anchor") || context.contains("alias")) {
            return new Meaning("a value cannot begin with & or *", QUOTE_IT);
        }
        if (context.contains("tag")) {
            return new Meaning("a value cannot begin with !", QUOTE_IT);
        }
        return new Meaning("not YAML from here on", "expected YAML, such as key: value");
    }
}
