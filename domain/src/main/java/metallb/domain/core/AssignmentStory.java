package metallb.domain.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.pool.AddressBook;
import metallb.domain.service.NotOurs;
import metallb.domain.service.Outcome;
import metallb.domain.service.Refusal;
import metallb.domain.service.Wanted;

/** Tells a service's users and the log what became of its address: each piece of news once, to both in the same words. */
final class AssignmentStory {
    private final AddressBook book;
    private final ApiWrites writes;
    private final long term;
    private final Consumer<ControllerEffect> out;

    AssignmentStory(AddressBook book, ApiWrites writes, long term, Consumer<ControllerEffect> out) {
        this.book = book;
        this.writes = writes;
        this.term = term;
        this.out = out;
    }

    /** This was decided for the service. */
    void decided(Holding holding, Outcome outcome) {
        boolean changed = !outcome.equals(holding.outcome);
        holding.outcome = outcome;
        if (!(outcome instanceof Outcome.Foreign)) {
            sharing(holding);
        }
        switch (outcome) {
            case Outcome.Assigned assigned -> {
                if (holding.toldFailure.isPresent()) {
                    // who heard of the failure last is to hear that it is over, though the address is the same
                    holding.untold = holding.current;
                }
                holding.toldFailure = Optional.empty();
            }
            case Outcome.Kept kept -> failed(holding, kept.text());
            case Outcome.Waiting waiting -> failed(holding, waiting.text());
            case Outcome.Refused refused -> failed(holding, refused.text());
            case Outcome.Undecided undecided -> throw new IllegalStateException("no decision about " + holding.key());
            case Outcome.Foreign foreign -> {
                holding.toldFailure = Optional.empty();
                if (changed && !book.addresses(holding.key()).isEmpty()) {
                    tell(holding, KubernetesEvent.Type.NORMAL, foreign.word(), foreign.text());
                }
            }
        }
        assigned(holding);
    }

    /** The assignment is told when the status is known to show it, and not before. */
    void assigned(Holding holding) {
        boolean isSettled = !writes.isOpen(holding.target()) && holding.shows(holding.current);
        if (isSettled && !holding.untold.isEmpty()) {
            String text = new Outcome.Assigned(holding.untold, Optional.empty()).text();
            holding.untold = List.of();
            tell(holding, KubernetesEvent.Type.NORMAL, "IPAllocated", text);
        }
    }

    /** After a restart the service cannot keep what its status shows. */
    void cleared(Holding holding, Refusal refusal) {
        tell(holding, KubernetesEvent.Type.WARNING, "ClearAssignment", "current IP for \"" + holding.key()
                + "\" not allowed by config, will attempt for new IP assignment: " + refusal.text());
    }

    /** Somebody changes its status again and again, and we give way for a while. */
    void contested(Holding holding, Duration pause) {
        List<String> managers = holding.service.statusManagers();
        String manager = managers.isEmpty() ? "an unknown manager" : "\"" + managers.getLast() + "\"";
        String text = "status of \"" + holding.key() + "\" is changed again and again by " + manager
                + ", not writing it for " + ForeignEdits.words(pause);
        holding.contested = Optional.of(text);
        tell(holding, KubernetesEvent.Type.WARNING, "StatusContested", text);
    }

    /** The pause is over. */
    void resumed(Holding holding) {
        holding.contested = Optional.empty();
        tell(holding, KubernetesEvent.Type.NORMAL, "StatusResumed", "status of \"" + holding.key()
                + "\" is written again");
    }

    /** One address for several services is not there yet; who asks for it hears so once, and gets an own address. */
    private void sharing(Holding holding) {
        Optional<String> annotation = Wanted.sharing(holding.service);
        if (annotation.isPresent() && !annotation.equals(holding.toldSharing)) {
            tell(holding, KubernetesEvent.Type.WARNING, "sharingNotSupported", "annotation " + annotation.get()
                    + " is not supported by this version and changes nothing: no two services have one address");
        }
        holding.toldSharing = annotation;
    }

    void deleted(ObjectKey service) {
        out.accept(Report.info(service.toString(), NotOurs.DELETED.word(), NotOurs.DELETED.text()));
    }

    private void failed(Holding holding, String text) {
        if (!holding.toldFailure.equals(Optional.of(text))) {
            holding.toldFailure = Optional.of(text);
            tell(holding, KubernetesEvent.Type.WARNING, "AllocationFailed", text);
        }
    }

    private void tell(Holding holding, KubernetesEvent.Type type, String reason, String text) {
        out.accept(new Publish(holding.event(type, reason, text), term));
        Report.Level level = type == KubernetesEvent.Type.WARNING ? Report.Level.WARNING : Report.Level.INFO;
        out.accept(new Report(level, holding.key().toString(), reason, text));
    }
}
