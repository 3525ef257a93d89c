package metallb.domain.announce;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import metallb.domain.net.IpAddress;
import metallb.domain.service.NotOurs;

/** What becomes of a service on this node. */
public sealed interface Decision {
    /** A stable word for machines: {@code announced}, or the reason why not. */
    String word();

    /** The sentence for people, the same in event, log and views. */
    String text();

    /**
     * This node wants it announced, and there is a peer here to announce it to; whether its session is up is another
     * question.
     *
     * @param node this node's name
     * @param addresses those that are announced, in the order of the service's status, each once
     * @param announcements the routes that they ask for, by address, then in the order of the advertisements
     * @param without the other addresses, whose family no peer here carries
     */
    record Announce(String node, List<IpAddress> addresses, List<Announcement> announcements, List<IpAddress> without)
            implements Decision {
        public Announce {
            Objects.requireNonNull(node, "node");
            addresses = List.copyOf(addresses);
            announcements = List.copyOf(announcements);
            without = List.copyOf(without);
            if (announcements.isEmpty()) {
                throw new IllegalArgumentException("announced, but by which route?");
            }
        }

        @Override
        public String word() {
            return "announced";
        }

        @Override
        public String text() {
            String text = "announcing from node \"" + node + "\" with protocol \"bgp\"";
            return without.isEmpty() ? text : text + ", but not " + without.stream().map(IpAddress::toString)
                    .collect(Collectors.joining(", ")) + ": no peer on this node carries " + without.getFirst().family();
        }
    }

    /** It is no business of ours. */
    record Foreign(NotOurs why) implements Decision {
        public Foreign {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public String word() {
            return why.word();
        }

        @Override
        public String text() {
            return why.text();
        }
    }

    /** It is ours and not announced, and why. */
    record Withhold(Reason reason, String text) implements Decision {
        public Withhold {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String word() {
            return reason.word();
        }
    }
}
