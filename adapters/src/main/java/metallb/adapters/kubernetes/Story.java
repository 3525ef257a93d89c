package metallb.adapters.kubernetes;

import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.Uid;

/**
 * An event on its way to the API. Its name there is a hash and not made before it is sent: most of a burst never is.
 *
 * @param times how often it happened since it began to wait
 * @param attempts how often it was sent without an answer that settles it
 * @param term in which it is told; 0 for who contends with nobody
 * @param first whether that core may only be telling again what an earlier one has told: it is said in its first minutes
 */
record Story(KubernetesEvent event, int times, int attempts, long term, boolean first) {
    /** What the stories of one reporter have in common that are the same one; their events have one name. */
    record Identity(Uid object, String reason, String note) {}

    Identity identity() {
        return new Identity(event.regarding().uid(), event.reason(), event.note());
    }

    /** The same story, that began to wait later. What two cores tell is one thing that both found. */
    Story and(Story later) {
        int both = term == later.term ? times + later.times : Math.max(times, later.times);
        return new Story(later.event, both, Math.max(attempts, later.attempts), Math.max(term, later.term),
                first && later.first);
    }

    /** It was sent, and whether it landed nobody knows. */
    Story attempted() {
        return new Story(event, times, attempts + 1, term, first);
    }

    /** Whether it may wait for others: that a node announces is told by each of them, and is seen in the routes too. */
    boolean isAnnouncement() {
        return event.type() == KubernetesEvent.Type.NORMAL && event.action().equals("Announce");
    }
}
