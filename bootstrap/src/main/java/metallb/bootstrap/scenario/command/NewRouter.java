package metallb.bootstrap.scenario.command;

import java.util.List;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/**
 * {@code router r1 10.0.0.1 as 100}: a router that takes a session from everybody. Its address is its router id, unless
 * another follows, as it must where the address is IPv6: {@code router r2 2001:db8::2 as 100 id 10.0.0.2}.
 */
record NewRouter(String name, IpAddress address, Asn asn, RouterId id) implements Command {
    static NewRouter parse(Arguments arguments) throws Refusal {
        String name = arguments.name("NAME");
        IpAddress address = arguments.address();
        arguments.keyword("as");
        Asn asn = arguments.asn();
        RouterId id = id(arguments, address);
        arguments.end();
        return new NewRouter(name, address, asn, id);
    }

    private static RouterId id(Arguments arguments, IpAddress address) throws Refusal {
        if (!arguments.hasMore() && !address.isIpv4()) {
            throw new Refusal(address + " is no IPv4 address, which could be the router's id as well; write id ID behind");
        }
        String text = address.toString();
        if (arguments.hasMore()) {
            arguments.keyword("id");
            text = arguments.next("ID");
        }
        String id = text;
        return RouterId.parse(id).orElseThrow(() -> new Refusal("\"" + id + "\" is no router id"));
    }

    @Override
    public List<String> run(World world) throws Refusal {
        Present.unknown(world, Who.router(name));
        Present.free(world, address);
        world.addRouter(name, address, asn, id);
        return List.of();
    }
}
