package metallb.domain.net;

import java.util.ArrayList;
import java.util.List;

/**
 * TCP segments that a machine dropped for their MD5 signatures (RFC 2385), over all connections since it started.
 *
 * @param missing unsigned where a signature is wanted
 * @param unexpected signed where none is wanted
 * @param wrong signed with another password
 */
public record SignatureFaults(long missing, long unexpected, long wrong) {
    public SignatureFaults since(SignatureFaults earlier) {
        return new SignatureFaults(missing - earlier.missing, unexpected - earlier.unexpected, wrong - earlier.wrong);
    }

    /** Those alone that came from addresses which have to sign. */
    public SignatureFaults ofSigners() {
        return new SignatureFaults(missing, 0, wrong);
    }

    public boolean areNone() {
        return missing <= 0 && unexpected <= 0 && wrong <= 0;
    }

    /** {@code 3 unsigned, 1 signed with another password}; empty where there are none. */
    @Override
    public String toString() {
        List<String> counts = new ArrayList<>();
        count(missing, "unsigned", counts);
        count(wrong, "signed with another password", counts);
        count(unexpected, "signed where no password is set", counts);
        return String.join(", ", counts);
    }

    private static void count(long count, String words, List<String> counts) {
        if (count > 0) {
            counts.add(count + " " + words);
        }
    }
}
