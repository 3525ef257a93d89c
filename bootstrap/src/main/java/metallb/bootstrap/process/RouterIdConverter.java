package metallb.bootstrap.process;

import metallb.domain.route.RouterId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** BGP identifiers on the command line. */
public final class RouterIdConverter implements ITypeConverter<RouterId> {
    @Override
    public RouterId convert(String text) {
        return RouterId.parse(text).orElseThrow(() -> new TypeConversionException(
                "'" + text + "' is not a router id; wanted four numbers as in 10.0.0.1, not 0.0.0.0"));
    }
}
