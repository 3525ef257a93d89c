package metallb.domain.bgp.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.domain.net.Bytes;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/** The body of an OPEN (RFC 4271 4.2 and 6.2). What only the configuration can judge is left to the session. */
final class OpenReader {
    private static final int VERSION = 4;
    private static final int CAPABILITIES = 2;
    /** RFC 9072 section 2: this type in the first parameter means that lengths have two bytes. */
    private static final int EXTENDED = 255;

    private final Octets body;
    private final List<Capability> capabilities = new ArrayList<>();

    OpenReader(Octets body) {
        this.body = body;
    }

    Reading read() {
        int version = body.next8();
        int asField = body.next16();
        int holdTime = body.next16();
        long id = body.next32();
        if (version != VERSION) {
            return malformed(NotificationCode.UNSUPPORTED_VERSION, Bytes.ofHex("0004"), "BGP version " + version);
        }
        if (asField == 0) {
            return malformed(NotificationCode.BAD_PEER_AS, "AS number 0");
        }
        if (holdTime == 1 || holdTime == 2) {
            return malformed(NotificationCode.UNACCEPTABLE_HOLD_TIME, "hold time " + holdTime + " s");
        }
        if (id == 0) {
            return malformed(NotificationCode.BAD_BGP_IDENTIFIER, "router id 0.0.0.0");
        }
        return readParameters().<Reading>map(Reading.Malformed::new).orElseGet(() -> {
            Optional<Asn> fourOctet = Message.Open.fourOctetAs(capabilities);
            if (fourOctet.isEmpty() && asField == Asn.AS_TRANS.value()) {
                // RFC 6793 section 9: it stands for another number, which is not there
                return malformed(NotificationCode.BAD_PEER_AS, "AS number " + asField + " without the four-octet one");
            }
            Asn asn = fourOctet.orElse(new Asn(asField));
            return new Reading.Complete(new Message.Open(asn, asField, holdTime, new RouterId(id), capabilities));
        });
    }

    private Optional<NotificationError> readParameters() {
        int length = body.next8();
        boolean extended = length > 0 && body.remaining() >= 3 && body.peek8() == EXTENDED;
        if (extended) {
            body.next8();
            length = body.next16();
        }
        if (length != body.remaining()) {
            return unspecific("optional parameters of " + length + " bytes in " + body.remaining());
        }
        int header = extended ? 3 : 2;
        while (body.remaining() > 0) {
            if (body.remaining() < header) {
                return unspecific("half an optional parameter at the end");
            }
            int type = body.next8();
            int size = extended ? body.next16() : body.next8();
            if (size > body.remaining()) {
                return unspecific("an optional parameter of " + size + " bytes in " + body.remaining());
            }
            if (type != CAPABILITIES) {
                return Optional.of(new NotificationError(NotificationCode.UNSUPPORTED_OPTIONAL_PARAMETER, Bytes.EMPTY,
                        "optional parameter " + type));
            }
            Optional<NotificationError> error = readCapabilities(body.part(size));
            if (error.isPresent()) {
                return error;
            }
        }
        return Optional.empty();
    }

    /** RFC 5492 section 4: any number of them, in any order, repeated or not. */
    private Optional<NotificationError> readCapabilities(Octets parameter) {
        while (parameter.remaining() > 0) {
            if (parameter.remaining() < 2) {
                return unspecific("half a capability at the end");
            }
            int code = parameter.next8();
            int size = parameter.next8();
            if (size > parameter.remaining()) {
                return unspecific("capability " + code + " of " + size + " bytes in " + parameter.remaining());
            }
            if (!hasLengthOf(code, size)) {
                return unspecific("capability " + code + " of " + size + " bytes");
            }
            Octets value = parameter.part(size);
            if (code == Capability.FourOctetAs.CODE) {
                long asn = value.next32();
                if (asn == 0) {
                    return Optional.of(new NotificationError(NotificationCode.BAD_PEER_AS, Bytes.EMPTY, "AS number 0"));
                }
                capabilities.add(new Capability.FourOctetAs(new Asn(asn)));
            } else {
                capabilities.add(capability(code, value));
            }
        }
        return Optional.empty();
    }

    private static boolean hasLengthOf(int code, int size) {
        return switch (code) {
            case Capability.MultiProtocol.CODE, Capability.FourOctetAs.CODE -> size == 4;
            case Capability.ExtendedNextHop.CODE -> size % 6 == 0;
            case Capability.GracefulRestart.CODE -> size >= 2 && (size - 2) % 4 == 0;
            default -> true;
        };
    }

    private static Capability capability(int code, Octets value) {
        return switch (code) {
            case Capability.MultiProtocol.CODE -> {
                int afi = value.next16();
                value.next8();
                yield new Capability.MultiProtocol(afi, value.next8());
            }
            case Capability.ExtendedNextHop.CODE -> {
                List<Capability.ExtendedNextHop.Entry> entries = new ArrayList<>();
                while (value.remaining() > 0) {
                    entries.add(new Capability.ExtendedNextHop.Entry(value.next16(), value.next16(), value.next16()));
                }
                yield new Capability.ExtendedNextHop(entries);
            }
            case Capability.GracefulRestart.CODE -> {
                int field = value.next16();
                List<Capability.GracefulRestart.Entry> families = new ArrayList<>();
                while (value.remaining() > 0) {
                    families.add(new Capability.GracefulRestart.Entry(value.next16(), value.next8(), value.next8()));
                }
                yield new Capability.GracefulRestart(field >> 12, field & 0xfff, families);
            }
            case Capability.RouteRefresh.CODE -> value.remaining() == 0 ? new Capability.RouteRefresh()
                    : new Capability.Unknown(code, value.rest());
            case Capability.EnhancedRouteRefresh.CODE -> value.remaining() == 0 ? new Capability.EnhancedRouteRefresh()
                    : new Capability.Unknown(code, value.rest());
            default -> new Capability.Unknown(code, value.rest());
        };
    }

    private static Optional<NotificationError> unspecific(String text) {
        return Optional.of(new NotificationError(NotificationCode.OPEN_UNSPECIFIC, Bytes.EMPTY, text));
    }

    private static Reading malformed(NotificationCode code, String text) {
        return malformed(code, Bytes.EMPTY, text);
    }

    private static Reading malformed(NotificationCode code, Bytes data, String text) {
        return new Reading.Malformed(new NotificationError(code, data, text));
    }
}
