package metallb.bootstrap.scenario.command;

import java.util.List;
import java.util.Optional;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Secret;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/**
 * {@code router r1 10.0.0.1 as 100}: a router that takes a session from everybody. Its address is its router id, unless
 * another follows, as it must where the address is IPv6: {@code router r2 2001:db8::2 as 100 id 10.0.0.2}. With
 * {@code password hush} at the end everybody must sign with that.
 */
record NewRouter(String name, IpAddress address, World.Bgp bgp) implements Command {
    static NewRouter parse(Arguments arguments) throws Refusal {
        String name = arguments.name("NAME");
        IpAddress address = arguments.address();
        arguments.keyword("as");
        Asn asn = arguments.asn();
        RouterId id = id(arguments, address);
        Optional<Secret> password = password(arguments);
        arguments.end();
        return new NewRouter(name, address, new World.Bgp(asn, id, password));
    }

    private static RouterId id(Arguments arguments, IpAddress address) throws Refusal {
        boolean said = arguments.hasMore() && !arguments.isNext("password");
        if (!said && !address.isIpv4()) {
            throw new Refusal(address + " is no IPv4 address, which could be the router's id as well; write id ID behind");
        }
        String text = address.toString();
        if (said) {
            arguments.keyword("id");
            text = arguments.next("ID");
        }
        String id = text;
        return RouterId.parse(id).orElseThrow(() -> new Refusal("\"" + id + "\" is no router id"));
    }

    private static Optional<Secret> password(Arguments arguments) throws Refusal {
        if (!arguments.hasMore()) {
            return Optional.empty();
        }
        arguments.keyword("password");
        Secret password = Secret.of(arguments.next("PASSWORD"));
        if (!password.isKey()) {
            throw new Refusal("a password has " + Secret.LONGEST_KEY + " bytes at most");
        }
        return Optional.of(password);
    }

    @Override
    public List<String> run(World world) throws Refusal {
        Present.unknown(world, Who.router(name));
        Present.free(world, address);
        world.addRouter(name, address, bgp);
        return List.of();
    }
}
