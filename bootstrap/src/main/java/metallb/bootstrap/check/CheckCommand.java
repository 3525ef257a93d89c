package metallb.bootstrap.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import metallb.adapters.config.ConfigFileReader;
import metallb.domain.config.Advice;
import metallb.domain.config.ConfigGrammar;
import metallb.domain.config.Judgement;
import metallb.domain.config.Problem;
import metallb.domain.config.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges files in the very words that the controller would use, and warns of what perhaps was not meant. */
@Command(name = "check", description = "Judge configuration files: ConfigMap manifests or the bare text. Ends with 0 where all"
        + " are acceptable, with warnings or without, 1 where one has errors, 2 where one can't be read.")
public final class CheckCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "a file; - is standard input")
    private List<String> files;

    @Option(names = {"-o", "--output"}, paramLabel = "FORM", defaultValue = "text",
            description = "text or json; text unless told")
    private Output output;

    @Mixin
    private ClusterFacts facts;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Surroundings surroundings = facts.surroundings();
        List<Verdict> verdicts = files.stream().map(file -> judge(file, surroundings)).toList();
        output.show(verdicts, spec.commandLine().getOut(), spec.commandLine().getErr());
        return verdicts.stream().mapToInt(Verdict::status).max().orElseThrow();
    }

    private static Verdict judge(String file, Surroundings surroundings) {
        String name = file.equals("-") ? "standard input" : file;
        return switch (TextFile.read(file)) {
            case TextFile.None(String why) -> new Verdict.Unreadable(name, why);
            case TextFile.Text(String text) -> switch (ConfigGrammar.judge(new ConfigFileReader().read(name, text))) {
                case Judgement.Acceptable acceptable -> acceptable(name, acceptable, surroundings);
                case Judgement.Refused refused -> new Verdict.Refused(name, refused.problems());
            };
        };
    }

    private static Verdict acceptable(String name, Judgement.Acceptable judgement, Surroundings surroundings) {
        List<Problem> warnings = new ArrayList<>(judgement.warnings());
        warnings.addAll(Advice.on(judgement.config(), surroundings));
        return new Verdict.Acceptable(name, judgement.config().peers().size(), judgement.config().pools().size(),
                warnings);
    }
}
