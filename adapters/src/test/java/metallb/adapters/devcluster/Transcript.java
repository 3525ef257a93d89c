package metallb.adapters.devcluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads recorded exchanges: blocks that begin with {@code === title}, {@code >} what was sent, {@code <} what was answered. */
final class Transcript {
    private Transcript() {
    }

    /**
     * One exchange.
     *
     * @param headers what was sent beside method and path; of the answer: Warning and Retry-After
     * @param meanwhile whether the recording wrote while this watch was open
     */
    record Exchange(String title, String method, String path, Map<String, String> headers, String body, boolean meanwhile,
                    Answer answer) {
    }

    /** What came back. {@code lines}: of the body, one for each event of a watch. */
    record Answer(int code, String contentType, boolean chunked, Map<String, String> headers, List<String> lines) {
        String body() {
            return String.join("\n", lines);
        }
    }

    static List<Exchange> read(String text) {
        List<Exchange> exchanges = new ArrayList<>();
        for (String block : text.split("(?m)^=== ")) {
            if (block.contains("\n> ")) {
                exchanges.add(exchange(block.lines().toList()));
            }
        }
        return exchanges;
    }

    private static Exchange exchange(List<String> lines) {
        int turn = 1;
        while (!lines.get(turn).startsWith("< ")) {
            turn++;
        }
        String[] call = lines.get(1).substring(2).split(" ", 2);
        Map<String, String> headers = new LinkedHashMap<>();
        List<String> body = new ArrayList<>();
        boolean meanwhile = false;
        for (String line : lines.subList(2, turn)) {
            String said = line.startsWith("> ") ? line.substring(2) : line;
            if (said.startsWith("(while it is open")) {
                meanwhile = true;
            } else if (line.matches("> (Accept|Content-Type): .*")) {
                headers.put(said.substring(0, said.indexOf(':')), said.substring(said.indexOf(' ') + 1));
            } else {
                body.add(said);
            }
        }
        return new Exchange(lines.getFirst(), call[0], call[1], headers, String.join("\n", body), meanwhile,
                answer(lines.subList(turn, lines.size())));
    }

    static Answer answer(List<String> lines) {
        String[] head = lines.getFirst().substring(2).split(" ", 2);
        Map<String, String> headers = new LinkedHashMap<>();
        List<String> body = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String said = line.startsWith("< ") ? line.substring(2) : "";
            if (said.matches("(Warning|Retry-After): .*")) {
                headers.put(said.substring(0, said.indexOf(':')), said.substring(said.indexOf(' ') + 1));
            } else if (!said.isEmpty() && !said.equals("(server ends the response)")) {
                body.add(said);
            }
        }
        boolean chunked = head[1].endsWith(", chunked");
        return new Answer(Integer.parseInt(head[0]), head[1].replace(", chunked", ""), chunked, headers, body);
    }
}
