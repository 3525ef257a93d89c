package metallb.acceptance.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A Java runtime of the modules that are needed, made from the JDK that this runs on. */
final class RuntimeLayer {
    /** Those of java.base, the first ones of the list. */
    private static final String PRESENT = "(SUN|SunRsaSign|SunEC|SunJSSE|SunJCE)";

    private RuntimeLayer() {}

    /**
     * @param options the file with jlink's options
     * @param directory where the runtime is made; must not be there
     */
    static Layer link(Path options, Path directory) throws IOException {
        // files of arguments are read by the program of that name, not by the tool
        List<String> arguments = new ArrayList<>(Files.readAllLines(options).stream().filter(line -> !line.startsWith("#"))
                .flatMap(line -> Stream.of(line.split(" "))).toList());
        arguments.addAll(List.of("--output", directory.toString()));
        int status = ToolProvider.findFirst("jlink").orElseThrow(() -> new IOException("this JDK has no jlink"))
                .run(System.out, System.err, arguments.toArray(String[]::new));
        if (status != 0 || !Files.isExecutable(directory.resolve("bin/java"))) {
            throw new IOException("jlink failed with status " + status);
        }
        withoutAbsentProviders(directory.resolve("conf/security/java.security"));
        return new Layer("Java " + System.getProperty("java.runtime.version") + ", by jlink").tree("runtime", directory);
    }

    /**
     * jlink leaves providers in the list whose modules it leaves out. Whoever looks for an algorithm then searches the class
     * path for them, finds Bouncy Castle's, and loads it with the digests of its 7,000 files: 20 MiB for nothing.
     */
    private static void withoutAbsentProviders(Path security) throws IOException {
        List<String> kept = Files.readAllLines(security).stream()
                .filter(line -> !line.matches("security\\.provider\\.\\d+=.*") || line.matches(".*=" + PRESENT)).toList();
        Files.write(security, kept);
    }
}
