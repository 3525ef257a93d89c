package metallb.domain.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metallb.domain.cluster.Node;
import metallb.domain.config.Authentication;
import metallb.domain.config.LabelSelector;
import metallb.domain.config.PeerConfig;

/**
 * Which of the configured peers run on this node, and why the others do not.
 *
 * @param running one for each session, in the order written
 * @param resting in the order written
 */
record PeerSelection(Map<SpeakerSession.Identity, PeerConfig> running, List<Resting> resting) {
    static final PeerSelection NOTHING = new PeerSelection(Collections.emptyMap(), List.of());

    /** Selectors are shown so far. */
    private static final int LONGEST_SELECTORS = 200;

    PeerSelection {
        running = Collections.unmodifiableMap(new LinkedHashMap<>(running));
        resting = List.copyOf(resting);
    }

    /** Why a peer does not run here. */
    enum Why {
        /** The labels of this node are not known. */
        NODE_UNKNOWN("nodeUnknown", Report.Level.INFO),
        /** None of its selectors selects this node. */
        NOT_SELECTED("peerNotSelected", Report.Level.INFO),
        /** Its password is to come from a Secret that is not there, or has none: without it there is no session. */
        PASSWORD_UNKNOWN("passwordUnknown", Report.Level.WARNING),
        /** Another peer, written before it, has the session that it would have. */
        REFUSED("peerRefused", Report.Level.WARNING);

        private final String word;
        private final Report.Level level;

        Why(String word, Report.Level level) {
            this.word = word;
            this.level = level;
        }
    }

    /** One that does not run here, and why, in a word and in a sentence. */
    record Resting(PeerConfig peer, SpeakerSession.Identity identity, Why why, String text) {
        Report report() {
            return new Report(why.level, peer.remote().toString(), why.word, text);
        }
    }

    /**
     * @param secrets the names of those whose passwords are known
     * @param node this one as the API shows it; while it is not known, peers that need its labels rest
     */
    static PeerSelection of(List<PeerConfig> peers, SpeakerSettings settings, Optional<Node> node,
            Set<String> secrets) {
        LinkedHashMap<SpeakerSession.Identity, PeerConfig> running = new LinkedHashMap<>();
        List<Resting> resting = new ArrayList<>();
        for (PeerConfig peer : peers) {
            SpeakerSession.Identity identity = new SpeakerSession.Identity(peer.remote(),
                    peer.link().source().or(() -> settings.sourceTo(peer.remote())));
            Optional<Resting> here = objection(peer, identity, settings.nodeName(), node)
                    .or(() -> objection(peer, identity, secrets));
            if (here.isPresent()) {
                resting.add(here.get());
                continue;
            }
            PeerConfig first = running.putIfAbsent(identity, peer);
            if (first != null) {
                resting.add(new Resting(peer, identity, Why.REFUSED, "\"" + peer.name()
                        + "\" is refused on this node: \"" + first.name() + "\" already has the session with "
                        + peer.remote() + identity.source().map(source -> " from " + source).orElse("")));
            }
        }
        return new PeerSelection(running, resting);
    }

    private static Optional<Resting> objection(PeerConfig peer, SpeakerSession.Identity identity, String nodeName,
            Optional<Node> node) {
        if (peer.isForEveryNode() || node.filter(known -> peer.isForNode(known.meta().labels())).isPresent()) {
            return Optional.empty();
        }
        String name = "\"" + peer.name() + "\" does not run on this node: ";
        return Optional.of(node.isEmpty()
                ? new Resting(peer, identity, Why.NODE_UNKNOWN,
                        name + "it has node-selectors, and the labels of node \"" + nodeName + "\" are not known")
                : new Resting(peer, identity, Why.NOT_SELECTED,
                        name + "node \"" + nodeName + "\" is not selected by its node-selectors, "
                                + text(peer.nodeSelectors())));
    }

    private static Optional<Resting> objection(PeerConfig peer, SpeakerSession.Identity identity, Set<String> secrets) {
        return peer.link().authentication().flatMap(authentication -> switch (authentication) {
            case Authentication.Password _ -> Optional.empty();
            case Authentication.OfSecret(String name) -> secrets.contains(name) ? Optional.empty()
                    : Optional.of(new Resting(peer, identity, Why.PASSWORD_UNKNOWN, "\"" + peer.name()
                            + "\" does not run on this node: its password is to come from Secret \"" + name
                            + "\", which is not there or has none"));
        });
    }

    /** {@code rack=a or rack=b}; those that make it too long are counted. */
    private static String text(List<LabelSelector> selectors) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < selectors.size(); i++) {
            String next = selectors.get(i).toString();
            if (i > 0 && text.length() + next.length() > LONGEST_SELECTORS) {
                return text + " or " + (selectors.size() - i) + " more";
            }
            text.append(i > 0 ? " or " : "").append(next.length() <= LONGEST_SELECTORS ? next
                    : next.substring(0, LONGEST_SELECTORS) + "...");
        }
        return text.toString();
    }

    /** Why the session of that identity, which ran before, runs no more. */
    String endOf(SpeakerSession.Identity identity, String nodeName) {
        return resting.stream().filter(peer -> peer.identity().equals(identity)).findFirst()
                .map(peer -> switch (peer.why()) {
                    case NODE_UNKNOWN -> "node \"" + nodeName + "\" is not known any more";
                    case NOT_SELECTED -> "node \"" + nodeName + "\" is not selected any more";
                    case PASSWORD_UNKNOWN -> "its password is not known any more";
                    case REFUSED -> throw new IllegalStateException("refused, but nobody has the session: " + peer);
                }).orElse("the peer is not configured any more");
    }

    /** Those that rest, and did not for the same reason before. */
    List<Resting> newIn(PeerSelection before) {
        List<String> known = before.resting.stream().map(Resting::text).toList();
        return resting.stream().filter(peer -> !known.contains(peer.text())).toList();
    }
}
