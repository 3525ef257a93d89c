package metallb.bootstrap.speaker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import metallb.domain.bgp.session.Beginning;

/** How long this machine has been up, as Linux says it in {@code /proc/uptime}: seconds with a fraction, then idle time. */
final class MachineUptime {
    private static final Path FILE = Path.of("/proc/uptime");
    private static final double NANOS_A_SECOND = 1e9;

    private MachineUptime() {}

    /**
     * When a process that starts at {@code nanos} and its machine began. Where the file says nothing, the machine is taken
     * for one that just booted: routers then drop routes that may lead nowhere, instead of keeping them.
     */
    static Beginning beginning(long nanos) {
        try {
            return new Beginning(nanos, nanos - parse(Files.readString(FILE)).toNanos());
        } catch (IOException | NumberFormatException e) {
            return new Beginning(nanos, nanos);
        }
    }

    /** @throws NumberFormatException where that is no such text */
    static Duration parse(String text) {
        double seconds = Double.parseDouble(text.strip().split(" ", 2)[0]);
        if (!(seconds >= 0 && seconds < Long.MAX_VALUE / NANOS_A_SECOND)) {
            throw new NumberFormatException("uptime " + seconds);
        }
        return Duration.ofNanos((long) (seconds * NANOS_A_SECOND));
    }
}
