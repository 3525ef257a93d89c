package metallb.adapters.nio;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.domain.net.AddressPort;
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
    private final Map<AddressPort, LinkSettings> expected = new LinkedHashMap<>();

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
        callers.forEach(caller -> expected.put(caller.remote().atAnyPort(), caller));
        servers.forEach(this::dropOthers);
        List<Expectation> expectations = new ArrayList<>();
        callers.forEach(caller -> expectations.add(new Expectation(caller, demand(caller))));
        return expectations;
    }

    /** What a connection from there is given, and held to. */
    Optional<LinkSettings> termsOf(AddressPort caller) {
        return Optional.ofNullable(expected.get(caller.atAnyPort()));
    }

    /** The same end, its zone written as that of who is expected from it: the kernel knows no words for zones. */
    AddressPort named(AddressPort caller) {
        for (AddressPort known : expected.keySet()) {
            if (known.address().equals(caller.address()) && Sockets.isSameZone(known.zone(), caller.zone())) {
                return new AddressPort(caller.address(), known.zone(), caller.port());
            }
        }
        return caller;
    }

    private void dropOthers(ServerSocketChannel server, Map<IpAddress, Secret> keys) {
        keys.keySet().removeIf(address -> {
            if (signerAt(address).isPresent()) {
                return false;
            }
            setup.dropKey(server, address);
            return true;
        });
    }

    /** The first of that address who is to sign, in whatever zone. */
    private Optional<LinkSettings> signerAt(IpAddress address) {
        return expected.values().stream().filter(caller -> caller.remote().address().equals(address)
                && caller.password().isPresent()).findFirst();
    }

    /**
     * Why the caller can't be made to sign, or can't help it; empty where he can, or need not. The kernel keeps one key an
     * address: what it takes for an interface beside it is a VRF (TCP_MD5SIG_EXT).
     */
    private Optional<String> demand(LinkSettings caller) {
        Optional<LinkSettings> signer = signerAt(caller.remote().address());
        if (signer.isEmpty()) {
            return Optional.empty();
        }
        if (!caller.password().equals(signer.get().password())) {
            return Optional.of("the kernel keeps one password for " + caller.remote().address()
                    + " on all interfaces, and " + signer.get().remote() + " has another");
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
