package metallb.adapters.config;

import metallb.domain.config.Where;

/** Where a place of the text that is parsed lies in the source that its author sees. */
@FunctionalInterface
interface Placement {
    /**
     * @param line from 1
     * @param column from 1, counted in characters of Unicode
     */
    Where at(String path, int line, int column);

    /** The text is the source. */
    static Placement of(String source) {
        return (path, line, column) -> new Where(source, path, line, column);
    }
}
