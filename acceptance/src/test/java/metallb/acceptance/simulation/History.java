package metallb.acceptance.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What happens after {@link Drawing#BEGINNING}, in order, in the words of the script language. A command that the world has
 * nothing for (who does not run cannot crash) is passed over, so that a history stays one when commands are taken out.
 */
record History(List<String> commands) {
    History {
        commands = List.copyOf(commands);
    }

    /** Without so many commands from there on. */
    History without(int from, int count) {
        List<String> left = new ArrayList<>(commands.subList(0, from));
        left.addAll(commands.subList(Math.min(from + count, commands.size()), commands.size()));
        return new History(left);
    }

    /** As a script, for people and for {@code metallb scenario --rewrite}. */
    String script() {
        StringBuilder script = new StringBuilder("scenario 1\n----\n\n");
        Stream.concat(Drawing.BEGINNING.stream(), commands.stream()).forEach(command -> script.append(command.stripTrailing()).append("\n----\n\n"));
        return script.toString();
    }
}
