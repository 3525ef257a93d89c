package metallb.domain.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import metallb.domain.net.Family;
import metallb.domain.net.HopLimit;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Secret;

/** Reads how the connection with a peer is made. */
final class LinkGrammar {
    static final List<String> SECRET = List.of("name");
    private static final String WANTED_SOURCE = "expected an IPv4 or IPv6 address of the nodes in digits";
    private static final String WANTED_PASSWORD = "expected a text of 1 to " + Secret.LONGEST_KEY + " bytes";
    private static final String WANTED_SECRET = "expected the name of a Secret in our namespace";

    private final Findings findings;

    LinkGrammar(Findings findings) {
        this.findings = findings;
    }

    /**
     * @param family the router's; empty where its address is missing or wrong
     * @param internal whether the router is in our own AS
     */
    PeerLink read(Section peer, Optional<Family> family, boolean internal) {
        return new PeerLink(source(peer, family), authentication(peer), hopLimit(peer, internal),
                peer.truth("passive", false));
    }

    private Optional<IpAddress> source(Section peer, Optional<Family> family) {
        return peer.scalar("source-address", WANTED_SOURCE).flatMap(scalar -> {
            Optional<IpAddress> address = IpAddress.parse(scalar.text()).filter(RangeText::isOneHost);
            String invalid = "invalid source IP " + Quote.of(scalar.text());
            if (address.isEmpty()) {
                findings.error(scalar.where(), invalid, WANTED_SOURCE);
            } else if (family.isPresent() && address.get().family() != family.get()) {
                findings.error(scalar.where(), invalid + ": it is of " + address.get().family()
                        + " and the router's of " + family.get(), "expected an address of " + family.get());
            }
            return address;
        });
    }

    private Optional<Authentication> authentication(Section peer) {
        Optional<Authentication> password = peer.scalar("password", WANTED_PASSWORD).flatMap(this::password);
        Optional<Authentication> secret = peer.value("password-secret").flatMap(this::secret);
        peer.value("password").map(Tree::where).ifPresent(other -> peer.value("password-secret").ifPresent(value ->
                findings.error(value.where(), "can not have both password (in line " + other.line() + ", column "
                        + other.column() + ") and password-secret set", "keep one of the two")));
        return secret.or(() -> password);
    }

    private Optional<Authentication> password(Tree.Scalar scalar) {
        int bytes = scalar.text().getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > Secret.LONGEST_KEY) {
            findings.error(scalar.where(), "invalid password: it has " + bytes + " bytes", WANTED_PASSWORD);
            return Optional.empty();
        }
        return Optional.of(new Authentication.Password(Secret.of(scalar.text())));
    }

    /** A text in its place may be the password itself, so it is not shown. */
    private Optional<Authentication> secret(Tree tree) {
        if (!(tree instanceof Tree.Mapping)) {
            findings.error(tree.where(), "invalid password-secret: it is no mapping", "write password-secret: {name: ...}"
                    + " with the name of a Secret in our namespace");
            return Optional.empty();
        }
        return Section.of(tree, SECRET, List.of(), findings).flatMap(section -> {
            Optional<Tree.Scalar> name = section.scalar("name", WANTED_SECRET);
            if (section.value("name").isEmpty()) {
                findings.error(section.where(), "password-secret without a name", "write name: with the name of a"
                        + " Secret in our namespace");
            }
            name.filter(scalar -> !SelectorGrammar.isDnsName(scalar.text())).ifPresent(scalar ->
                    findings.error(scalar.where(), "invalid name of a Secret", WANTED_SECRET));
            return name.map(Tree.Scalar::text).filter(SelectorGrammar::isDnsName).map(Authentication.OfSecret::new);
        });
    }

    /** Without either key the kernel's limit counts, as in MetalLB's native mode. */
    private HopLimit hopLimit(Section peer, boolean internal) {
        OptionalLong hops = peer.number("ttl-security", 1, HopLimit.LARGEST - 1, "invalid ttl-security %s",
                "expected how many hops the router is away, from 1 to 254");
        Optional<Tree> multihop = peer.value("ebgp-multihop");
        boolean far = peer.truth("ebgp-multihop", false);
        if (multihop.isPresent() && peer.value("ttl-security").isPresent()) {
            findings.error(multihop.get().where(), "can not have both ebgp-multihop and ttl-security set",
                    "keep ttl-security, which reaches as far as it says");
        }
        if (far && internal) {
            findings.error(multihop.orElseThrow().where(), "invalid ebgp-multihop parameter set for an ibgp peer",
                    "remove it: a router of our own AS may be any number of hops away");
        }
        if (hops.isPresent()) {
            return new HopLimit.Secured((int) hops.getAsLong());
        }
        if (multihop.isEmpty() || internal) {
            return new HopLimit.OfTheKernel();
        }
        return new HopLimit.Sent(far ? HopLimit.LARGEST : 1);
    }
}
