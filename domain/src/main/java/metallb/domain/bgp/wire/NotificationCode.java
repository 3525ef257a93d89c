package metallb.domain.bgp.wire;

import java.util.Optional;
import metallb.domain.net.Bytes;

/** Error codes and subcodes of IANA's BGP registries, with their names there. Subcode 0 is unspecific. */
public enum NotificationCode {
    HEADER_UNSPECIFIC(1, 0, ""),
    CONNECTION_NOT_SYNCHRONIZED(1, 1, "Connection Not Synchronized"),
    BAD_MESSAGE_LENGTH(1, 2, "Bad Message Length"),
    BAD_MESSAGE_TYPE(1, 3, "Bad Message Type"),

    OPEN_UNSPECIFIC(2, 0, ""),
    UNSUPPORTED_VERSION(2, 1, "Unsupported Version Number"),
    BAD_PEER_AS(2, 2, "Bad Peer AS"),
    BAD_BGP_IDENTIFIER(2, 3, "Bad BGP Identifier"),
    UNSUPPORTED_OPTIONAL_PARAMETER(2, 4, "Unsupported Optional Parameter"),
    /** Deprecated by RFC 4271; old speakers send it. */
    AUTHENTICATION_FAILURE(2, 5, "Authentication Failure"),
    UNACCEPTABLE_HOLD_TIME(2, 6, "Unacceptable Hold Time"),
    UNSUPPORTED_CAPABILITY(2, 7, "Unsupported Capability"),
    /** RFC 9234. */
    ROLE_MISMATCH(2, 11, "Role Mismatch"),

    UPDATE_UNSPECIFIC(3, 0, ""),
    MALFORMED_ATTRIBUTE_LIST(3, 1, "Malformed Attribute List"),
    UNRECOGNIZED_WELL_KNOWN_ATTRIBUTE(3, 2, "Unrecognized Well-known Attribute"),
    MISSING_WELL_KNOWN_ATTRIBUTE(3, 3, "Missing Well-known Attribute"),
    ATTRIBUTE_FLAGS_ERROR(3, 4, "Attribute Flags Error"),
    ATTRIBUTE_LENGTH_ERROR(3, 5, "Attribute Length Error"),
    INVALID_ORIGIN(3, 6, "Invalid ORIGIN Attribute"),
    /** Deprecated by RFC 4271; old speakers send it. */
    AS_ROUTING_LOOP(3, 7, "AS Routing Loop"),
    INVALID_NEXT_HOP(3, 8, "Invalid NEXT_HOP Attribute"),
    OPTIONAL_ATTRIBUTE_ERROR(3, 9, "Optional Attribute Error"),
    INVALID_NETWORK_FIELD(3, 10, "Invalid Network Field"),
    MALFORMED_AS_PATH(3, 11, "Malformed AS_PATH"),

    HOLD_TIMER_EXPIRED(4, 0, ""),

    FSM_UNSPECIFIC(5, 0, ""),
    /** RFC 6608, as the next two. */
    UNEXPECTED_IN_OPEN_SENT(5, 1, "Receive Unexpected Message in OpenSent State"),
    UNEXPECTED_IN_OPEN_CONFIRM(5, 2, "Receive Unexpected Message in OpenConfirm State"),
    UNEXPECTED_IN_ESTABLISHED(5, 3, "Receive Unexpected Message in Established State"),

    CEASE_UNSPECIFIC(6, 0, ""),
    /** RFC 4486, as the next seven. */
    MAXIMUM_PREFIXES(6, 1, "Maximum Number of Prefixes Reached"),
    ADMINISTRATIVE_SHUTDOWN(6, 2, "Administrative Shutdown"),
    PEER_DECONFIGURED(6, 3, "Peer De-configured"),
    ADMINISTRATIVE_RESET(6, 4, "Administrative Reset"),
    CONNECTION_REJECTED(6, 5, "Connection Rejected"),
    OTHER_CONFIGURATION_CHANGE(6, 6, "Other Configuration Change"),
    CONNECTION_COLLISION(6, 7, "Connection Collision Resolution"),
    OUT_OF_RESOURCES(6, 8, "Out of Resources"),
    /** RFC 8538: the data is the NOTIFICATION proper. */
    HARD_RESET(6, 9, "Hard Reset"),
    /** RFC 9384. */
    BFD_DOWN(6, 10, "BFD Down"),

    ROUTE_REFRESH_UNSPECIFIC(7, 0, ""),
    /** RFC 7313. */
    REFRESH_INVALID_LENGTH(7, 1, "Invalid Message Length"),

    /** RFC 9687. */
    SEND_HOLD_TIMER_EXPIRED(8, 0, "");

    private final int code;
    private final int subcode;
    private final String subcodeName;

    NotificationCode(int code, int subcode, String subcodeName) {
        this.code = code;
        this.subcode = subcode;
        this.subcodeName = subcodeName;
    }

    public int code() {
        return code;
    }

    public int subcode() {
        return subcode;
    }

    /** The registry's name of the subcode; empty where it is unspecific or the code has none. */
    public String subcodeName() {
        return subcodeName;
    }

    public Message.Notification notification(Bytes data) {
        return new Message.Notification(code, subcode, data);
    }

    /** The registered pair; empty where there is none. */
    public static Optional<NotificationCode> of(int code, int subcode) {
        for (NotificationCode known : values()) {
            if (known.code == code && known.subcode == subcode) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /** The registry's name of an error code, for any code that is not registered {@code Unknown Error}. */
    public static String nameOf(int code) {
        return switch (code) {
            case 1 -> "Message Header Error";
            case 2 -> "OPEN Message Error";
            case 3 -> "UPDATE Message Error";
            case 4 -> "Hold Timer Expired";
            case 5 -> "Finite State Machine Error";
            case 6 -> "Cease";
            case 7 -> "ROUTE-REFRESH Message Error";
            case 8 -> "Send Hold Timer Expired";
            default -> "Unknown Error";
        };
    }
}
