package metallb.acceptance.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an image of each architecture is called and where its libc is. */
class ArchitectureTest {
    @ParameterizedTest
    @CsvSource({
        "amd64,   amd64, lib/x86_64-linux-gnu/,  lib64/ld-linux-x86-64.so.2,  lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
        "aarch64, arm64, lib/aarch64-linux-gnu/, lib/ld-linux-aarch64.so.1,   lib/aarch64-linux-gnu/ld-linux-aarch64.so.1"})
    void isKnownByTheNameThatJavaHasForIt(String java, String oci, String libraries, String loader, String file) throws IOException {
        Architecture architecture = Architecture.of("Linux", java);
        assertEquals(oci, architecture.oci());
        assertEquals(libraries, architecture.libraries());
        assertEquals(loader, architecture.loader());
        assertEquals(file, architecture.loaderFile());
    }

    @ParameterizedTest
    @CsvSource({"Linux, riscv64", "Mac OS X, aarch64"})
    void onOtherMachinesThereIsNoImage(String system, String processor) {
        var refused = assertThrows(IOException.class, () -> Architecture.of(system, processor));
        assertEquals("the image is for linux/amd64 or linux/arm64, and is built on such a machine; this one is " + system + "/"
                + processor, refused.getMessage());
    }
}
