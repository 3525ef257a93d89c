package metallb.bootstrap.process;

import metallb.domain.net.Prefix;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code ADDRESS/LENGTH}. */
public final class PrefixConverter implements ITypeConverter<Prefix> {
    @Override
    public Prefix convert(String text) {
        return Prefix.parse(text).orElseThrow(() -> new TypeConversionException(
                "'" + text + "' is not a prefix; wanted something like 10.0.0.0/16 or 2001:db8::/64"));
    }
}
