package metallb.acceptance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageReader;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.Reading;
import metallb.domain.bgp.wire.UpdateWriter;
import metallb.domain.bgp.wire.WireTerms;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.Prefix;
import metallb.domain.route.Attributes;
import metallb.domain.route.NextHop;
import metallb.domain.route.RouteKey;

/**
 * Writes a message as we write messages and reads it again. Of an UPDATE that is its routes, with those attributes that our
 * own routes have, on a session inside the AS, where nothing is prepended.
 */
final class Reencoding {
    private final WireTerms terms;
    private final UpdateWriter writer;

    Reencoding(WireTerms terms) {
        this.terms = terms;
        this.writer = new UpdateWriter(terms);
    }

    void check(Message message) {
        switch (message) {
            case Message.Open open -> {
                // we do not write RFC 9072's longer ones
                if (bytesOf(open) <= 253) {
                    assertEquals(open, read(MessageWriter.open(open)));
                }
            }
            case Message.Update update -> update(update);
            case Message.Notification notification ->
                    assertEquals(notification, read(MessageWriter.notification(notification)));
            case Message.Keepalive keepalive -> assertEquals(keepalive, read(MessageWriter.keepalive()));
            case Message.RouteRefresh refresh -> assertEquals(refresh, read(MessageWriter.routeRefresh(refresh)));
        }
    }

    /** One by one, since a list that is too long is refused. */
    private static int bytesOf(Message.Open open) {
        return open.capabilities().stream()
                .mapToInt(capability -> MessageWriter.capabilities(List.of(capability)).length()).sum();
    }

    private void update(Message.Update update) {
        update.endOfRib().ifPresent(family ->
                assertEquals(update.endOfRib(), readUpdate(MessageWriter.endOfRib(family)).endOfRib()));
        for (Family family : Family.values()) {
            List<Prefix> withdrawn = update.withdrawn().stream().filter(prefix -> prefix.family() == family).toList();
            assertEquals(withdrawn, withdrawnAgain(withdrawn));
        }
        update.attributes().map(read -> inside(read.attributes())).filter(UpdateWriter::leavesRoom).ifPresent(attributes ->
                update.announced().forEach(reach -> assertEquals(reach.prefixes(), announcedAgain(reach, attributes))));
    }

    /** A session inside the AS says a preference always. */
    private static Attributes inside(Attributes attributes) {
        return Attributes.of(attributes.origin(), attributes.asPath(),
                OptionalLong.of(attributes.localPreference().orElse(100)), attributes.communities());
    }

    private List<Prefix> withdrawnAgain(List<Prefix> prefixes) {
        List<RouteKey> keys = prefixes.stream().map(RouteKey::of).toList();
        List<Prefix> again = new ArrayList<>();
        while (again.size() < keys.size()) {
            again.addAll(readUpdate(writer.withdraw(keys, again.size()).message()).withdrawn());
        }
        return again;
    }

    private List<Prefix> announcedAgain(Message.Reach reach, Attributes attributes) {
        List<RouteKey> keys = reach.prefixes().stream().map(RouteKey::of).toList();
        NextHop hop = new NextHop.Via(reach.nextHop());
        List<Prefix> again = new ArrayList<>();
        while (again.size() < keys.size()) {
            Message.Update update = readUpdate(writer.announce(hop, attributes, keys, again.size()).message());
            assertEquals(attributes, update.attributes().orElseThrow().attributes());
            assertEquals(reach.nextHop(), update.announced().getFirst().nextHop());
            again.addAll(update.announced().getFirst().prefixes());
        }
        return again;
    }

    private Message.Update readUpdate(Bytes bytes) {
        Message.Update update = (Message.Update) read(bytes);
        assertEquals(List.of(), update.remarks());
        return update;
    }

    private Message read(Bytes bytes) {
        MessageReader reader = new MessageReader();
        reader.settle(terms);
        reader.feed(bytes);
        return switch (reader.next()) {
            case Reading.Complete(Message message) -> message;
            case Reading.Malformed malformed -> throw new AssertionError("we wrote " + bytes + ": " + malformed.error());
            case Reading.Unanswerable(String text) -> throw new AssertionError("we wrote " + bytes + ": " + text);
            case Reading.NeedMore _ -> throw new AssertionError("we wrote half a message: " + bytes);
        };
    }
}
