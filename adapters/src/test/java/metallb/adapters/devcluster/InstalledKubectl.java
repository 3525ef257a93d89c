package metallb.adapters.devcluster;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A kubectl of this machine, with a home and a kubeconfig of its own. */
record InstalledKubectl(Path program, Path home) {
    /** The one of this version, beside what the PATH calls kubectl or on the PATH itself; the test is skipped where it is not. */
    static InstalledKubectl of(String version, Path home, DevCluster cluster) throws IOException {
        String name = "kubectl." + version;
        List<Path> directories = new ArrayList<>();
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path plain = Path.of(directory, "kubectl");
            directories.add(Path.of(directory));
            if (Files.isExecutable(plain)) {
                directories.add(plain.toRealPath().getParent());
            }
        }
        Optional<Path> found = directories.stream().map(each -> each.resolve(name)).filter(Files::isExecutable).findFirst();
        if (found.isEmpty()) {
            System.out.println("skipped: no " + name);
        }
        assumeTrue(found.isPresent(), "no " + name);
        Files.writeString(home.resolve("kubeconfig"), cluster.kubeconfig());
        return new InstalledKubectl(found.orElseThrow(), home);
    }

    /** Running, with nothing to read. {@code editor}: the command for {@code edit}. */
    Process start(String editor, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("KUBECONFIG", home.resolve("kubeconfig").toString());
        builder.environment().put("EDITOR", editor);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** What it prints. */
    String run(String... arguments) throws IOException, InterruptedException {
        return run(start("false", arguments));
    }

    /** What {@code edit} prints when the editor is this command. */
    String edit(String editor, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("edit"));
        words.addAll(List.of(arguments));
        return run(start(editor, words.toArray(String[]::new)));
    }

    private static String run(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "kubectl did not end");
        return output;
    }
}
