package metallb.adapters.support.transporttest;

import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.LinkId;

/** One thing that a listener was told. */
public sealed interface Heard {
    LinkId link();

    record Accepted(LinkId link, AddressPort local, AddressPort remote) implements Heard {}

    record Up(LinkId link, AddressPort local, AddressPort remote) implements Heard {}

    record Received(LinkId link, Bytes chunk) implements Heard {}

    record Probed(LinkId link) implements Heard {}

    record Drained(LinkId link, int bytes) implements Heard {}

    record Suspected(LinkId link, String cause) implements Heard {}

    record Down(LinkId link, String why) implements Heard {}
}
