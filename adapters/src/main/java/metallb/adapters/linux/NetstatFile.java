package metallb.adapters.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import metallb.domain.net.SignatureFaults;

/**
 * The kernel's counters of this network namespace: pairs of lines with the same first word, names above numbers
 * (proc_pid_net(5)).
 */
record NetstatFile(Path path) {
    static final NetstatFile OF_THIS_PROCESS = new NetstatFile(Path.of("/proc/self/net/netstat"));
    private static final String GROUP = "TcpExt:";

    /** Empty where this kernel does not count them. */
    Optional<SignatureFaults> signatureFaults() {
        List<String> lines;
        try {
            lines = Files.readAllLines(path);
        } catch (IOException _) {
            return Optional.empty();
        }
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i).startsWith(GROUP) && lines.get(i + 1).startsWith(GROUP)) {
                return signatureFaults(List.of(lines.get(i).split(" ")), List.of(lines.get(i + 1).split(" ")));
            }
        }
        return Optional.empty();
    }

    private static Optional<SignatureFaults> signatureFaults(List<String> names, List<String> numbers) {
        Optional<Long> missing = number("TCPMD5NotFound", names, numbers);
        Optional<Long> unexpected = number("TCPMD5Unexpected", names, numbers);
        Optional<Long> wrong = number("TCPMD5Failure", names, numbers);
        return missing.isEmpty() || unexpected.isEmpty() || wrong.isEmpty() ? Optional.empty()
                : Optional.of(new SignatureFaults(missing.get(), unexpected.get(), wrong.get()));
    }

    private static Optional<Long> number(String name, List<String> names, List<String> numbers) {
        int index = names.indexOf(name);
        return index < 0 || index >= numbers.size() || !numbers.get(index).matches("[0-9]{1,18}") ? Optional.empty()
                : Optional.of(Long.parseLong(numbers.get(index)));
    }
}
