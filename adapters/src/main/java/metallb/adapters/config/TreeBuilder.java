package metallb.adapters.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metallb.domain.config.KeyName;
import metallb.domain.config.Problems;
import metallb.domain.config.Tree;
import metallb.domain.config.Where;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Builds the tree of one document from the parser's events. What we do not take of YAML (anchors, aliases, tags, a key
 * twice, keys that are no text, tabs as indentation) is noted and read on, so that all of it is found at once.
 */
final class TreeBuilder {
    /** The grammar needs eight levels; a manifest with its managedFields a dozen. */
    private static final int DEEPEST = 32;
    /** Every node costs a few hundred bytes of memory. */
    private static final int MOST_NODES = 100_000;

    private final EventsRead events;
    private final Placement placement;
    private final Lines lines;
    private final Problems problems;
    private int nodes;
    private int lineWithTab;
    private boolean whole = true;

    /** Ends the reading of a text that is deeper or larger than any configuration. */
    static final class BeyondBounds extends RuntimeException {
        private static final long serialVersionUID = 1;

        BeyondBounds(String bound) {
            super(bound, null, false, false);
        }
    }

    /** @param events behind the start of the document */
    TreeBuilder(EventsRead events, Placement placement, Lines lines, Problems problems) {
        this.events = events;
        this.placement = placement;
        this.lines = lines;
        this.problems = problems;
    }

    Tree document() {
        return node(events.next(), "", 0);
    }

    /** Whether nothing is missing in the tree: not so where an alias stood, or a key that is no text. */
    boolean isWhole() {
        return whole;
    }

    private Tree node(Event event, String path, int depth) {
        Where where = where(event, path);
        checkBounds(where, depth);
        checkIndentation(event, path);
        if (event instanceof AliasEvent) {
            problems.add(where, "aliases are refused", "write the value itself");
            whole = false;
            return new Tree.Nothing(where);
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            problems.add(where, "anchors are refused", "remove the word that begins with &");
        }
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, where);
        }
        if (((CollectionStartEvent) event).getTag().isPresent()) {
            noteTag(where);
        }
        return event.getEventId() == Event.ID.MappingStart ? mapping(where, path, depth) : sequence(where, path, depth);
    }

    private Tree scalar(ScalarEvent scalar, Where where) {
        if (scalar.getTag().isPresent()) {
            noteTag(where);
        }
        return isNothing(scalar) ? new Tree.Nothing(where)
                : new Tree.Scalar(where, scalar.getValue(), !scalar.isPlain());
    }

    private static boolean isNothing(ScalarEvent scalar) {
        return scalar.isPlain() && scalar.getValue().matches("|~|null|Null|NULL");
    }

    private Tree sequence(Where where, String path, int depth) {
        List<Tree> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, path + "[" + items.size() + "]", depth + 1));
        }
        return new Tree.Sequence(where, items);
    }

    private Tree mapping(Where where, String path, int depth) {
        Map<String, Tree.Entry> entries = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            KeyName name = event instanceof ScalarEvent scalar ? new KeyName(path, scalar.getValue(), hasValue())
                    : new KeyName(path, "", true);
            String keyPath = path.isEmpty() ? name.inPath() : path + "." + name.inPath();
            Tree key = node(event, keyPath, depth + 1);
            Tree value = node(events.next(), keyPath, depth + 1);
            if (name.text().isEmpty()) {
                problems.add(where(event, path), "a key is missing, or no text", "expected a name before the colon");
                whole = false;
                continue;
            }
            Tree.Entry first = entries.putIfAbsent(name.text(), new Tree.Entry(key.where(), value));
            if (first != null) {
                problems.add(key.where(), "duplicate key " + name.inWords() + ", first in line " + first.key().line(),
                        "write each key once");
            }
        }
        return new Tree.Mapping(where, entries);
    }

    /** Of the key whose event was the last. */
    private boolean hasValue() {
        return !(events.peek() instanceof ScalarEvent value && isNothing(value));
    }

    private void checkBounds(Where where, int depth) {
        if (depth > DEEPEST) {
            problems.add(where, "nested deeper than " + DEEPEST + " levels", "expected fewer");
            throw new BeyondBounds("depth");
        }
        if (++nodes > MOST_NODES) {
            problems.add(where, "more than " + MOST_NODES + " keys and values", "expected fewer");
            throw new BeyondBounds("nodes");
        }
    }

    /** YAML 1.2.2, 6.1: indentation is made of spaces. The parser lets some tabs pass, and guesses. */
    private void checkIndentation(Event event, String path) {
        Mark mark = event.getStartMark().orElseThrow();
        int line = mark.getLine() + 1;
        String before = lines.before(line, mark.getColumn() + 1);
        int tab = before.indexOf('\t');
        if (line != lineWithTab && tab >= 0 && before.matches("[ \t?-]*")) {
            lineWithTab = line;
            problems.add(placement.at(path, line, tab + 1), SyntaxWords.TAB, SyntaxWords.SPACES);
        }
    }

    private void noteTag(Where where) {
        problems.add(where, "tags are refused", "remove the word that begins with !");
    }

    private Where where(Event event, String path) {
        Mark mark = event.getStartMark().orElseThrow();
        return placement.at(path, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
