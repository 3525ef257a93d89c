package metallb.domain.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import metallb.domain.lease.Election;
import metallb.domain.lease.Elector;
import metallb.domain.net.Deadlines;
import metallb.domain.net.Now;

/**
 * One of several controllers: contends for the lease, and runs a {@link ControllerCore} while it leads. Each term has a
 * core of its own, which knows nothing of an earlier one and begins with lists that are younger than the election: so a
 * change of leaders is to services what a restart is (docs/decisions/0014).
 *
 * <p>Who stands by watches nothing and holds nothing.
 */
public final class ElectedController implements Core<CandidateEvent, CandidateEffect> {
    /** How long giving the lease back may take; the write of it is one call. */
    static final Duration RELEASE_TIMEOUT = Duration.ofMillis(1500);

    private static final String SUBJECT = "lease";

    private final Candidacy candidacy;
    private final LongFunction<ControllerCore> cores;
    private final Elector elector;
    private final List<CandidateEffect> outbox = new ArrayList<>();
    private Optional<ControllerCore> leading = Optional.empty();
    /** Elected, and waiting for the watches and the writes of an earlier term to end. */
    private Optional<Election.Elected> elected = Optional.empty();
    /** When what the last term sent has ended; long ago where it left nothing behind. */
    private long writesEndAt = Long.MIN_VALUE;
    private long term;
    private long terms;
    private boolean isWatching;
    private Stopping stopping = Stopping.NO;
    private OptionalLong giveUpAt = OptionalLong.empty();
    private Optional<String> toldHolder = Optional.empty();
    private Optional<String> toldTrouble = Optional.empty();
    private Now last;

    public ElectedController(ControllerSettings settings, Candidacy candidacy) {
        this(candidacy, settings.seed(), term -> new ControllerCore(settings, term));
    }

    /** @param cores makes the core of a term */
    ElectedController(Candidacy candidacy, long seed, LongFunction<ControllerCore> cores) {
        this.candidacy = Objects.requireNonNull(candidacy, "candidacy");
        this.cores = Objects.requireNonNull(cores, "cores");
        this.elector = new Elector(candidacy.identity(), candidacy.timings(), new SplittableRandom(seed).split());
    }

    @Override
    public void on(Now now, CandidateEvent event) {
        last = now;
        switch (event) {
            case LeaseAnswered(var outcome) -> elector.on(now, outcome);
            case WatchesEnded _ -> isWatching = false;
            case Stop stop -> stop(now, stop);
            case ControllerEvent other -> leading.ifPresent(core -> core.on(now, other));
        }
    }

    @Override
    public List<CandidateEffect> drain(Now now) {
        last = now;
        if (stopping != Stopping.DONE) {
            elector.drain(now).forEach(this::take);
        }
        begin();
        tellHolder();
        leading.ifPresent(core -> core.drain(now).forEach(effect -> {
            if (effect instanceof Stopped) {
                leave(now);
            } else {
                outbox.add(effect);
            }
        }));
        finish(now);
        List<CandidateEffect> effects = List.copyOf(outbox);
        outbox.clear();
        return effects;
    }

    @Override
    public OptionalLong nextDeadline() {
        if (last == null) {
            // nobody has to tell it anything before it asks for the lease
            return OptionalLong.of(Long.MIN_VALUE);
        }
        if (!outbox.isEmpty() || stopping == Stopping.RETIRING && elector.isRetired()) {
            return OptionalLong.of(last.nanos());
        }
        if (stopping == Stopping.DONE) {
            return OptionalLong.empty();
        }
        OptionalLong earliest = Deadlines.earliest(elector.nextDeadline(last), giveUpAt, beginsAt());
        return leading.isPresent() ? Deadlines.earliest(earliest, leading.get().nextDeadline()) : earliest;
    }

    @Override
    public Answer answer(Now now, Query query) {
        return switch (query) {
            case Query.Health _ -> health(now, query);
            case Query.Metrics _ -> metrics(now, query);
            case Query.Services _, Query.Sessions _, Query.Routes _ -> leading.map(core -> core.answer(now, query))
                    .orElseGet(() -> new Answer.StandsBy(standing()));
        };
    }

    private void take(Election election) {
        switch (election) {
            case Election.Ask(var request) -> outbox.add(new LeaseCall(request));
            case Election.Elected won -> elected = Optional.of(won);
            case Election.Extended(long renewed, long until) -> {
                if (leading.isPresent()) {
                    outbox.add(new TermEffect.Extended(renewed, until));
                } else {
                    elected = elected.map(won -> new Election.Elected(renewed, until));
                }
            }
            case Election.Deposed(long lost, String why) -> depose(lost, why);
        }
    }

    /**
     * Nothing of an earlier term may be taken for news of this one, nor land in it: its watches have to be over, and its
     * writes, for which a leader that takes over from another one waits as well.
     */
    private OptionalLong beginsAt() {
        return elected.isEmpty() || isWatching || stopping != Stopping.NO ? OptionalLong.empty()
                : OptionalLong.of(Math.max(writesEndAt, last.nanos()));
    }

    private void begin() {
        if (beginsAt().orElse(Long.MAX_VALUE) > last.nanos()) {
            return;
        }
        Election.Elected won = elected.get();
        elected = Optional.empty();
        term = won.term();
        terms++;
        isWatching = true;
        leading = Optional.of(cores.apply(term));
        outbox.add(new TermEffect.Begun(term, won.until()));
        outbox.add(Report.info(SUBJECT, "leading", candidacy.identity() + " leads, term " + term));
        toldHolder = Optional.of(candidacy.identity());
    }

    /** What the core of that term decided and did not say yet is dropped with it. */
    private void depose(long lost, String why) {
        elected = Optional.empty();
        if (leading.isPresent()) {
            if (leading.get().mayLand()) {
                writesEndAt = last.nanos() + candidacy.timings().margin().toNanos();
            }
            endTerm();
            outbox.add(Report.warning(SUBJECT, "leadingEnded",
                    candidacy.identity() + " leads no more, term " + lost + ": " + why));
            toldHolder = Optional.empty();
        }
    }

    private void tellHolder() {
        Optional<String> holder = elector.holder(last);
        if (leading.isEmpty() && stopping == Stopping.NO && !holder.equals(toldHolder) && holder.isPresent()
                && !holder.get().equals(candidacy.identity())) {
            outbox.add(Report.info(SUBJECT, "standingBy", standing()));
            toldHolder = holder;
        }
        Optional<String> trouble = elector.trouble();
        if (!trouble.equals(toldTrouble)) {
            trouble.ifPresent(why -> outbox.add(Report.warning(SUBJECT, "leaseFailed", "asking for the lease: " + why)));
            toldTrouble = trouble;
        }
    }

    private Answer.Health health(Now now, Query query) {
        if (stopping != Stopping.NO) {
            return Answer.Health.ending("controller");
        }
        if (leading.isPresent()
                && leading.get().answer(now, query) instanceof Answer.Health(boolean ready, var reasons, var _)) {
            return new Answer.Health(ready, reasons, "leading, term " + term);
        }
        if (!elector.wasAnswered()) {
            return new Answer.Health(false, List.of("waiting for the first answer about the lease"));
        }
        boolean isStuck = elector.holder(last).isEmpty() && elector.trouble().isPresent();
        return isStuck ? new Answer.Health(false, List.of("nobody leads, and asking for the lease: " + elector.trouble().get()))
                : new Answer.Health(true, List.of(), standing());
    }

    private Answer.Metrics metrics(Now now, Query query) {
        List<MetricFamily> families = new ArrayList<>();
        if (leading.isPresent() && leading.get().answer(now, query) instanceof Answer.Metrics(var of)) {
            families.addAll(of);
        }
        families.addAll(LeaderMetrics.of(leading.isPresent(), elector.holder(last), terms));
        return new Answer.Metrics(families);
    }

    private String standing() {
        return "standing by" + elector.holder(last).filter(holder -> !holder.equals(candidacy.identity()))
                .map(holder -> "; " + holder + " leads").orElse("; nobody leads");
    }

    private void stop(Now now, Stop stop) {
        if (stopping == Stopping.NO) {
            stopping = Stopping.STARTED;
            leading.ifPresentOrElse(core -> core.on(now, stop), () -> leave(now));
        }
    }

    /** A write that nobody answered may still land: then the next leader has to wait for the lease to be over. */
    private void leave(Now now) {
        if (!mayLand(now)) {
            retire(now);
            return;
        }
        endTerm();
        stopping = Stopping.DONE;
        if (elector.holder(now).filter(candidacy.identity()::equals).isPresent()) {
            outbox.add(Report.info(SUBJECT, "leaseKept", candidacy.identity()
                    + " does not give the lease back: a write that was not answered may land yet, and others wait for it"));
        }
        outbox.add(new Stopped());
    }

    /** Whether a write may land yet, of this term or of the one that was lost last. */
    private boolean mayLand(Now now) {
        return leading.map(ControllerCore::mayLand).orElse(now.nanos() < writesEndAt);
    }

    private void endTerm() {
        if (leading.isPresent()) {
            leading = Optional.empty();
            outbox.add(new TermEffect.Ended(term));
        }
    }

    /** The writes of this term are over, so the next leader need not wait. */
    private void retire(Now now) {
        endTerm();
        stopping = Stopping.RETIRING;
        giveUpAt = OptionalLong.of(now.nanos() + RELEASE_TIMEOUT.toNanos());
        elector.retire(now);
        elector.drain(now).forEach(this::take);
    }

    private void finish(Now now) {
        if (stopping == Stopping.STARTED && leading.isEmpty()) {
            leave(now);
        }
        if (stopping == Stopping.RETIRING && (elector.isRetired() || now.nanos() >= giveUpAt.orElseThrow())) {
            stopping = Stopping.DONE;
            outbox.add(new Stopped());
        }
    }

    /** How far the end is. */
    private enum Stopping {
        NO,
        STARTED,
        RETIRING,
        DONE
    }
}
