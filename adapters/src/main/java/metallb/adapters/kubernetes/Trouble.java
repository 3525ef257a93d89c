package metallb.adapters.kubernetes;

import java.io.EOFException;
import java.io.InterruptedIOException;

/** What went wrong with a call, in words for people. */
final class Trouble {
    private Trouble() {}

    static String words(Exception e) {
        if (e instanceof EOFException) {
            return "the server cut the connection";
        }
        if (e instanceof InterruptedIOException) {
            // a time-out of the socket, or of the whole call
            return "nothing heard in time";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
