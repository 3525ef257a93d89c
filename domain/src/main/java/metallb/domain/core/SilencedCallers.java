package metallb.domain.core;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.Now;
import metallb.domain.net.SignatureFaults;

/**
 * The routers that we wait for and that have to sign. Whoever of them signs with another password, or not at all, is
 * dropped by the kernel before anybody here hears of it; that something was dropped shows in what the machine counts,
 * over all its connections together, so it may be said of each of those routers and of none for certain. The counts are
 * asked for when a wait begins, {@link #FIRST_LOOK} later and then once in {@link #LOOKS}; while nobody has to be
 * waited for, never.
 */
final class SilencedCallers {
    /** A SYN that nobody answers is repeated after 1, 3 and 7 s (RFC 6298 2). */
    static final Duration FIRST_LOOK = Duration.ofSeconds(10);
    static final Duration LOOKS = Duration.ofMinutes(1);

    private Map<SpeakerSession.Identity, Wait> waits = new TreeMap<>();
    /** Whether an answer is under way. */
    private boolean asked;

    /**
     * @param link what the router is held to; where that changes, another wait begins
     * @param atFirst what was counted when it began; empty until that is known
     */
    private record Wait(LinkSettings link, Optional<SignatureFaults> atFirst, long nextLookNanos) {
        Wait lookAfter(Now now, Duration pause) {
            return new Wait(link, atFirst, now.nanos() + pause.toNanos());
        }

        Wait from(SignatureFaults soFar) {
            return new Wait(link, Optional.of(soFar), nextLookNanos);
        }
    }

    /** What to ask the transport for now. */
    Optional<CountFaults> follow(Now now, Map<SpeakerSession.Identity, SpeakerSession> running) {
        waits = waiting(now, running);
        if (asked || waits.values().stream().noneMatch(wait -> wait.nextLookNanos() <= now.nanos())) {
            return Optional.empty();
        }
        asked = true;
        return Optional.of(new CountFaults());
    }

    /** @param suspected hears of each router that may have another password, with the reason in words for people */
    void on(Now now, FaultsCounted answer, Map<SpeakerSession.Identity, SpeakerSession> running,
            BiConsumer<SpeakerSession, String> suspected) {
        asked = false;
        waits = waiting(now, running);
        waits.replaceAll((identity, wait) -> {
            if (answer.soFar().isEmpty()) {
                return wait.lookAfter(now, LOOKS);
            }
            SignatureFaults soFar = answer.soFar().get();
            if (wait.atFirst().isEmpty()) {
                return wait.from(soFar).lookAfter(now, FIRST_LOOK);
            }
            // what is signed where no password is set is nobody's who is waited for here
            SignatureFaults meanwhile = soFar.since(wait.atFirst().get()).ofSigners();
            if (!meanwhile.areNone()) {
                suspected.accept(running.get(identity), words(meanwhile));
            }
            return wait.lookAfter(now, LOOKS);
        });
    }

    OptionalLong nextDeadline() {
        return asked ? OptionalLong.empty() : waits.values().stream().mapToLong(Wait::nextLookNanos).min();
    }

    private Map<SpeakerSession.Identity, Wait> waiting(Now now, Map<SpeakerSession.Identity, SpeakerSession> running) {
        Map<SpeakerSession.Identity, Wait> next = new TreeMap<>();
        running.forEach((identity, session) -> session.awaitsSigned().ifPresent(link -> {
            Wait wait = waits.get(identity);
            next.put(identity, wait != null && wait.link().equals(link) ? wait
                    : new Wait(link, Optional.empty(), now.nanos()));
        }));
        return next;
    }

    private static String words(SignatureFaults meanwhile) {
        return "while the router is waited for this machine dropped TCP segments, " + meanwhile
                + ": it may have another password for this node, or none";
    }
}
