package metallb.bootstrap.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import metallb.domain.net.AddressPort;

/** The first sample of the usage page, word for word but for its peers. */
record Sample(String manifest, List<String> removed, List<String> added) {
    private static final String PEERS = "    peers:\n";
    private static final String POOLS = "    address-pools:\n";

    /** The sample with one peer for each router, and which lines were replaced by which. */
    static Sample with(List<AddressPort> routers) {
        String page = page();
        int from = page.indexOf(PEERS) + PEERS.length();
        int to = page.indexOf(POOLS);
        String removed = page.substring(from, to);
        StringBuilder added = new StringBuilder();
        for (AddressPort router : routers) {
            added.append(removed.replaceFirst("peer-address: .*",
                    "peer-address: " + router.address() + "\n      peer-port: " + router.port()));
        }
        return new Sample(page.substring(0, from) + added + page.substring(to), lines(removed), lines(added.toString()));
    }

    private static List<String> lines(String text) {
        return new ArrayList<>(text.lines().toList());
    }

    private static String page() {
        try (InputStream in = Sample.class.getResourceAsStream("sample.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
