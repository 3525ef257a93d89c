package metallb.domain.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.domain.cluster.Node;
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
        /** Its password is to come from a Secret, and those are not known yet. */
        PASSWORD_AWAITED("passwordAwaited", Report.Level.INFO),
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

        String word() {
            return word;
        }
    }

    /** One that does not run here, and why, in a word and in a sentence. */
    record Resting(PeerConfig peer, SpeakerSession.Identity identity, Why why, String text) {
        Report report() {
            return new Report(why.level, name(), why.word, text);
        }

        boolean lacksPassword() {
            return why == Why.PASSWORD_AWAITED || why == Why.PASSWORD_UNKNOWN;
        }

        /** {@code address:port} of the router, as a session would be named. */
        String name() {
            return peer.remote().toString();
        }
    }

    /**
     * @param node this one as the API shows it; while it is not known, peers that need its labels rest
     * @param passwords where a peer's is not known, it rests
     */
    static PeerSelection of(List<PeerConfig> peers, SpeakerSettings settings, Optional<Node> node,
            PeerPasswords passwords) {
        LinkedHashMap<SpeakerSession.Identity, PeerConfig> running = new LinkedHashMap<>();
        List<Resting> resting = new ArrayList<>();
        for (PeerConfig peer : peers) {
            SpeakerSession.Identity identity = new SpeakerSession.Identity(peer.remote(),
                    peer.link().source().or(() -> settings.sourceTo(peer.remote())));
            Optional<Resting> here = objection(peer, identity, settings.nodeName(), node)
                    .or(() -> objection(peer, identity, passwords));
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

    private static Optional<Resting> objection(PeerConfig peer, SpeakerSession.Identity identity,
            PeerPasswords passwords) {
        return passwords.missing(peer).map(missing -> new Resting(peer, identity,
                missing.awaited() ? Why.PASSWORD_AWAITED : Why.PASSWORD_UNKNOWN,
                "\"" + peer.name() + "\" does not run on this node: " + missing.text()));
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
                    case PASSWORD_AWAITED, PASSWORD_UNKNOWN -> "its password is not known any more";
                    case REFUSED -> throw new IllegalStateException("refused, but nobody has the session: " + peer);
                }).orElse("the peer is not configured any more");
    }

    /** Those that rest, and did not for the same reason before. */
    List<Resting> newIn(PeerSelection before) {
        List<String> known = before.resting.stream().map(Resting::text).toList();
        return resting.stream().filter(peer -> !known.contains(peer.text())).toList();
    }
}
