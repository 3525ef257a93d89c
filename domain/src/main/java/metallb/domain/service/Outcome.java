package metallb.domain.service;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.net.IpAddress;

/** How it stands with a service: a stable word, and the same in a sentence, which is the text of event and log. */
public sealed interface Outcome {
    String word();

    String text();

    /**
     * It has what it wants.
     *
     * @param pool the pool that owns the first address; empty where none does any more
     */
    record Assigned(List<IpAddress> addresses, Optional<String> pool) implements Outcome {
        public Assigned {
            addresses = List.copyOf(addresses);
        }

        @Override
        public String word() {
            return "assigned";
        }

        /** {@code Assigned IP "192.168.10.0"}; with two addresses both, in their order. */
        @Override
        public String text() {
            return "Assigned IP " + addresses.stream().map(Quoted::of).collect(Collectors.joining(", "));
        }
    }

    /** Its wish changed and cannot be met: it keeps what it has, which serves on. */
    record Kept(ObjectKey service, List<IpAddress> addresses, Refusal refusal) implements Outcome {
        public Kept {
            addresses = List.copyOf(addresses);
        }

        @Override
        public String word() {
            return refusal.reason().word();
        }

        @Override
        public String text() {
            return failure(service, refusal);
        }
    }

    /** It has no address, and gets one as soon as there is room. */
    record Waiting(ObjectKey service, Refusal refusal) implements Outcome {
        @Override
        public String word() {
            return refusal.reason().word();
        }

        @Override
        public String text() {
            return failure(service, refusal);
        }
    }

    /** It has no address, and gets none until its wish or the configuration changes. */
    record Refused(ObjectKey service, Refusal refusal) implements Outcome {
        @Override
        public String word() {
            return refusal.reason().word();
        }

        @Override
        public String text() {
            return failure(service, refusal);
        }
    }

    /** Nothing is decided yet: lists or the configuration are missing. */
    record Undecided() implements Outcome {
        @Override
        public String word() {
            return "waitingForConfig";
        }

        @Override
        public String text() {
            return "skipped, waiting for config";
        }
    }

    /** No business of ours. */
    record Foreign(NotOurs why) implements Outcome {
        @Override
        public String word() {
            return why.word();
        }

        @Override
        public String text() {
            return why.text();
        }
    }

    private static String failure(ObjectKey service, Refusal refusal) {
        return "Failed to allocate IP for " + Quoted.of(service.toString()) + ": " + refusal.text();
    }
}
