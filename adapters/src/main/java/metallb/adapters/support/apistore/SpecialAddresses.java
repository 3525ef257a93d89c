package metallb.adapters.support.apistore;

import java.util.List;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;

/** What the server says of addresses at which no other machine can be reached: endpoints and external addresses are none of them. */
final class SpecialAddresses {
    private static final List<Prefix> LOOPBACK = List.of(Prefix.of("127.0.0.0/8"), Prefix.of("::1/128"));
    private static final List<Prefix> LINK_LOCAL = List.of(Prefix.of("169.254.0.0/16"), Prefix.of("fe80::/10"));
    private static final List<Prefix> LINK_LOCAL_MULTICAST = List.of(Prefix.of("224.0.0.0/24"), Prefix.of("ff02::/16"));

    private SpecialAddresses() {
    }

    /** {@code text}: the address, as it is written in this field. */
    static void check(String text, String field, List<FieldError> errors) {
        IpAddress address = IpAddress.parse(text).orElse(null);
        if (address == null) {
            errors.add(FieldError.invalid(field, text, "must be a valid IP address"));
        } else if (address.isUnspecified()) {
            errors.add(FieldError.invalid(field, text, "may not be unspecified (" + text + ")"));
        } else if (isIn(address, LOOPBACK)) {
            errors.add(FieldError.invalid(field, text, "may not be in the loopback range (127.0.0.0/8, ::1/128)"));
        } else if (isIn(address, LINK_LOCAL)) {
            errors.add(FieldError.invalid(field, text, "may not be in the link-local range (169.254.0.0/16, fe80::/10)"));
        } else if (isIn(address, LINK_LOCAL_MULTICAST)) {
            errors.add(FieldError.invalid(field, text, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"));
        }
    }

    private static boolean isIn(IpAddress address, List<Prefix> prefixes) {
        return prefixes.stream().anyMatch(prefix -> prefix.family() == address.family() && prefix.contains(address));
    }
}
