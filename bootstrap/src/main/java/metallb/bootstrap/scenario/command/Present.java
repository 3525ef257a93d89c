package metallb.bootstrap.scenario.command;

import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.net.IpAddress;

/** What a command may ask of the world's participants, and the words where it may not. */
final class Present {
    private Present() {}

    static void known(World world, Who who) throws Refusal {
        if (!world.isKnown(who)) {
            throw new Refusal("there is no " + who);
        }
    }

    static void unknown(World world, Who who) throws Refusal {
        if (world.isKnown(who)) {
            throw new Refusal("there is a " + who + " already");
        }
    }

    static void running(World world, Who who) throws Refusal {
        known(world, who);
        if (!world.isRunning(who)) {
            throw new Refusal(who + " does not run");
        }
    }

    static void notRunning(World world, Who who) throws Refusal {
        known(world, who);
        if (world.isRunning(who)) {
            throw new Refusal(who + " runs already");
        }
    }

    /** Every host has an address of its own. */
    static void free(World world, IpAddress address) throws Refusal {
        for (Who.Role role : Who.Role.values()) {
            for (Who who : world.all(role)) {
                if (world.addresses(who).contains(address)) {
                    throw new Refusal(address + " is the address of " + who + " already");
                }
            }
        }
    }

    /** A router of that name, or else the speaker of that node. */
    static Who routerOrSpeaker(World world, String name) throws Refusal {
        Who router = Who.router(name);
        Who who = world.isKnown(router) ? router : Who.speaker(name);
        if (!world.isKnown(who)) {
            throw new Refusal("there is neither a router nor a node " + name);
        }
        return who;
    }
}
