package metallb.domain.core;

import java.util.Optional;
import java.util.function.Consumer;
import metallb.domain.announce.AnnouncementPolicy;
import metallb.domain.announce.Decision;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.Node;

/**
 * The node that the speaker runs on, and whether it may announce at all. That it may not is told once, by an event on the
 * Node and in the log, where services only say so when asked: it is no news of theirs one by one.
 */
final class NodeStanding {
    private final String name;
    private final AnnouncementPolicy policy;
    private final Consumer<SpeakerEffect> effects;
    private Optional<Node> node = Optional.empty();

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
        Optional<Decision.Withhold> before = node.flatMap(policy::objectionTo);
        Optional<Decision.Withhold> after = newest.flatMap(policy::objectionTo);
        node = newest;
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
                KubernetesEvent.Regarding.of(known), type, reason, "Announce", text))));
        Report.Level level = type == KubernetesEvent.Type.WARNING ? Report.Level.WARNING : Report.Level.INFO;
        effects.accept(new Report(level, name, reason, text));
    }
}
