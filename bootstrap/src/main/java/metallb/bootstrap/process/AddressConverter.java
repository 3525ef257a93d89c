package metallb.bootstrap.process;

import metallb.domain.net.IpAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Addresses on the command line: digits only, nothing is looked up. */
public final class AddressConverter implements ITypeConverter<IpAddress> {
    @Override
    public IpAddress convert(String text) {
        return IpAddress.parse(text).orElseThrow(() -> new TypeConversionException(
                "'" + text + "' is not an IP address; wanted something like 10.0.0.1 or 2001:db8::1"));
    }
}
