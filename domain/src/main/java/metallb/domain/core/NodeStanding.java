package metallb.domain.core;

import java.util.Optional;
import java.util.function.Consumer;
import metallb.domain.announce.AnnouncementPolicy;
import metallb.domain.announce.Decision;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.Node;

/**
 * The node that the speaker runs on, and whether anything can be announced from it. That nothing can is told once, by an
 * event on the Node and in the log, and not by an event on each service (decision 13).
 */
final class NodeStanding {
    private final String name;
    private final AnnouncementPolicy policy;
    private final Consumer<SpeakerEffect> effects;
    private Optional<Node> node = Optional.empty();
    private Peers peers = Peers.NONE_YET;

    NodeStanding(AnnouncementPolicy policy, Consumer<SpeakerEffect> effects) {
        this.name = policy.nodeName();
        this.policy = policy;
        this.effects = effects;
    }

    /** As the API shows it; empty where it is not there, and nothing speaks against it. */
    Optional<Node> node() {
        return node;
    }

    /** Takes its newest state; true where what speaks against announcing from it changed. */
    boolean put(Optional<Node> newest) {
        Optional<Decision.Withhold> before = objection();
        node = newest;
        return isNews(before);
    }

    /** Whether any peer runs on it. That the last one went is told; that none ever ran is nothing unusual. */
    void peers(boolean someRun) {
        Optional<Decision.Withhold> before = objection();
        peers = someRun ? Peers.SOME : peers == Peers.NONE_YET ? Peers.NONE_YET : Peers.GONE;
        isNews(before);
    }

    private Optional<Decision.Withhold> objection() {
        return peers == Peers.GONE ? Optional.of(policy.withoutPeer()) : node.flatMap(policy::objectionTo);
    }

    /** Tells what speaks against announcing from it now, where that is not what did before; true where it is not. */
    private boolean isNews(Optional<Decision.Withhold> before) {
        Optional<Decision.Withhold> after = objection();
        if (before.equals(after)) {
            return false;
        }
        if (after.isPresent()) {
            tell(KubernetesEvent.Type.WARNING, after.get().word(), "no service is announced from it: "
                    + after.get().text());
        } else {
            tell(KubernetesEvent.Type.NORMAL, "nodeMayAnnounce", "services are announced from node \"" + name + "\" again");
        }
        return true;
    }

    private void tell(KubernetesEvent.Type type, String reason, String text) {
        node.ifPresent(known -> effects.accept(new Publish(new KubernetesEvent(
                KubernetesEvent.Regarding.of(known), type, reason, "Announce", text), 0)));
        Report.Level level = type == KubernetesEvent.Type.WARNING ? Report.Level.WARNING : Report.Level.INFO;
        effects.accept(new Report(level, name, reason, text));
    }

    /** The peers that run on the node. */
    private enum Peers {
        NONE_YET,
        SOME,
        GONE
    }
}
