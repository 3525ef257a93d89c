package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import metallb.domain.net.LinkId;

/** The attempts to reach one peer: whether one is under way, and when the next begins. */
final class Dialling {
    /** Our own limit, the ConnectRetryTimer of state Connect: the kernel's is minutes. */
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Optional<LongSupplier> linkNumbers;
    private final Backoff backoff;
    private Stage stage;

    /** Where it stands, with what it holds there. */
    sealed interface Stage {
        record Waiting(Reason reason) implements Stage {}

        record Connecting(LinkId link, long deadlineNanos) implements Stage {}

        /** There is a connection, whoever opened it. */
        record Settled() implements Stage {}
    }

    /** @param linkNumbers empty where nobody is ever dialled */
    Dialling(Optional<LongSupplier> linkNumbers, SplittableRandom random) {
        this.linkNumbers = linkNumbers;
        this.backoff = new Backoff(random);
        this.stage = new Stage.Waiting(Reason.of(Reason.NOT_STARTED,
                linkNumbers.isPresent() ? "not started yet" : "waiting to be connected to"));
    }

    boolean isPossible() {
        return linkNumbers.isPresent();
    }

    Stage stage() {
        return stage;
    }

    boolean isWaiting() {
        return stage instanceof Stage.Waiting;
    }

    boolean isSettled() {
        return stage instanceof Stage.Settled;
    }

    boolean isConnecting(LinkId link) {
        return stage instanceof Stage.Connecting(LinkId expected, long _) && expected.equals(link);
    }

    /** Takes the next number for an attempt that may take as long as {@link #CONNECT_TIMEOUT}. */
    LinkId connect(long nanos) {
        LinkId link = new LinkId(linkNumbers.orElseThrow().getAsLong());
        stage = new Stage.Connecting(link, nanos + CONNECT_TIMEOUT.toNanos());
        return link;
    }

    void settle() {
        stage = new Stage.Settled();
    }

    void await(Reason reason) {
        stage = new Stage.Waiting(reason);
    }

    /** The next attempt, where one is planned, may begin now. */
    void hurry(long nanos) {
        if (stage instanceof Stage.Waiting(Reason reason) && reason.retryAtNanos().isPresent()) {
            await(reason.retryAt(nanos));
        }
    }

    /** The peer opened a connection and was rejected: it is there, so no attempt is far away. */
    void called(long nanos) {
        backoff.called(nanos);
        long latest = nanos + Backoff.LONGEST_WHILE_CALLED.toNanos();
        if (stage instanceof Stage.Waiting(Reason reason) && reason.retryAtNanos().orElse(latest) - latest > 0) {
            await(reason.retryAt(latest));
        }
    }

    /** Plans an attempt, or no more, where that is not so yet. */
    void plan(long nanos, boolean wanted) {
        if (stage instanceof Stage.Waiting(Reason reason) && reason.retryAtNanos().isPresent() != wanted) {
            await(wanted ? reason.retryAt(nanos) : reason.withoutRetry());
        }
    }

    /** The reason with the time of the next attempt: at once where we asked for the end ourselves. */
    Reason planned(long nanos, Reason reason) {
        return reason.retryAt(reason.isReset() ? nanos : nanos + backoff.nextDelay(nanos));
    }

    /** What failed before says nothing of what comes. */
    void forget() {
        backoff.forget();
    }

    void ended(Connection.Ending ending) {
        if (ending.hasLasted()) {
            backoff.forget();
        }
    }

    /** @param free whether no link is left that was dialled and given up */
    OptionalLong deadline(boolean free) {
        return switch (stage) {
            case Stage.Waiting(Reason reason) -> free ? reason.retryAtNanos() : OptionalLong.empty();
            case Stage.Connecting(LinkId _, long deadline) -> OptionalLong.of(deadline);
            case Stage.Settled _ -> OptionalLong.empty();
        };
    }
}
