package metallb.adapters.nio;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.domain.net.Expectation;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.Secret;

/**
 * Who is expected to connect, and who of them must sign, and be near. A listening socket has a key for each of those,
 * since the kernel answers a SYN before anybody here knows of it; the rest is for each connection when it is accepted.
 */
final class Callers {
    private static final IpAddress ANY_IPV6 = IpAddress.of("::");

    private final SocketSetup setup;
    /** The listening sockets, each with the keys that it has. */
    private final Map<ServerSocketChannel, Map<IpAddress, Secret>> servers = new LinkedHashMap<>();
    private final Map<IpAddress, LinkSettings> expected = new LinkedHashMap<>();

    Callers(SocketSetup setup) {
        this.setup = setup;
    }

    /** One more place to connect to; whoever is expected is expected there too. */
    List<Expectation> listenAt(ServerSocketChannel server) {
        servers.put(server, new LinkedHashMap<>());
        return expect(List.copyOf(expected.values()));
    }

    List<Expectation> expect(List<LinkSettings> callers) {
        expected.clear();
        callers.forEach(caller -> expected.put(caller.remote().address(), caller));
        servers.forEach(this::dropOthers);
        List<Expectation> expectations = new ArrayList<>();
        callers.forEach(caller -> expectations.add(new Expectation(caller, demand(caller))));
        return expectations;
    }

    /** What a connection from there is given, and held to. */
    Optional<LinkSettings> termsOf(IpAddress caller) {
        return Optional.ofNullable(expected.get(caller));
    }

    private void dropOthers(ServerSocketChannel server, Map<IpAddress, Secret> keys) {
        keys.keySet().removeIf(address -> {
            LinkSettings caller = expected.get(address);
            if (caller != null && caller.password().isPresent()) {
                return false;
            }
            setup.dropKey(server, address);
            return true;
        });
    }

    /** Why the caller can't be made to sign; empty where he can, or need not. */
    private Optional<String> demand(LinkSettings caller) {
        if (caller.password().isEmpty()) {
            return Optional.empty();
        }
        IpAddress address = caller.remote().address();
        Secret password = caller.password().get();
        boolean anywhere = false;
        for (Map.Entry<ServerSocketChannel, Map<IpAddress, Secret>> server : servers.entrySet()) {
            try {
                if (hears(server.getKey(), address.family())) {
                    anywhere = true;
                    if (!password.equals(server.getValue().get(address))) {
                        setup.demandKey(server.getKey(), address, password);
                        server.getValue().put(address, password);
                    }
                }
            } catch (IOException refusal) {
                return Optional.of(Sockets.words(refusal));
            }
        }
        return anywhere ? Optional.empty() : Optional.of("nobody listens at an " + address.family() + " address");
    }

    /** Whoever listens at {@code ::} hears IPv4 as well: the JDK opens such sockets for both families. */
    private static boolean hears(ServerSocketChannel server, Family caller) throws IOException {
        IpAddress place = Sockets.addressPort(server.getLocalAddress()).address();
        return place.family() == caller || place.equals(ANY_IPV6);
    }
}
