package metallb.bootstrap.process;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A TCP port on the command line. */
public final class PortConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65535) {
            return Integer.valueOf(text);
        }
        throw new TypeConversionException("'" + text + "' is not a port; wanted a number from 0 to 65535");
    }
}
