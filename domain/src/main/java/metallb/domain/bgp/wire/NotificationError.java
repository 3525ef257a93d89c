package metallb.domain.bgp.wire;

import java.util.Objects;
import metallb.domain.net.Bytes;

/**
 * Why a session ends by our side: the NOTIFICATION that says so, and the same for people.
 *
 * @param data at most what a message holds; the rest is cut off
 * @param text what was wrong, with the numbers that were read
 */
public record NotificationError(NotificationCode code, Bytes data, String text) {
    public NotificationError {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(text, "text");
        if (data.length() > Message.Notification.LARGEST_DATA) {
            data = data.slice(0, Message.Notification.LARGEST_DATA);
        }
    }

    public Message.Notification notification() {
        return code.notification(data);
    }
}
