package metallb.bootstrap.process;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A hold time in whole seconds, as RFC 4271 4.2 allows it: 0, or 3 and more. */
public final class HoldTimeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        if (text.matches("[0-9]{1,5}")) {
            int seconds = Integer.parseInt(text);
            if (seconds == 0 || seconds >= 3 && seconds <= 65535) {
                return Duration.ofSeconds(seconds);
            }
        }
        throw new TypeConversionException("'" + text + "' is not a hold time; wanted 0, or 3 to 65535 seconds");
    }
}
