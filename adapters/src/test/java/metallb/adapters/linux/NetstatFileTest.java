package metallb.adapters.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import metallb.domain.net.SignatureFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NetstatFileTest {
    @TempDir
    private Path directory;

    private Optional<SignatureFaults> read(String text) throws IOException {
        return new NetstatFile(Files.writeString(directory.resolve("netstat"), text)).signatureFaults();
    }

    @Test
    void findsTheCountersByTheirNames() throws IOException {
        assertEquals(Optional.of(new SignatureFaults(7, 8, 9)), read("""
                IpExt: InNoRoutes
                IpExt: 1
                TcpExt: SyncookiesSent TCPMD5NotFound TCPMD5Unexpected Other TCPMD5Failure
                TcpExt: 5 7 8 6 9
                """));
    }

    @Test
    void hasNoneWhereTheKernelHasNone() throws IOException {
        assertEquals(Optional.empty(), read(""));
        assertEquals(Optional.empty(), read("TcpExt: TCPMD5NotFound TCPMD5Unexpected TCPMD5Failure\n"));
        assertEquals(Optional.empty(), read("TcpExt: TCPMD5NotFound TCPMD5Failure\nTcpExt: 1 2\n"));
        assertEquals(Optional.empty(), read("TcpExt: TCPMD5NotFound TCPMD5Unexpected TCPMD5Failure\nTcpExt: 1 2\n"));
        assertEquals(Optional.empty(), read("TcpExt: TCPMD5NotFound TCPMD5Unexpected TCPMD5Failure\nTcpExt: 1 2 x\n"));
        assertEquals(Optional.empty(), new NetstatFile(directory.resolve("nowhere")).signatureFaults());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisKernelCountsThem() {
        assertTrue(NetstatFile.OF_THIS_PROCESS.signatureFaults().isPresent());
    }
}
