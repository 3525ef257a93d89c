package metallb.bootstrap.check;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import metallb.adapters.config.ConfigFileReader;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigGrammar;
import metallb.domain.config.Judgement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges files in the very words that the controller would use. */
@Command(name = "check", description = "Judge configuration files: ConfigMap manifests or the bare text. Ends with 0 where all"
        + " are acceptable, 1 where one has errors, 2 where one can't be read.")
public final class CheckCommand implements Callable<Integer> {
    private static final int ACCEPTABLE = 0;
    private static final int REFUSED = 1;
    private static final int UNREADABLE = 2;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "a file; - is standard input")
    private List<String> files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        int worst = ACCEPTABLE;
        for (String file : files) {
            worst = Math.max(worst, check(file));
        }
        return worst;
    }

    private int check(String file) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        String text;
        try {
            text = read(file);
        } catch (IOException e) {
            err.println(file + ": " + (e instanceof NoSuchFileException ? "no such file" : "cannot be read: " + e.getMessage()));
            return UNREADABLE;
        }
        String name = file.equals("-") ? "standard input" : file;
        return switch (ConfigGrammar.judge(new ConfigFileReader().read(name, text))) {
            case Judgement.Acceptable acceptable -> {
                acceptable.warnings().forEach(warning -> out.println("warning: " + warning));
                out.println(name + ": acceptable: " + inWords(acceptable.config()));
                yield ACCEPTABLE;
            }
            case Judgement.Refused refused -> {
                refused.problems().forEach(problem -> out.println("error: " + problem));
                out.println(name + ": refused, " + counted(refused.problems().size(), "error"));
                yield REFUSED;
            }
        };
    }

    private static String read(String file) throws IOException {
        return file.equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(Path.of(file));
    }

    private static String inWords(Config config) {
        return counted(config.peers().size(), "peer") + ", " + counted(config.pools().size(), "address pool");
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
