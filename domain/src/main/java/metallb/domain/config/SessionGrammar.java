package metallb.domain.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import metallb.domain.net.Family;
import metallb.domain.route.Origin;
import metallb.domain.route.RouterId;

/** Reads what a session with a peer says: our router id, the families, the ORIGIN of its routes. */
final class SessionGrammar {
    private static final String WANTED_ROUTER_ID = "expected an IPv4 address other than 0.0.0.0";
    private static final String WANTED_FAMILY = "expected ipv4 or ipv6, each at most once";
    private static final String WANTED_ORIGIN = "expected igp or incomplete";

    private final Findings findings;

    SessionGrammar(Findings findings) {
        this.findings = findings;
    }

    Optional<RouterId> routerId(Section peer) {
        return peer.scalar("router-id", WANTED_ROUTER_ID).flatMap(scalar -> {
            Optional<RouterId> id = RouterId.parse(scalar.text());
            if (id.isEmpty()) {
                findings.error(scalar.where(), "invalid router ID " + Quote.of(scalar.text()), WANTED_ROUTER_ID);
            }
            return id;
        });
    }

    /** MetalLB up to v0.12.1 sends INCOMPLETE in its native mode; routers do not balance over routes that differ here. */
    Origin origin(Section peer) {
        return peer.scalar("origin", WANTED_ORIGIN).map(scalar -> switch (scalar.text()) {
            case "igp" -> Origin.IGP;
            case "incomplete" -> Origin.INCOMPLETE;
            default -> {
                findings.error(scalar.where(), "invalid origin " + Quote.of(scalar.text()), WANTED_ORIGIN);
                yield Origin.IGP;
            }
        }).orElse(Origin.IGP);
    }

    /** None where the list is missing or empty: then a session carries the family of its own address. */
    List<Family> families(Section peer) {
        List<Family> families = new ArrayList<>();
        for (Tree item : peer.list("families", "- ipv4")) {
            Section.scalar(item, "family", WANTED_FAMILY, findings).ifPresent(scalar -> {
                Optional<Family> family = family(scalar.text()).filter(known -> !families.contains(known));
                family.ifPresentOrElse(families::add, () -> findings.error(scalar.where(),
                        (family(scalar.text()).isPresent() ? "duplicate family " : "unknown family ")
                                + Quote.of(scalar.text()), WANTED_FAMILY));
            });
        }
        return families;
    }

    private static Optional<Family> family(String text) {
        for (Family family : Family.values()) {
            if (family.toString().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }
}
