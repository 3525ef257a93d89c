package metallb.domain.core;

import java.util.Optional;
import java.util.function.Consumer;
import metallb.domain.announce.Decision;
import metallb.domain.announce.Reason;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.Uid;

/**
 * Tells what this node makes of a service: each piece of news once, to log and events in the same words.
 *
 * <p>The log hears all of it. An event on the service says that this node announces it, takes that back with the reason
 * where it does not any more, and names what is wrong with the service; that a node never announced it, as most nodes
 * do not with traffic policy Local, is no event. What is the node's matter is told once on the Node, by
 * {@link NodeStanding}, and not on each of its services (decision 13).
 */
final class AnnouncementStory {
    private final Consumer<SpeakerEffect> effects;
    private long faults;

    AnnouncementStory(Consumer<SpeakerEffect> effects) {
        this.effects = effects;
    }

    /**
     * How far the story of a service has come.
     *
     * @param uid of which object; one deleted and created again under its name has a story of its own
     * @param decision what was decided last
     * @param assigned the announcement that the service's events speak of; empty where they speak of none
     */
    record Chapter(Uid uid, Decision decision, Optional<Decision.Announce> assigned) {
        private boolean isOf(Service service) {
            return uid.equals(service.uid());
        }
    }

    /** How often a service turned out to be one that cannot be announced. */
    long faults() {
        return faults;
    }

    /** Says what was decided of the service, where that is news. */
    Chapter decided(Service service, Optional<Chapter> before, Decision decision) {
        Optional<Decision.Announce> assigned = before.filter(chapter -> chapter.isOf(service))
                .flatMap(Chapter::assigned);
        return new Chapter(service.uid(), decision, switch (decision) {
            case Decision.Announce announce -> Optional.of(announced(service, before, assigned, announce));
            case Decision.Foreign foreign -> withheld(service, before, assigned, foreign, Matter.SERVICE);
            case Decision.Withhold withhold ->
                    withheld(service, before, assigned, withhold, matter(withhold.reason()));
        });
    }

    /** Says that the service is gone, and with it who could read events about it. */
    void deleted(ObjectKey key, Chapter last, Decision deleted) {
        report(key, Optional.of(last), deleted, false);
    }

    private Decision.Announce announced(Service service, Optional<Chapter> before,
            Optional<Decision.Announce> assigned, Decision.Announce announce) {
        boolean isLogged = before.filter(last -> last.isOf(service)
                && last.decision() instanceof Decision.Announce earlier && isSame(earlier, announce)).isPresent();
        if (!isLogged) {
            effects.accept(Report.info(service.key().toString(), "nodeAssigned", announce.text()));
        }
        if (assigned.filter(earlier -> isSame(earlier, announce)).isEmpty()) {
            publish(service, KubernetesEvent.Type.NORMAL, "nodeAssigned", announce.text());
        }
        return announce;
    }

    /** The routes may differ. */
    private static boolean isSame(Decision.Announce one, Decision.Announce other) {
        return one.addresses().equals(other.addresses()) && one.without().equals(other.without());
    }

    /** @return the announcement that the service's events speak of from now on */
    private Optional<Decision.Announce> withheld(Service service, Optional<Chapter> before,
            Optional<Decision.Announce> assigned, Decision decision, Matter matter) {
        boolean isNews = before.filter(last -> last.isOf(service) && last.decision().equals(decision)).isEmpty();
        boolean isFault = matter == Matter.FAULT;
        if (isNews) {
            faults += isFault ? 1 : 0;
            report(service.key(), before, decision, isFault);
        }
        if (matter == Matter.NODE) {
            return assigned;
        }
        if (assigned.isPresent() || isNews && isFault) {
            publish(service, isFault ? KubernetesEvent.Type.WARNING : KubernetesEvent.Type.NORMAL, decision.word(),
                    line(assigned.isPresent(), decision));
        }
        return Optional.empty();
    }

    private void report(ObjectKey key, Optional<Chapter> before, Decision decision, boolean isFault) {
        boolean was = before.filter(last -> last.decision() instanceof Decision.Announce).isPresent();
        Report.Level quiet = was ? Report.Level.INFO : Report.Level.DEBUG;
        effects.accept(new Report(isFault ? Report.Level.WARNING : quiet, key.toString(), decision.word(),
                line(was, decision)));
    }

    private static String line(boolean was, Decision decision) {
        return (was ? "withdrawn: " : "not announced: ") + decision.text();
    }

    private void publish(Service service, KubernetesEvent.Type type, String reason, String note) {
        effects.accept(new Publish(new KubernetesEvent(KubernetesEvent.Regarding.of(service), type, reason, "Announce",
                note), 0));
    }

    /** Whose matter it is that a service is not announced. */
    private enum Matter {
        /** Something is wrong with the service, or with what was configured for it. */
        FAULT,
        /** The service waits for something, or is not meant to be announced from here. */
        SERVICE,
        /** Nothing is announced from this node, whatever the service. */
        NODE
    }

    private static Matter matter(Reason reason) {
        return switch (reason) {
            case INVALID_IP, IP_NOT_ALLOWED, NO_PEER_OF_FAMILY -> Matter.FAULT;
            case NO_IP_ALLOCATED, NOT_OWNER, NO_LOCAL_ENDPOINTS, NO_ENDPOINTS -> Matter.SERVICE;
            case NO_CONFIGURATION, NO_PEER, NODE_NETWORK_UNAVAILABLE, NODE_LABELED_EXCLUDE_BALANCERS -> Matter.NODE;
        };
    }
}
