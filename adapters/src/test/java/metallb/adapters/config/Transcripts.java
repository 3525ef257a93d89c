package metallb.adapters.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Cases in a file: {@code # title}, the text, {@code ----}, the expected output, {@code ====}. With {@code -Drewrite}
 * the expected outputs are written anew; read the difference before you commit it.
 */
final class Transcripts {
    private static final String OUTPUT = "----\n";
    private static final String END = "====\n";

    private Transcripts() {}

    record Case(String title, String text, String expected) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Case> read(String name, UnaryOperator<String> run) {
        Path file = Path.of("src/test/resources/metallb/adapters/config", name);
        try {
            List<Case> cases = parse(Files.readString(file));
            if (System.getProperty("rewrite") != null) {
                StringBuilder all = new StringBuilder();
                cases.forEach(c -> all.append("# ").append(c.title()).append('\n').append(c.text()).append(OUTPUT)
                        .append(run.apply(c.text())).append(END));
                Files.write(file, all.toString().getBytes(StandardCharsets.UTF_8));
                return parse(all.toString());
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Case> parse(String all) {
        List<Case> cases = new ArrayList<>();
        int start = 0;
        while (start < all.length()) {
            int text = all.indexOf('\n', start) + 1;
            int output = all.indexOf(OUTPUT, text);
            int end = all.indexOf(END, output);
            cases.add(new Case(all.substring(start + 2, text - 1), all.substring(text, output),
                    all.substring(output + OUTPUT.length(), end)));
            start = end + END.length();
        }
        return cases;
    }
}
