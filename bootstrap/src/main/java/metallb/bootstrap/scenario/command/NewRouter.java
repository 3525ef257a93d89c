package metallb.bootstrap.scenario.command;

import java.util.List;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Asn;

/** {@code router r1 10.0.0.1 as 100}: a router that takes a session from everybody; its address is its router id. */
record NewRouter(String name, IpAddress address, Asn asn) implements Command {
    static NewRouter parse(Arguments arguments) throws Refusal {
        String name = arguments.name("NAME");
        IpAddress address = arguments.address();
        if (!address.isIpv4()) {
            throw new Refusal(address + " is no IPv4 address, which a router needs as its id");
        }
        arguments.keyword("as");
        NewRouter router = new NewRouter(name, address, arguments.asn());
        arguments.end();
        return router;
    }

    @Override
    public List<String> run(World world) throws Refusal {
        Present.unknown(world, Who.router(name));
        Present.free(world, address);
        world.addRouter(name, address, asn);
        return List.of();
    }
}
