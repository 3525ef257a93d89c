package metallb.adapters.devcluster;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import metallb.adapters.devcluster.fault.Fault.BreakWatch;
import metallb.adapters.devcluster.fault.Refusal;

/** A watch's lines on their way, broken after so many of them. */
final class FaultyWatch extends FilterOutputStream {
    private static final String HALF_A_LINE = "{\"type\":\"MODIFIED\",\"object\":{\"kind\":";

    private final Holds holds;
    private final BreakWatch plan;
    private int lines;
    private boolean struck;

    FaultyWatch(OutputStream out, Holds holds, BreakWatch plan) {
        super(out);
        this.holds = holds;
        this.plan = plan;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n' && ++lines >= plan.events()) {
                out.write(bytes, offset, i + 1 - offset);
                strike();
            }
        }
        out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
        if (lines >= plan.events() && !struck) {
            strike();
        }
    }

    @Override
    public void close() throws IOException {
        if (!struck) {
            out.close();
        }
    }

    private void strike() throws IOException {
        struck = true;
        out.flush();
        switch (plan.how()) {
            case END -> endInOrder();
            case EXPIRE -> {
                line("{\"type\":\"ERROR\",\"object\":" + Refusal.of(410).status() + "}\n");
                endInOrder();
            }
            case CUT -> line(HALF_A_LINE);
            case DROP -> { }
            case HANG -> holds.hold(plan.most());
        }
        throw new Broken(false);
    }

    private void line(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void endInOrder() throws IOException {
        out.close();
        throw new Broken(true);
    }

    /** A watch whose bursts of events come late. */
    static OutputStream late(OutputStream out, Holds holds, Duration by) {
        return new FilterOutputStream(out) {
            private boolean amidBurst;

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (!amidBurst) {
                    holds.hold(by);
                }
                amidBurst = true;
                out.write(bytes, offset, length);
            }

            @Override
            public void flush() throws IOException {
                amidBurst = false;
                out.flush();
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }
}
