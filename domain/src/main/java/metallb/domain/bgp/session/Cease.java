package metallb.domain.bgp.session;

import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.bgp.wire.NotificationError;
import metallb.domain.bgp.wire.NotificationText;
import metallb.domain.net.Bytes;

/** The NOTIFICATIONs of sessions that end by our will. */
final class Cease {
    private Cease() {}

    /** RFC 9003: two of the subcodes carry the text to the operator on the other side. */
    static NotificationError of(NotificationCode code, String text) {
        boolean carriesText = code == NotificationCode.ADMINISTRATIVE_SHUTDOWN
                || code == NotificationCode.ADMINISTRATIVE_RESET;
        return new NotificationError(code, carriesText ? NotificationText.shutdownData(text) : Bytes.EMPTY, text);
    }

    /** The code of a Cease subcode; what is not registered is none of ours. */
    static NotificationCode code(int subcode) {
        return NotificationCode.of(NotificationCode.CEASE_UNSPECIFIC.code(), subcode)
                .orElseThrow(() -> new IllegalArgumentException("Cease subcode " + subcode));
    }

    /** Whether the session does not come back, so that routes kept for it would lead nowhere. */
    static boolean isForGood(NotificationCode code) {
        return code == NotificationCode.ADMINISTRATIVE_SHUTDOWN || code == NotificationCode.PEER_DECONFIGURED;
    }

    /** RFC 8538 section 3: Hard Reset, with the NOTIFICATION proper as its data. */
    static NotificationError hard(NotificationError error) {
        Bytes proper = error.notification().data();
        byte[] data = new byte[2 + proper.length()];
        data[0] = (byte) error.code().code();
        data[1] = (byte) error.code().subcode();
        proper.copyTo(data, 2);
        return new NotificationError(NotificationCode.HARD_RESET, Bytes.copyOf(data), error.text());
    }
}
