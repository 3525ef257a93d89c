package metallb.bootstrap.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a demo keeps its logs and its kubeconfig. */
record DemoDirectory(Path path) {
    /** Less than this, and logs may be cut off before they say where a process listens. */
    private static final long FULL_BELOW_BYTES = 64 << 10;

    /** A new one where temporary files go: {@code TMPDIR}, else the JVM's own idea. */
    static DemoDirectory create() throws IOException {
        Path parent = Optional.ofNullable(System.getenv("TMPDIR")).filter(name -> !name.isBlank()).map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
        try {
            return new DemoDirectory(Files.createTempDirectory(parent, "metallb-demo-"));
        } catch (IOException e) {
            throw new IOException("no directory for the logs could be made in " + parent + ": " + inWords(e), e);
        }
    }

    Path write(String name, String text) throws IOException {
        try {
            return Files.writeString(path.resolve(name), text);
        } catch (IOException e) {
            throw new IOException(path.resolve(name) + " could not be written: " + inWords(e), e);
        }
    }

    /** What keeps processes from writing their logs here. */
    Optional<String> trouble() {
        try {
            return Files.getFileStore(path).getUsableSpace() >= FULL_BELOW_BYTES ? Optional.empty()
                    : Optional.of("the disk that " + path + " is on is full");
        } catch (IOException e) {
            return Optional.of(path + " can't be used: " + inWords(e));
        }
    }

    /** Removes it with everything in it, as far as that can be done. */
    void remove() {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : innermostFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            // a file that can't be removed is no failure of the demo
        }
    }

    private static String inWords(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such directory";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
