package metallb.domain.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.domain.cluster.AnnotationChange;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Service;
import metallb.domain.net.IpAddress;
import metallb.domain.service.GivenFor;
import metallb.domain.service.Outcome;
import metallb.domain.service.Turn;
import metallb.domain.service.Wanted;

/** What the controller knows of one service; the state behind {@link Assignments}, which alone changes it. */
final class Holding {
    Service service;
    /** What the service is to show. */
    List<IpAddress> current = List.of();
    Optional<Wanted> honoured = Optional.empty();
    Outcome outcome = new Outcome.Undecided();
    /** Addresses whose assignment nobody was told of yet, since no status shows them. */
    List<IpAddress> untold = List.of();
    /** What its annotation was last found to say, as it should; empty before that. */
    private Optional<Optional<GivenFor>> noted = Optional.empty();
    /** The failure told last; empty once it is over. */
    Optional<String> toldFailure = Optional.empty();
    /** The annotation that asks for a shared address, where its user was told that there is none. */
    Optional<String> toldSharing = Optional.empty();
    /** That somebody else keeps changing its status, while we give way. */
    Optional<String> contested = Optional.empty();
    /** Its place among the dirty ones, while it is dirty. */
    Optional<Turn> dirty = Optional.empty();
    /** Its place among those whose status is still to be claimed, while it is there. */
    Optional<Turn> unclaimed = Optional.empty();

    Holding(Service service) {
        this.service = service;
    }

    ObjectKey key() {
        return service.key();
    }

    ApiWrites.Target target() {
        return new ApiWrites.Target(Kind.SERVICE, key());
    }

    Turn turn() {
        return new Turn(!current.isEmpty(), service.meta().created(), key());
    }

    /** How it stands with it, for whoever asks: what was told last, and is still so. */
    Answer.ServiceRow row() {
        return contested.map(text -> new Answer.ServiceRow(key(), current, "statusContested", text))
                .orElseGet(() -> new Answer.ServiceRow(key(), current, outcome.word(), outcome.text()));
    }

    /** Whether the status is exactly these addresses in this order. */
    boolean shows(List<IpAddress> addresses) {
        return service.ingress().size() == addresses.size() && shown().equals(addresses);
    }

    /** The addresses of the status; what is none is left out. */
    List<IpAddress> shown() {
        List<IpAddress> shown = new ArrayList<>();
        service.ingress().forEach(text -> IpAddress.parse(text).ifPresent(shown::add));
        return shown;
    }

    /** Notes where the annotation says what it should. */
    void look() {
        if (annotationChange().isEmpty()) {
            noted = Optional.of(givenFor());
        }
    }

    /**
     * What has to change in its annotation; empty where it is right, and where nobody knows for what the address was given.
     * The second time it is written with the status only, so that nobody who takes it away is quarrelled with.
     */
    Optional<AnnotationChange> annotationChange() {
        return honoured.isEmpty() && !current.isEmpty() ? Optional.empty() : GivenFor.change(service, givenFor());
    }

    boolean isAnnotationDue() {
        return !noted.equals(Optional.of(givenFor())) && annotationChange().isPresent();
    }

    private Optional<GivenFor> givenFor() {
        return GivenFor.of(current, honoured);
    }

    KubernetesEvent event(KubernetesEvent.Type type, String reason, String text) {
        return new KubernetesEvent(KubernetesEvent.Regarding.of(service), type, reason, "Assign", text);
    }
}
