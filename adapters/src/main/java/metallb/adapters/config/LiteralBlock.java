package metallb.adapters.config;

import metallb.domain.config.Tree;
import metallb.domain.config.Where;

/** Finds the places of an embedded text in the file around it. */
final class LiteralBlock {
    private LiteralBlock() {}

    /**
     * Where the value is a literal block, line n of it is the n-th line below the bar, moved by the indentation. In any
     * other style lines are folded or escaped, and every place becomes the beginning of the value.
     */
    static Placement placement(String source, String file, Tree.Scalar value) {
        Lines around = Lines.of(file);
        Lines inside = Lines.of(value.text());
        int bar = value.where().line();
        int indentation = indentation(around, inside, value.where());
        if (indentation < 0) {
            return (path, _, _) -> new Where(source, path, bar, value.where().column());
        }
        return (path, line, column) -> line == 0 ? new Where(source, path, 0, 0)
                : new Where(source, path, bar + line, indentation + column);
    }

    /** How deep the block stands in its file; negative where the lines of the two differ by more than that. */
    private static int indentation(Lines around, Lines inside, Where bar) {
        String header = around.line(bar.line());
        if (!header.substring(around.before(bar.line(), bar.column()).length()).startsWith("|")) {
            return -1;
        }
        int indentation = -1;
        for (int i = 1; i <= inside.content().size(); i++) {
            String line = inside.line(i);
            String raw = around.line(bar.line() + i);
            if (line.isEmpty()) {
                continue;
            }
            if (indentation < 0) {
                indentation = raw.length() - line.length();
            }
            if (!raw.equals(" ".repeat(Math.max(0, indentation)) + line)) {
                return -1;
            }
        }
        return Math.max(0, indentation);
    }
}
