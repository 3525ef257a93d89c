package metallb.domain.core;

import java.util.Optional;
import java.util.function.Consumer;
import metallb.domain.bgp.session.Reason;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.Node;

/**
 * What {@code kubectl describe node} shows of a session: each end that the log takes for news, with the NOTIFICATION in words,
 * that it is up again after one, connections beside another that one ended, those of the router's that were rejected, and
 * that the kernel may drop them for their signatures. A session that comes up at once and stays is no event.
 */
final class SessionStory {
    private final String router;
    private boolean troubled;

    /** @param router its {@code address:port} */
    SessionStory(String router) {
        this.router = router;
    }

    /**
     * Tells why there is no session.
     *
     * @param node the one that the speaker runs on; nobody could read an event on a node that is not there
     * @param news the same for the log
     * @param text why, without what changes from one attempt to the next
     */
    void ended(Optional<Node> node, Report news, Reason reason, String text, Consumer<SpeakerEffect> effects) {
        // the last words of a process that ends would race its end
        if (news.level() == Report.Level.DEBUG || reason.word().equals(Reason.STOPPED)) {
            return;
        }
        troubled = true;
        tell(node, news.level() == Report.Level.WARNING ? KubernetesEvent.Type.WARNING : KubernetesEvent.Type.NORMAL,
                news.event(), reason.word() + ": " + text, effects);
    }

    /**
     * Tells that a connection of the router's was not wanted, whether there is a session or not.
     *
     * @param news the same for the log
     */
    void rejected(Optional<Node> node, Report news, Consumer<SpeakerEffect> effects) {
        if (news.level() == Report.Level.WARNING) {
            tell(node, KubernetesEvent.Type.WARNING, news.event(), news.text(), effects);
        }
    }

    /**
     * Tells that the router may be calling without being heard.
     *
     * @param news the same for the log
     */
    void silenced(Optional<Node> node, Report news, Consumer<SpeakerEffect> effects) {
        if (news.level() == Report.Level.WARNING) {
            troubled = true;
            tell(node, KubernetesEvent.Type.WARNING, news.event(), news.text(), effects);
        }
    }

    /** Tells that there is one again, where it was told that there is none. */
    void up(Optional<Node> node, String text, Consumer<SpeakerEffect> effects) {
        if (troubled) {
            troubled = false;
            tell(node, KubernetesEvent.Type.NORMAL, "sessionUp", text, effects);
        }
    }

    private void tell(Optional<Node> node, KubernetesEvent.Type type, String reason, String text,
            Consumer<SpeakerEffect> effects) {
        node.map(KubernetesEvent.Regarding::of).ifPresent(regarding -> effects.accept(new Publish(
                new KubernetesEvent(regarding, type, reason, "Peer", "router " + router + ": " + text), 0)));
    }
}
