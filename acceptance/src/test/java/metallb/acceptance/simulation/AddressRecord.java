package metallb.acceptance.simulation;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which address one service has, and which causes there were since to take it away: decided behaviour 4, and no others. */
final class AddressRecord {
    /** Why an address may change. */
    enum Cause {
        /** Its service wishes for something else now. */
        WISH,
        /** It is no load balancer's any more, or another class's. */
        LEFT,
        /** Its status was cleared or edited while no controller looked. */
        EDITED,
        /** An older service showed it too when a controller came. */
        YOUNGER,
        /** An earlier leader's write put it there, and the one that leads now decided otherwise. */
        OVERTAKEN
    }

    private Optional<String> held = Optional.empty();
    private final Set<Cause> causes = EnumSet.noneOf(Cause.class);
    /** The wish that the address was given for, or that it meets as well; empty where no controller can know that. */
    private Optional<Wish> honoured = Optional.empty();
    /** All wishes that it met at some time. */
    private final Set<Wish> answered = new LinkedHashSet<>();
    private final Recent<Wish> wishes = new Recent<>();
    /** What somebody else wrote into the status, and nobody answered yet. */
    private Optional<List<String>> edited = Optional.empty();
    private Optional<List<String>> overtaken = Optional.empty();
    private boolean mayBeClaimed;
    /** What a controller that started found in the status, written by somebody else: it stays where no wish can be met. */
    private Optional<String> found = Optional.empty();

    /** Somebody else wrote the status. */
    void edited(List<String> addresses) {
        edited = Optional.of(addresses);
        mayBeClaimed = false;
    }

    /** What its status shows was written by an earlier leader, and who leads now may not have known of it. */
    void overtaken(List<String> addresses) {
        overtaken = Optional.of(addresses);
    }

    /** Whether it is the one who has the address, as far as the statuses tell. */
    boolean isOwner(Sight.Service service) {
        return held.isPresent() && service.addresses().equals(List.of(held.get()))
                && !causes.contains(Cause.EDITED) && !causes.contains(Cause.YOUNGER)
                && !causes.contains(Cause.OVERTAKEN);
    }

    boolean hasAnswered(Wish wish) {
        return answered.contains(wish);
    }

    /**
     * Takes in how the service stands.
     *
     * @param olderShowing the older services that show what this one shows or has
     * @return what must not be, in words
     */
    Optional<String> look(Moment moment, Sight.Service service, Collection<Sight.Service> olderShowing) {
        wishes.add(service.wish(), moment);
        noteCauses(moment, service, olderShowing);
        List<String> shown = service.addresses();
        if (edited.filter(shown::equals).isPresent()) {
            if (moment.isBlind() && shown.size() == 1) {
                found = Optional.of(shown.getFirst());
            }
            claim(moment, service, olderShowing);
            return Optional.empty();
        }
        edited = Optional.empty();
        Optional<String> broken = follow(moment, service, shown);
        overtake(moment, shown);
        return broken;
    }

    private Optional<String> follow(Moment moment, Sight.Service service, List<String> shown) {
        if (shown.equals(held.map(List::of).orElse(List.of()))) {
            return Optional.empty();
        }
        return shown.isEmpty() ? lost(service) : got(moment, service, shown);
    }

    /** It is one more cause for as long as it shows, unless it was left there when all had become calm. */
    private void overtake(Moment moment, List<String> shown) {
        overtaken = overtaken.filter(late -> late.equals(shown) && !moment.isCalm());
        if (overtaken.isPresent()) {
            causes.add(Cause.OVERTAKEN);
        } else {
            causes.remove(Cause.OVERTAKEN);
        }
    }

    private void noteCauses(Moment moment, Sight.Service service, Collection<Sight.Service> olderShowing) {
        if (!service.isOurs()) {
            causes.add(Cause.LEFT);
        }
        if (moment.isBlind()) {
            // a controller that starts finds addresses, and what its like wrote beside them
            honoured = honoured.filter(wish -> isNoted(service, wish));
            if (edited.filter(service.addresses()::equals).isPresent()) {
                mayBeClaimed = true;
                causes.add(Cause.EDITED);
            }
            if (held.filter(address -> isShownBy(olderShowing, address)).isPresent()) {
                causes.add(Cause.YOUNGER);
            }
        }
        held.ifPresent(address -> {
            if (service.wish().isMetBy(address, moment.inForce())) {
                // a wish for a pool is decided when it is noted; until then another text may come, in which the pool is another one
                if (service.wish().pool().isEmpty() || isNoted(service, service.wish())) {
                    honoured = Optional.of(service.wish());
                }
                answered.add(service.wish());
            } else if (!honoured.equals(Optional.of(service.wish()))) {
                causes.add(Cause.WISH);
            }
        });
    }

    private boolean isNoted(Sight.Service service, Wish wish) {
        return held.isPresent() && wish.pool().isPresent() && service.note().equals(held.get() + " " + wish.pool().get());
    }

    /** What was found in the status is the service's, if it is nobody else's and some pool's, and could be. */
    private void claim(Moment moment, Sight.Service service, Collection<Sight.Service> olderShowing) {
        if (!moment.isBlind() && mayBeClaimed && service.isOurs() && service.addresses().size() == 1
                && moment.inForce().poolOf(service.addresses().getFirst()).isPresent()
                && service.wish().isMetBy(service.addresses().getFirst(), moment.inForce())
                && !isShownBy(olderShowing, service.addresses().getFirst())) {
            have(moment, service, service.addresses().getFirst());
            edited = Optional.empty();
        }
    }

    private Optional<String> lost(Sight.Service service) {
        boolean isRight = causes.stream().anyMatch(cause -> cause != Cause.WISH);
        String before = held.orElseThrow();
        held = Optional.empty();
        causes.clear();
        return isRight ? Optional.empty() : Optional.of(service + " had " + before + " and lost it without a cause");
    }

    private Optional<String> got(Moment moment, Sight.Service service, List<String> shown) {
        if (held.isPresent() && causes.isEmpty()) {
            return Optional.of(service + " had " + held.get() + " and moved without a cause");
        }
        boolean isGranted = !grantedFor(moment, shown.getFirst()).isEmpty()
                || found.equals(Optional.of(shown.getFirst()));
        have(moment, service, shown.getFirst());
        return shown.size() == 1 && isGranted ? Optional.empty()
                : Optional.of(service + " got what it did not wish for");
    }

    /** The wishes that may have been answered, of those and by those configurations that it may have been decided by. */
    private List<Wish> grantedFor(Moment moment, String address) {
        return wishes.all().stream()
                .filter(wish -> moment.recentTexts().stream().anyMatch(text -> wish.mayGet(address, text))).toList();
    }

    private void have(Moment moment, Sight.Service service, String address) {
        held = Optional.of(address);
        causes.clear();
        answered.clear();
        answered.addAll(grantedFor(moment, address));
        honoured = Optional.of(service.wish()).filter(answered::contains);
        noteCauses(moment, service, List.of());
    }

    private static boolean isShownBy(Collection<Sight.Service> services, String address) {
        return services.stream().anyMatch(service -> service.addresses().contains(address));
    }

    /** When somebody looks. */
    record Moment(Duration now, Duration lastLook, boolean isBlind, boolean isCalm, Text inForce,
            Collection<Text> recentTexts) {}
}
