package metallb.domain.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.UpdateWriter;
import metallb.domain.bgp.wire.NextHops;
import metallb.domain.bgp.wire.WireTerms;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.Now;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.Attributes;
import metallb.domain.route.Community;
import metallb.domain.route.NextHop;
import metallb.domain.route.Origin;
import metallb.domain.route.RouteKey;
import metallb.domain.route.RouterId;

/** A router's core under virtual time; the test plays the transport and those who call. */
final class RouterBench {
    static final Asn ASN = new Asn(64512);
    private static final AddressPort LOCAL = new AddressPort(IpAddress.of("192.0.2.254"), 179);

    final RouterCore core;
    final List<RouterEffect> effects = new ArrayList<>();
    private long nanos = 5_000_000_000L;
    private long links;

    RouterBench(int mostRoutes) {
        core = new RouterCore(new RouterSettings(ASN, RouterId.of("192.0.2.254"), Duration.ofSeconds(90)), mostRoutes);
    }

    Now now() {
        return new Now(nanos, Instant.EPOCH.plusNanos(nanos));
    }

    /** An event and the drain after it; what was sent is drained at once. */
    RouterBench on(RouterEvent event) {
        core.on(now(), event);
        return drain();
    }

    RouterBench drain() {
        List<RouterEffect> drained = core.drain(now());
        effects.addAll(drained);
        for (RouterEffect effect : drained) {
            if (effect instanceof LinkEffect.Send(LinkId link, Bytes bytes)) {
                on(new LinkEvent.Drained(link, bytes.length()));
            }
        }
        return this;
    }

    RouterBench pass(Duration time) {
        long end = nanos + time.toNanos();
        while (core.nextDeadline().orElse(Long.MAX_VALUE) <= end) {
            nanos = Math.max(nanos, core.nextDeadline().getAsLong());
            drain();
        }
        nanos = end;
        return drain();
    }

    /** The lines since the last call: level, subject, event, text. */
    List<String> reports() {
        List<String> reports = effects.stream().flatMap(effect -> effect instanceof Report report
                ? Stream.of(report.level() + " " + report.subject() + " " + report.event() + " " + report.text())
                : Stream.empty()).toList();
        effects.clear();
        return reports;
    }

    Caller caller(int asn, int number) {
        return new Caller(new Asn(asn), number);
    }

    /** Somebody with an address of that number. */
    final class Caller {
        final LinkId link = new LinkId(--links);
        private final IpAddress address;
        private final AddressPort remote;
        private final Asn asn;
        private final UpdateWriter writer;

        Caller(Asn asn, int number) {
            this.asn = asn;
            this.address = IpAddress.ofIpv4(192, 0, 2, number);
            this.remote = new AddressPort(address, 40000 + number);
            this.writer = new UpdateWriter(new WireTerms(asn, asn.equals(ASN), true,
                    List.of(Family.IPV4, Family.IPV6),
                    NextHops.of(Optional.of(address), Optional.of(IpAddress.of("2001:db8::" + number)))));
        }

        String subject() {
            return remote.toString();
        }

        Caller call() {
            on(new LinkEvent.Accepted(link, LinkEnds.of(LOCAL, remote)));
            return this;
        }

        Caller establish() {
            call().send(MessageWriter.open(Message.Open.of(asn, 9, new RouterId(address.low()), List.of(
                    Capability.MultiProtocol.unicast(Family.IPV4), Capability.MultiProtocol.unicast(Family.IPV6)))));
            return send(MessageWriter.keepalive());
        }

        Caller send(Bytes bytes) {
            on(new LinkEvent.Received(link, bytes));
            return this;
        }

        Caller announce(String prefix, Community... communities) {
            RouteKey key = RouteKey.of(Prefix.of(prefix));
            writer.beginAnnouncing(key.family(), NextHop.SELF,
                    Attributes.originated(Origin.IGP, OptionalLong.empty(), List.of(communities)));
            writer.add(key);
            return send(writer.finish());
        }

        Caller withdraw(String prefix) {
            RouteKey key = RouteKey.of(Prefix.of(prefix));
            writer.beginWithdrawing(key.family());
            writer.add(key);
            return send(writer.finish());
        }

        Caller down(String why) {
            on(new LinkEvent.Down(link, why));
            return this;
        }
    }
}
