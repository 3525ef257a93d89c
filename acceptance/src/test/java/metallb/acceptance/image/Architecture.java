package metallb.acceptance.image;

import java.io.IOException;
import java.util.Locale;

/**
 * A kind of processor that there are images for. An image is built on a machine of its kind: the runtime and libc are those of the
 * machine, and the AOT cache is recorded by starting them.
 */
public enum Architecture {
    /** The loader's name is part of every program (System V ABI, AMD64 supplement). */
    AMD64("amd64", "x86_64-linux-gnu", "lib64/ld-linux-x86-64.so.2"),
    /** The loader's name is part of every program (ELF for the Arm 64-bit Architecture, sysvabi64). */
    ARM64("aarch64", "aarch64-linux-gnu", "lib/ld-linux-aarch64.so.1");

    private final String ofJava;
    private final String triplet;
    private final String loader;

    Architecture(String ofJava, String triplet, String loader) {
        this.ofJava = ofJava;
        this.triplet = triplet;
        this.loader = loader;
    }

    /** The one that this runs on, where there are images for it. */
    public static Architecture ofThisMachine() throws IOException {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** By the names that Java has for the system and the processor. */
    static Architecture of(String system, String processor) throws IOException {
        if (system.equals("Linux")) {
            for (Architecture architecture : values()) {
                if (architecture.ofJava.equals(processor)) {
                    return architecture;
                }
            }
        }
        throw new IOException("the image is for linux/amd64 or linux/arm64, and is built on such a machine; this one is "
                + system + "/" + processor);
    }

    /** As OCI's config has it (the values of Go's GOARCH), and as Debian calls it too. */
    public String oci() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where libc's files are (Debian's multiarch). */
    String libraries() {
        return "lib/" + triplet + "/";
    }

    /** Where programs look for the loader, from the root. */
    String loader() {
        return loader;
    }

    /** The loader's file, from the root. */
    String loaderFile() {
        return libraries() + loader.substring(loader.indexOf('/') + 1);
    }
}
