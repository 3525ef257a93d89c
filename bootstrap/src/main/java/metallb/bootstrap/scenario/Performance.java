package metallb.bootstrap.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.bootstrap.scenario.command.Command;
import metallb.bootstrap.scenario.command.Commands;
import metallb.bootstrap.scenario.command.Refusal;
import metallb.bootstrap.scenario.world.Detail;
import metallb.bootstrap.scenario.world.World;

/**
 * What came of running a script.
 *
 * @param seen the output of each block that ran, in the script's order
 * @param stop why the rest did not run, {@code FILE:LINE: WHY}; empty where all of it ran
 */
public record Performance(Script script, List<List<String>> seen, Optional<String> stop) {
    private static final String FIRST = "a script's first command is \"scenario " + Commands.VERSION + "\"";

    public Performance {
        seen = List.copyOf(seen);
    }

    /**
     * Runs a script in a new world. Every command is understood before the first one is carried out.
     *
     * @throws IllegalStateException where the product breaks an invariant of its own; the message says at which line
     */
    public static Performance of(Script script, Detail detail) {
        List<List<String>> seen = new ArrayList<>();
        List<Script.Piece.Block> blocks = script.blocks();
        if (blocks.isEmpty()) {
            return new Performance(script, seen, Optional.of(script.name() + ":1: " + FIRST));
        }
        World world = new World(detail);
        int at = 0;
        try {
            List<Command> commands = new ArrayList<>();
            for (; at < blocks.size(); at++) {
                commands.add(understood(blocks.get(at), at == 0));
            }
            for (at = 0; at < commands.size(); at++) {
                seen.add(run(commands.get(at), world, script.name() + ":" + blocks.get(at).line()));
            }
            return new Performance(script, seen, Optional.empty());
        } catch (Refusal refusal) {
            return new Performance(script, seen,
                    Optional.of(script.name() + ":" + blocks.get(at).line() + ": " + refusal.getMessage()));
        }
    }

    /** A broken invariant of the product comes out, with the place in the script that brought it up. */
    private static List<String> run(Command command, World world, String where) throws Refusal {
        try {
            return command.run(world);
        } catch (RuntimeException broken) {
            throw new IllegalStateException(where + ": " + broken, broken);
        }
    }

    private static Command understood(Script.Piece.Block block, boolean first) throws Refusal {
        boolean isVersion = block.command().getFirst().strip().split("\\s+")[0].equals("scenario");
        if (isVersion != first) {
            throw new Refusal(first ? FIRST
                    : "the version stands at the head of the script alone");
        }
        return Commands.parse(block.command());
    }

    /** Where the script's expectations were not met; a line {@code FILE:LINE: COMMAND} before each difference. */
    public List<String> differences() {
        List<String> lines = new ArrayList<>();
        List<Script.Piece.Block> blocks = script.blocks();
        for (int i = 0; i < seen.size(); i++) {
            Script.Piece.Block block = blocks.get(i);
            if (!block.expected().equals(seen.get(i))) {
                lines.add(script.name() + ":" + block.line() + ": " + block.command().getFirst());
                Difference.of(block.expected(), seen.get(i)).forEach(line -> lines.add("    " + line));
            }
        }
        return lines;
    }

    /** The script's text with what was seen; blocks that did not run keep what they had. */
    public String transcript() {
        List<Script.Piece.Block> blocks = script.blocks();
        return script.withOutputs(block -> {
            int at = blocks.indexOf(block);
            return at < seen.size() ? seen.get(at) : block.expected();
        });
    }
}
