package metallb.domain.bgp.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.Prefix;

/** The body of an UPDATE (RFC 4271 4.3 and 6.3, revised by RFC 7606). */
final class UpdateReader {
    private final Octets body;
    private final WireTerms terms;
    private final List<String> remarks = new ArrayList<>();
    private final List<Prefix> withdrawn = new ArrayList<>();
    private final List<Prefix> classic = new ArrayList<>();

    UpdateReader(Octets body, WireTerms terms) {
        this.body = body;
        this.terms = terms;
    }

    Reading read() {
        int withdrawnLength = body.next16();
        if (withdrawnLength + 2 > body.remaining()) {
            return malformedList("withdrawn routes of " + withdrawnLength + " bytes in " + (body.remaining() - 2));
        }
        Octets withdrawnField = body.part(withdrawnLength);
        int attributesLength = body.next16();
        if (attributesLength > body.remaining()) {
            return malformedList("path attributes of " + attributesLength + " bytes in " + body.remaining());
        }
        Octets block = body.part(attributesLength);
        boolean empty = withdrawnLength == 0 && attributesLength == 0 && body.remaining() == 0;
        Optional<String> badField = PrefixReader.read(withdrawnField, Family.IPV4, withdrawn)
                .map(what -> "withdrawn routes with " + what)
                .or(() -> PrefixReader.read(body, Family.IPV4, classic).map(what -> "routes with " + what));
        if (badField.isPresent()) {
            return malformed(NotificationCode.INVALID_NETWORK_FIELD, badField.get());
        }
        AttributeReader attributes = new AttributeReader(terms, remarks);
        attributes.read(block);
        if (attributes.error().isPresent()) {
            return new Reading.Malformed(attributes.error().get());
        }
        if (attributes.problem().isPresent() && classic.isEmpty() && !attributes.hasReach()) {
            // RFC 7606 5.2: without routes in sight nobody knows what to withdraw
            return malformedList(attributes.problem().get() + ", and no routes beside it");
        }
        Optional<Family> endOfRib = empty ? Optional.of(Family.IPV4)
                : withdrawn.isEmpty() && classic.isEmpty() ? attributes.endOfRib() : Optional.empty();
        return new Reading.Complete(update(attributes, endOfRib.filter(terms.families()::contains)));
    }

    private Message.Update update(AttributeReader attributes, Optional<Family> endOfRib) {
        if (!terms.families().contains(Family.IPV4) && withdrawn.size() + classic.size() > 0) {
            AttributeReader.remark(remarks, "routes of AFI 1, SAFI 1 were not negotiated, ignored");
            withdrawn.clear();
            classic.clear();
        }
        withdrawn.addAll(attributes.unreachable());
        boolean announces = !classic.isEmpty() || attributes.reach().isPresent();
        Optional<String> problem = attributes.problem().or(() -> Optional.of(attributes)
                .filter(_ -> announces).flatMap(read -> read.missing(!classic.isEmpty())).map(type -> "no " + type));
        if (problem.isPresent()) {
            withdrawn.addAll(classic);
            attributes.reach().ifPresent(reach -> withdrawn.addAll(reach.prefixes()));
        }
        if (problem.isPresent() || !announces) {
            return new Message.Update(withdrawn, List.of(), Optional.empty(), endOfRib, problem, remarks);
        }
        List<Message.Reach> announced = new ArrayList<>();
        if (!classic.isEmpty()) {
            announced.add(new Message.Reach(attributes.nextHop().orElseThrow(), classic));
        }
        attributes.reach().ifPresent(announced::add);
        return new Message.Update(withdrawn, announced, Optional.of(attributes.attributes()), endOfRib, problem, remarks);
    }

    private static Reading malformedList(String text) {
        return malformed(NotificationCode.MALFORMED_ATTRIBUTE_LIST, text);
    }

    private static Reading malformed(NotificationCode code, String text) {
        return new Reading.Malformed(new NotificationError(code, Bytes.EMPTY, text));
    }
}
