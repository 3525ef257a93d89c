package metallb.domain.net;

/**
 * One TCP connection, for as long as the process runs: a number is never used again.
 *
 * @param number positive where the core asked for the connection, negative where the transport accepted it
 */
public record LinkId(long number) implements Comparable<LinkId> {
    @Override
    public int compareTo(LinkId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "link " + number;
    }
}
