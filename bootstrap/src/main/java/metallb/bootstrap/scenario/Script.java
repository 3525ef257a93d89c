package metallb.bootstrap.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A script, in pieces that make up the whole text again.
 *
 * @param name the file's, for people
 */
public record Script(String name, List<Piece> pieces) {
    static final String SEPARATOR = "----";

    public Script {
        pieces = List.copyOf(pieces);
    }

    /** Some lines of a script. */
    public sealed interface Piece {
        /** Comments and blank lines between the blocks. */
        record Prose(List<String> lines) implements Piece {
            public Prose {
                lines = List.copyOf(lines);
            }
        }

        /**
         * A command and what must be seen of it.
         *
         * @param line the number of the command's first line, from 1
         * @param command the command's lines, blank ones included
         * @param expected what must be seen, no blank lines
         */
        record Block(int line, List<String> command, List<String> expected) implements Piece {
            public Block {
                command = List.copyOf(command);
                expected = List.copyOf(expected);
            }
        }
    }

    /** A script, or why a text is none. */
    public sealed interface Parsed {
        record Whole(Script script) implements Parsed {}

        record Broken(int line, String why) implements Parsed {}
    }

    /** Takes a text apart; the commands are not understood yet. */
    public static Parsed parse(String name, String text) {
        List<String> lines = text.lines().toList();
        List<Piece> pieces = new ArrayList<>();
        int next = 0;
        while (next < lines.size()) {
            int begin = next;
            if (isProse(lines.get(begin))) {
                while (next < lines.size() && isProse(lines.get(next))) {
                    next++;
                }
                pieces.add(new Piece.Prose(lines.subList(begin, next)));
                continue;
            }
            while (next < lines.size() && !lines.get(next).equals(SEPARATOR)) {
                next++;
            }
            if (next == lines.size()) {
                return new Parsed.Broken(begin + 1, "no line " + SEPARATOR + " after this command");
            }
            if (next == begin) {
                return new Parsed.Broken(begin + 1, "no command before " + SEPARATOR);
            }
            int output = ++next;
            while (next < lines.size() && !lines.get(next).isBlank()) {
                next++;
            }
            pieces.add(new Piece.Block(begin + 1, lines.subList(begin, output - 1), lines.subList(output, next)));
        }
        return new Parsed.Whole(new Script(name, pieces));
    }

    public List<Piece.Block> blocks() {
        return pieces.stream().filter(Piece.Block.class::isInstance).map(Piece.Block.class::cast).toList();
    }

    /** The whole text, each block with the output that the function gives it. */
    String withOutputs(Function<Piece.Block, List<String>> outputs) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Prose prose -> prose.lines().forEach(line -> text.append(line).append('\n'));
                case Piece.Block block -> {
                    block.command().forEach(line -> text.append(line).append('\n'));
                    text.append(SEPARATOR).append('\n');
                    outputs.apply(block).forEach(line -> text.append(line).append('\n'));
                }
            }
        }
        return text.toString();
    }

    private static boolean isProse(String line) {
        return line.isBlank() || line.startsWith("#");
    }
}
