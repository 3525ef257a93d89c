package metallb.domain.route;

import java.util.Objects;
import metallb.domain.net.IpAddress;

/** Where routers shall send the packets of a route. */
public sealed interface NextHop {
    /** To us: each session fills in its own local address. */
    record Self() implements NextHop {
        @Override
        public String toString() {
            return "self";
        }
    }

    /** To {@code address}, the same for every session. */
    record Via(IpAddress address) implements NextHop {
        public Via {
            Objects.requireNonNull(address, "address");
        }

        @Override
        public String toString() {
            return address.toString();
        }
    }

    NextHop SELF = new Self();
}
