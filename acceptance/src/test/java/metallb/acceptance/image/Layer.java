package metallb.acceptance.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Files of an image that are stored together, by their paths from the root, in that order. */
final class Layer {
    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    private final String what;
    private final Map<String, Member> members = new TreeMap<>();

    /** @param what is in it, for the image's history */
    Layer(String what) {
        this.what = what;
    }

    String what() {
        return what;
    }

    Layer directory(String path, int mode) {
        return add(path, new Member.Directory(mode));
    }

    Layer link(String path, String target) {
        return add(path, new Member.Link(target));
    }

    Layer text(String path, String text) {
        return add(path, Member.Bytes.of(text));
    }

    /** A file, executable where the source is. */
    Layer file(String path, Path source) {
        return add(path, new Member.Copy(source, Files.isExecutable(source) && !source.toString().endsWith(".jar")
                ? EXECUTABLE : PLAIN));
    }

    /** Everything below a directory, links as links. */
    Layer tree(String path, Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.equals(source) ? path : path + "/" + source.relativize(file);
                if (Files.isSymbolicLink(file)) {
                    link(name, Files.readSymbolicLink(file).toString());
                } else if (Files.isDirectory(file)) {
                    directory(name, EXECUTABLE);
                } else {
                    file(name, file);
                }
            }
        }
        return this;
    }

    private Layer add(String path, Member member) {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            members.putIfAbsent(path.substring(0, slash), new Member.Directory(EXECUTABLE));
        }
        members.put(path, member);
        return this;
    }

    /** Writes it as a compressed tar into a directory of blobs. */
    Stored store(Path blobs, Instant date) throws IOException {
        MessageDigest plain = Blob.sha256();
        Blob blob = Blob.write(blobs, out -> {
            // a header without a date and a name, as the JDK writes it (RFC 1952 section 2.3)
            OutputStream zipped = new GZIPOutputStream(new BufferedOutputStream(out));
            try (Tar tar = new Tar(new DigestOutputStream(zipped, plain), date)) {
                for (Map.Entry<String, Member> member : members.entrySet()) {
                    tar.add(member.getKey(), member.getValue());
                }
            }
        });
        return new Stored(what, blob, Blob.digest(plain));
    }

    /** Puts the files where an unpacked image has them, with their modes and date: the JVM compares the latter with its cache's. */
    void unpack(Path root, Instant date) throws IOException {
        for (Map.Entry<String, Member> member : members.entrySet()) {
            Path path = root.resolve(member.getKey());
            switch (member.getValue()) {
                case Member.Directory(int mode) -> Files.setAttribute(Files.createDirectories(path), "unix:mode", mode);
                case Member.Link(String target) -> Files.createSymbolicLink(path, Path.of(target));
                case Member.Copy(_, int mode) -> unpack(path, member.getValue(), mode, date);
                case Member.Bytes(_, int mode) -> unpack(path, member.getValue(), mode, date);
            }
        }
    }

    private static void unpack(Path path, Member file, int mode, Instant date) throws IOException {
        try (InputStream content = file.open()) {
            Files.copy(content, path);
        }
        Files.setAttribute(path, "unix:mode", mode);
        Files.setLastModifiedTime(path, FileTime.from(date));
    }

    /** What a cache that was recorded with this layer is valid for: every path and every byte. */
    void describe(MessageDigest digest) throws IOException {
        for (Map.Entry<String, Member> member : members.entrySet()) {
            digest.update(member.getKey().getBytes(StandardCharsets.UTF_8));
            try (var content = member.getValue().open()) {
                digest.update(content.readAllBytes());
            }
        }
    }

    /**
     * A layer in a directory of blobs.
     *
     * @param diffId the digest of the tar before it was compressed (image-spec, config, {@code rootfs.diff_ids})
     */
    record Stored(String what, Blob blob, String diffId) {}
}
