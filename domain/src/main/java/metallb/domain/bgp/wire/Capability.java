package metallb.domain.bgp.wire;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.route.Asn;

/** What a speaker says in its OPEN that it can do (RFC 5492). */
public sealed interface Capability {
    /** The only Subsequent Address Family that we speak: unicast forwarding (RFC 4760 section 6). */
    int UNICAST = 1;

    /** The number of the capability on the wire. */
    int code();

    /** RFC 4760 section 8: routes of this AFI and SAFI may be exchanged. */
    record MultiProtocol(int afi, int safi) implements Capability {
        static final int CODE = 1;

        public MultiProtocol {
            check(afi, 0xffff);
            check(safi, 0xff);
        }

        public static MultiProtocol unicast(Family family) {
            return new MultiProtocol(family.afi(), UNICAST);
        }

        /** The family, where it is one of the two that we speak. */
        public Optional<Family> family() {
            return Capability.family(afi, safi);
        }

        @Override
        public int code() {
            return CODE;
        }
    }

    /** RFC 2918: answers ROUTE-REFRESH. */
    record RouteRefresh() implements Capability {
        static final int CODE = 2;

        @Override
        public int code() {
            return CODE;
        }
    }

    /** RFC 8950: prefixes of a family with next hops of another. */
    record ExtendedNextHop(List<Entry> entries) implements Capability {
        static final int CODE = 5;

        public ExtendedNextHop {
            entries = List.copyOf(entries);
        }

        /** Each part 0 to 65535; the SAFI has two bytes here. */
        public record Entry(int afi, int safi, int nextHopAfi) {
            public Entry {
                check(afi, 0xffff);
                check(safi, 0xffff);
                check(nextHopAfi, 0xffff);
            }
        }

        @Override
        public int code() {
            return CODE;
        }
    }

    /**
     * RFC 4724, and RFC 8538 for the second flag.
     *
     * @param flags the upper four bits of the field: 8 restarting, 4 NOTIFICATION support
     * @param timeSeconds how long the peer shall keep the routes, 0 to 4095
     */
    record GracefulRestart(int flags, int timeSeconds, List<Entry> families) implements Capability {
        static final int CODE = 64;

        public GracefulRestart {
            check(flags, 0xf);
            check(timeSeconds, 0xfff);
            families = List.copyOf(families);
        }

        /** @param flags 128 where forwarding state was kept */
        public record Entry(int afi, int safi, int flags) {
            public Entry {
                check(afi, 0xffff);
                check(safi, 0xff);
                check(flags, 0xff);
            }
        }

        @Override
        public int code() {
            return CODE;
        }
    }

    /** RFC 6793: AS numbers have four bytes. */
    record FourOctetAs(Asn asn) implements Capability {
        static final int CODE = 65;

        public FourOctetAs {
            Objects.requireNonNull(asn, "asn");
        }

        @Override
        public int code() {
            return CODE;
        }
    }

    /** RFC 7313: marks begin and end of a refresh. */
    record EnhancedRouteRefresh() implements Capability {
        static final int CODE = 70;

        @Override
        public int code() {
            return CODE;
        }
    }

    /** Any other one, kept to be shown; RFC 5492 section 3 has it ignored. */
    record Unknown(int code, Bytes value) implements Capability {
        public Unknown {
            check(code, 0xff);
            check(value.length(), 0xff);
        }
    }

    /** The family of an AFI and a SAFI, where it is one of the two that we speak. */
    static Optional<Family> family(int afi, int safi) {
        if (safi != UNICAST) {
            return Optional.empty();
        }
        return afi == Family.IPV4.afi() ? Optional.of(Family.IPV4)
                : afi == Family.IPV6.afi() ? Optional.of(Family.IPV6) : Optional.empty();
    }

    private static void check(int number, int largest) {
        if (number < 0 || number > largest) {
            throw new IllegalArgumentException(number + " is not in 0.." + largest);
        }
    }
}
