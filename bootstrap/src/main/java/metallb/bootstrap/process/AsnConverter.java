package metallb.bootstrap.process;

import metallb.domain.route.Asn;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** AS numbers on the command line. */
public final class AsnConverter implements ITypeConverter<Asn> {
    @Override
    public Asn convert(String text) {
        return Asn.parse(text).orElseThrow(() -> new TypeConversionException(
                "'" + text + "' is not an AS number; wanted a number from 1 to 4294967295"));
    }
}
