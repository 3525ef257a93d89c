package metallb.adapters.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;

/** What Logback wants of an encoder, around the one thing that differs. */
abstract class LineEncoder extends EncoderBase<ILoggingEvent> {
    /** The whole line with its end, in UTF-8. */
    abstract byte[] encode(Line line);

    @Override
    public final byte[] encode(ILoggingEvent event) {
        return encode(Line.of(event));
    }

    @Override
    public final byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public final byte[] footerBytes() {
        return new byte[0];
    }
}
