package metallb.bootstrap;

import metallb.bootstrap.check.CheckCommand;
import metallb.bootstrap.cluster.ClusterCommand;
import metallb.bootstrap.controller.ControllerCommand;
import metallb.bootstrap.demo.DemoCommand;
import metallb.bootstrap.router.RouterCommand;
import metallb.bootstrap.scenario.ScenarioCommand;
import metallb.bootstrap.speaker.SpeakerCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code metallb}: one jar, one command for each thing it can be. */
@Command(name = "metallb", mixinStandardHelpOptions = true, versionProvider = VersionCommand.class,
        description = "A load balancer for Kubernetes clusters on one's own machines.",
        subcommands = {ControllerCommand.class, SpeakerCommand.class, RouterCommand.class, CheckCommand.class,
                ScenarioCommand.class, DemoCommand.class, ClusterCommand.class, VersionCommand.class})
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((error, failed, _) -> {
            failed.getErr().println("metallb " + failed.getCommandName() + ": " + inWords(error));
            return CommandLine.ExitCode.SOFTWARE;
        });
        for (CommandLine subcommand : commandLine.getSubcommands().values()) {
            subcommand.getCommandSpec().mixinStandardHelpOptions(true);
        }
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    /** What went wrong in the words of all causes from the outermost on, but for those that an outer one said already. */
    static String inWords(Throwable error) {
        StringBuilder words = new StringBuilder();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            String own = cause.getMessage();
            boolean isNews = own != null && words.indexOf(own) < 0
                    && (cause.getCause() == null || !own.equals(cause.getCause().toString()));
            if (isNews) {
                words.append(words.isEmpty() ? "" : ": ").append(own);
            }
        }
        return words.isEmpty() ? error.toString() : words.toString();
    }
}
