package metallb.acceptance.bench;

import java.util.concurrent.CountDownLatch;

/**
 * A {@link LiveSpeaker} with so many services, each with an address of its own from 10.128.0.0 on, towards one router, until
 * the process is ended: {@code RouteSpeaker SERVICES ROUTER PEER-ASN MY-ASN}.
 */
public final class RouteSpeaker {
    private RouteSpeaker() {}

    public static void main(String[] arguments) throws Exception {
        String config = """
                peers:
                - {peer-address: %s, peer-asn: %s, my-asn: %s, hold-time: 90s}
                address-pools:
                - {name: default, protocol: bgp, addresses: [10.128.0.0/15]}
                """.formatted(arguments[1], arguments[2], arguments[3]);
        try (LiveSpeaker _ = new LiveSpeaker(config, Integer.parseInt(arguments[0]))) {
            new CountDownLatch(1).await();
        }
    }
}
