package metallb.bootstrap.process;

import metallb.domain.net.AddressPort;
import metallb.domain.net.IpAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code ADDRESS:PORT}, an IPv6 address in brackets. */
public final class AddressPortConverter implements ITypeConverter<AddressPort> {
    @Override
    public AddressPort convert(String text) {
        int colon = text.lastIndexOf(':');
        if (colon > 0 && text.substring(colon + 1).matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text.substring(colon + 1));
            String address = text.substring(0, colon);
            boolean bracketed = address.startsWith("[") && address.endsWith("]");
            var parsed = IpAddress.parse(bracketed ? address.substring(1, address.length() - 1) : address);
            if (port <= 65535 && parsed.isPresent() && parsed.get().isIpv4() != bracketed) {
                return new AddressPort(parsed.get(), port);
            }
        }
        throw new TypeConversionException(
                "'" + text + "' is not ADDRESS:PORT; wanted something like 127.0.0.1:179 or [::1]:179");
    }
}
