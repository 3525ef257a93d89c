package metallb.domain.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Expectation;
import metallb.domain.net.LinkSettings;

/**
 * The routers that connect to us: what the transport was asked to make of their connections and to demand of them, and
 * what it really does. Where one has to prove who it is, a connection that came before that is not to be trusted.
 */
final class ExpectedCallers {
    private List<LinkSettings> asked = List.of();
    private Map<AddressPort, Expectation> held = new TreeMap<>();

    /**
     * What to ask the transport for now; empty where it was asked for that before. Of several peers at one address the
     * first that demands proof counts, or else the first.
     */
    Optional<Expect> follow(Collection<SpeakerSession> running) {
        Map<AddressPort, LinkSettings> byAddress = new LinkedHashMap<>();
        running.stream().filter(session -> session.config().link().passive()).map(SpeakerSession::link)
                .forEach(link -> byAddress.merge(link.remote().atAnyPort(), link, (first, next) ->
                        first.demandsProof() || !next.demandsProof() ? first : next));
        List<LinkSettings> wanted = new ArrayList<>(byAddress.values());
        if (wanted.equals(asked)) {
            return Optional.empty();
        }
        asked = wanted;
        return Optional.of(new Expect(wanted));
    }

    void on(Expecting answer) {
        held = new TreeMap<>();
        answer.callers().forEach(each -> held.put(each.caller().remote().atAnyPort(), each));
    }

    /** Why the router of this session can't be made to prove itself, whenever it connects. */
    Optional<String> refusal(SpeakerSession session) {
        return Optional.ofNullable(held.get(session.link().remote().atAnyPort()))
                .filter(expectation -> expectation.caller().equals(session.link())).flatMap(Expectation::refusal);
    }

    /** Why a connection from the router of this session, accepted now, proves nothing; empty where it does. */
    Optional<String> objection(SpeakerSession session) {
        LinkSettings link = session.link();
        if (asked.stream().anyMatch(other -> other.remote().atAnyPort().equals(link.remote().atAnyPort())
                && !other.equals(link))) {
            return Optional.of("an earlier peer of this address is held to something else");
        }
        Expectation expectation = held.get(link.remote().atAnyPort());
        if (expectation == null || !expectation.caller().equals(link)) {
            return Optional.of("its password or ttl-security was not demanded yet when it connected");
        }
        return expectation.refusal();
    }
}
