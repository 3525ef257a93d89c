package metallb.adapters.support.apistore.select;

/** A selector, or why its text is none. */
public sealed interface Parsed<T> {
    /** The text means this. */
    record Selector<T>(T value) implements Parsed<T> {
    }

    /** The text means nothing; the reason is in the server's words. */
    record Refused<T>(String reason) implements Parsed<T> {
    }
}
