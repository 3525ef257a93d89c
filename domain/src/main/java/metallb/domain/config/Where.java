package metallb.domain.config;

import java.util.Objects;

/**
 * A place in a source of configuration.
 *
 * @param source what was read: {@code metallb-system/config}, or a file's name
 * @param path the way from the root, {@code peers[0].peer-asn}; empty for the root itself
 * @param line from 1; 0 where no line is known
 * @param column from 1; 0 where no column is known
 */
public record Where(String source, String path, int line, int column) {
    public Where {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(path, "path");
    }

    /** {@code metallb-system/config:3:5: peers[0].peer-asn}, as compilers write it. */
    @Override
    public String toString() {
        String position = line == 0 ? source : source + ":" + line + ":" + column;
        return path.isEmpty() ? position : position + ": " + path;
    }
}
