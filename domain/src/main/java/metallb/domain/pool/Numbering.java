package metallb.domain.pool;

import metallb.domain.net.IpAddress;

/**
 * Numbers the addresses that a range may hand out without gaps and in their order, so that intervals of them can be
 * kept whatever is left out in between. The numbers of an address family are written as addresses of that family.
 */
enum Numbering {
    /** Every address counts; its number is itself. */
    EVERY {
        @Override
        boolean counts(IpAddress address) {
            return true;
        }

        @Override
        IpAddress number(IpAddress address) {
            return address;
        }

        @Override
        IpAddress address(IpAddress number) {
            return number;
        }
    },
    /** IPv4 without the addresses that end in .0 or .255: 254 of each 256 count. */
    WITHOUT_BUGGY {
        @Override
        boolean counts(IpAddress address) {
            long last = address.low() & 0xff;
            return last != 0 && last != 255;
        }

        @Override
        IpAddress number(IpAddress address) {
            return IpAddress.ofIpv4((address.low() >>> 8) * COUNTED + (address.low() & 0xff) - 1);
        }

        @Override
        IpAddress address(IpAddress number) {
            return IpAddress.ofIpv4(number.low() / COUNTED << 8 | number.low() % COUNTED + 1);
        }
    };

    private static final long COUNTED = 254;

    abstract boolean counts(IpAddress address);

    /** The number of an address that counts. */
    abstract IpAddress number(IpAddress address);

    /** The address of a number. */
    abstract IpAddress address(IpAddress number);
}
