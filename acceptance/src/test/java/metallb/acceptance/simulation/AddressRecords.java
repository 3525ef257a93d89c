package metallb.acceptance.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The {@link AddressRecord} of every service there is, by its uid. */
final class AddressRecords {
    private final ControlPlane controlPlane = new ControlPlane();
    private final Map<String, AddressRecord> records = new TreeMap<>();
    private final Recent<Text> texts = new Recent<>();
    private Duration lastLook = Duration.ZERO;

    /** Takes in what was done to the world. */
    void done(String command, Duration now, Sight sight) {
        controlPlane.done(command, now);
        String[] words = command.split("\\s+");
        if (words[0].equals("overwrite")) {
            sight.services().stream().filter(service -> words[1].equals("default/" + service.name())).forEach(service ->
                    records.computeIfAbsent(service.uid(), _ -> new AddressRecord())
                            .edited(List.of(words).subList(2, words.length)));
        }
    }

    /** It may stand in the status until who leads has put it right; who has the address by then keeps it. */
    void arrived(Arrival arrival, Sight sight) {
        sight.services().stream().filter(service -> arrival.stands() && service.name().equals(arrival.service())
                && service.addresses().equals(arrival.addresses())).forEach(service ->
                        records.computeIfAbsent(service.uid(), _ -> new AddressRecord()).overtaken(arrival.addresses()));
    }

    /** Looks at all of them; what must not be, a line each. */
    List<String> look(Duration now, Sight sight) {
        boolean isCalm = controlPlane.isCalm(now);
        texts.add(sight.inForce(), now, lastLook, isCalm);
        var moment = new AddressRecord.Moment(now, lastLook, controlPlane.isBlind(now, sight), isCalm, sight.inForce(),
                texts.all());
        lastLook = now;
        List<String> wrong = new ArrayList<>();
        records.keySet().retainAll(sight.services().stream().map(Sight.Service::uid).toList());
        for (Sight.Service service : sight.services()) {
            List<Sight.Service> older = sight.services().stream().filter(other -> !other.uid().equals(service.uid())
                    && mayOwn(other) && isClaimedBefore(other, service)).toList();
            records.computeIfAbsent(service.uid(), _ -> new AddressRecord()).look(moment, service, older)
                    .ifPresent(wrong::add);
        }
        wrong.addAll(shared(sight));
        return wrong;
    }

    /** Whether what the service shows answers its wish, or once did. */
    boolean answersItsWish(Sight.Service service) {
        return records.get(service.uid()).hasAnswered(service.wish());
    }

    /** Load balancers first, of them the older one. */
    private static boolean isClaimedBefore(Sight.Service one, Sight.Service other) {
        return one.isLoadBalancer() == other.isLoadBalancer() ? one.isOlderThan(other) : one.isLoadBalancer();
    }

    /** Those of another class are another controller's concern. */
    private static boolean mayOwn(Sight.Service service) {
        return service.isOurs() || !service.isLoadBalancer();
    }

    private List<String> shared(Sight sight) {
        Map<String, Sight.Service> owners = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (Sight.Service service : sight.services()) {
            if (mayOwn(service) && records.get(service.uid()).isOwner(service)) {
                Optional.ofNullable(owners.putIfAbsent(service.addresses().getFirst(), service))
                        .ifPresent(other -> wrong.add("one address, two owners: " + other + " and " + service));
            }
        }
        return wrong;
    }
}
