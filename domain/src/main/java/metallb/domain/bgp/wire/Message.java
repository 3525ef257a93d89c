package metallb.domain.bgp.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/** The five BGP messages (RFC 4271 section 4, RFC 2918). */
public sealed interface Message {
    /** Marker, length and type. */
    int HEADER_BYTES = 19;
    /** The largest message without RFC 8654, which we do not negotiate. */
    int LARGEST_BYTES = 4096;

    /** The type on the wire. */
    int type();

    /**
     * The first message of each side.
     *
     * @param asn the number that counts: of the four-octet capability where there is one, else of the two-byte field
     * @param asField the two-byte field, 23456 where the number does not fit
     * @param holdTimeSeconds 0, or 3 to 65535
     * @param capabilities in the order written, repetitions included
     */
    record Open(Asn asn, int asField, int holdTimeSeconds, RouterId id, List<Capability> capabilities)
            implements Message {
        public static final int TYPE = 1;

        public Open {
            Objects.requireNonNull(id, "id");
            if (asField < 1 || asField > 0xffff) {
                throw new IllegalArgumentException("two-byte AS number " + asField);
            }
            if (holdTimeSeconds < 0 || holdTimeSeconds > 0xffff || holdTimeSeconds == 1 || holdTimeSeconds == 2) {
                throw new IllegalArgumentException("hold time " + holdTimeSeconds);
            }
            capabilities = List.copyOf(capabilities);
            if (!asn.equals(fourOctetAs(capabilities).orElse(new Asn(asField)))) {
                throw new IllegalArgumentException("AS number " + asn + " is not what the message says");
            }
        }

        /** Of ours: the four-octet capability is added behind {@code others}. */
        public static Open of(Asn asn, int holdTimeSeconds, RouterId id, List<Capability> others) {
            List<Capability> capabilities = new ArrayList<>(others);
            capabilities.add(new Capability.FourOctetAs(asn));
            Asn field = asn.fits2Bytes() ? asn : Asn.AS_TRANS;
            return new Open(asn, (int) field.value(), holdTimeSeconds, id, capabilities);
        }

        /** The number in the four-octet capability; where it is repeated, the first. */
        static Optional<Asn> fourOctetAs(List<Capability> capabilities) {
            for (Capability capability : capabilities) {
                if (capability instanceof Capability.FourOctetAs(Asn asn)) {
                    return Optional.of(asn);
                }
            }
            return Optional.empty();
        }

        /** Whether this speaker writes AS numbers with four bytes (RFC 6793). */
        public boolean speaksFourOctetAs() {
            return fourOctetAs(capabilities).isPresent();
        }

        @Override
        public int type() {
            return TYPE;
        }
    }

    /**
     * Routes come and go. The withdrawn ones are to be taken away before the announced ones are put in.
     *
     * @param withdrawn of both families; what a malformed message announced stands here too (RFC 7606 section 2)
     * @param announced empty where nothing is announced or {@code treatAsWithdraw} is present
     * @param attributes present where something is announced
     * @param endOfRib the family whose initial routes are complete (RFC 4724 section 2)
     * @param treatAsWithdraw what was wrong with the attributes
     * @param remarks what was passed over and why, 16 at most
     */
    record Update(List<Prefix> withdrawn, List<Reach> announced, Optional<PathAttributes> attributes,
            Optional<Family> endOfRib, Optional<String> treatAsWithdraw, List<String> remarks) implements Message {
        static final int TYPE = 2;

        public Update {
            withdrawn = List.copyOf(withdrawn);
            announced = List.copyOf(announced);
            remarks = List.copyOf(remarks);
            if (announced.isEmpty() == attributes.isPresent()) {
                throw new IllegalArgumentException("announced routes have attributes, nothing else has");
            }
            Objects.requireNonNull(endOfRib, "endOfRib");
            Objects.requireNonNull(treatAsWithdraw, "treatAsWithdraw");
        }

        /** What RFC 7606 had us treat as a withdrawal, or discard and pass over, in words; empty where all is in order. */
        public Optional<String> faults() {
            String discarded = String.join("; ", remarks);
            return treatAsWithdraw.map(why -> "treated as a withdrawal: " + why + (remarks.isEmpty() ? "" : "; " + discarded))
                    .or(() -> Optional.of(discarded).filter(_ -> !remarks.isEmpty()));
        }

        @Override
        public int type() {
            return TYPE;
        }
    }

    /**
     * Prefixes of one family and where their packets shall go; of two IPv6 next hops the first (RFC 2545). IPv4 prefixes may
     * have an IPv6 one (RFC 8950).
     */
    record Reach(IpAddress nextHop, List<Prefix> prefixes) {
        public Reach {
            Objects.requireNonNull(nextHop, "nextHop");
            prefixes = List.copyOf(prefixes);
        }
    }

    /**
     * The last message of a session; {@link NotificationText} puts it into words.
     *
     * @param code 0 to 255, whatever the peer wrote
     * @param subcode 0 to 255
     */
    record Notification(int code, int subcode, Bytes data) implements Message {
        static final int TYPE = 3;
        /** What fits behind header, code and subcode. */
        static final int LARGEST_DATA = LARGEST_BYTES - HEADER_BYTES - 2;

        public Notification {
            if (code < 0 || code > 255 || subcode < 0 || subcode > 255 || data.length() > LARGEST_DATA) {
                throw new IllegalArgumentException("notification " + code + "/" + subcode);
            }
        }

        @Override
        public int type() {
            return TYPE;
        }
    }

    record Keepalive() implements Message {
        static final int TYPE = 4;

        @Override
        public int type() {
            return TYPE;
        }
    }

    /** @param subtype 0 asks for the routes (RFC 2918), 1 begins and 2 ends the answer (RFC 7313), others mean nothing */
    record RouteRefresh(int afi, int safi, int subtype) implements Message {
        public static final int TYPE = 5;
        /** Asks for the routes. */
        public static final int REQUEST = 0;
        /** Begins the answer: what is not said again until its end is to be forgotten then. */
        public static final int BEGIN = 1;
        public static final int END = 2;

        public RouteRefresh {
            if (afi < 0 || afi > 0xffff || safi < 0 || safi > 0xff || subtype < 0 || subtype > 0xff) {
                throw new IllegalArgumentException("route refresh " + afi + "/" + safi + "/" + subtype);
            }
        }

        /** Asks for all routes of a family again. */
        public static RouteRefresh request(Family family) {
            return of(family, REQUEST);
        }

        public static RouteRefresh of(Family family, int subtype) {
            return new RouteRefresh(family.afi(), Capability.UNICAST, subtype);
        }

        /** The family, where it is one of the two that we speak. */
        public Optional<Family> family() {
            return Capability.family(afi, safi);
        }

        @Override
        public int type() {
            return TYPE;
        }
    }
}
