package metallb.adapters.devcluster;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** An answer's body on its way, once late or cut off after so many bytes. */
final class FaultyAnswer extends FilterOutputStream {
    private final Holds holds;
    private final Duration late;
    private final int most;
    private int written;
    private boolean begun;
    private boolean broken;

    private FaultyAnswer(OutputStream out, Holds holds, Duration late, int most) {
        super(out);
        this.holds = holds;
        this.late = late;
        this.most = most;
    }

    static FaultyAnswer late(OutputStream out, Holds holds, Duration by) {
        return new FaultyAnswer(out, holds, by, Integer.MAX_VALUE);
    }

    static FaultyAnswer cutAfter(OutputStream out, Holds holds, int bytes) {
        return new FaultyAnswer(out, holds, Duration.ZERO, bytes);
    }

    /** Held, then lost whole. */
    static FaultyAnswer lost(OutputStream out, Holds holds, Duration held) {
        return new FaultyAnswer(out, holds, held, 0);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        begin();
        int fits = Math.min(length, most - written);
        out.write(bytes, offset, fits);
        written += fits;
        if (fits < length) {
            broken = true;
            if (most > 0) {
                out.flush();
            }
            throw new Broken(false);
        }
    }

    @Override
    public void close() throws IOException {
        // closing what is under it would end the answer in order
        if (!broken) {
            out.close();
        }
    }

    private void begin() throws IOException {
        if (!begun && !late.isZero()) {
            holds.hold(late);
        }
        begun = true;
    }
}
