package metallb.domain.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Function;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.ConfigSource;
import metallb.domain.cluster.EndpointSlice;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.PasswordSecret;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.Write;
import metallb.domain.config.ConfigGrammar;
import metallb.domain.config.Judgement;
import metallb.domain.config.Reading;
import metallb.domain.net.Deadlines;
import metallb.domain.net.Now;

/**
 * The controller: takes the configuration that is in force, gives each of our services an address of its pools, and has
 * that written into the service's status. Joins its parts and decides nothing itself.
 *
 * <p>Nothing is decided before services and both ConfigMaps were listed once.
 */
public final class ControllerCore implements Core<ControllerEvent, ControllerEffect> {
    /** How long writes in flight may take to be answered once the process is to end. */
    static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

    private final List<ControllerEffect> outbox = new ArrayList<>();
    private final ClusterWatch watch = new ClusterWatch(
            List.of(Kind.SERVICE, Kind.CONFIG, Kind.ACCEPTED_CONFIG), new Distribution());
    private final ApiWrites writes;
    private final ControllerConfig config;
    private final Assignments assignments;
    private final ControllerAnswers answers;
    private final FullPass fullPass;
    private long refusedWrites;
    private Stopping stopping = Stopping.NO;
    private long stopAt;
    private Now last;

    /** @param term which its writes carry; 0 where nobody else is contended with */
    public ControllerCore(ControllerSettings settings, long term) {
        this(settings, ConfigGrammar::judge, term);
    }

    /**
     * @param judge what a text is worth as a configuration; a pure function
     */
    public ControllerCore(ControllerSettings settings, Function<Reading, Judgement> judge, long term) {
        SplittableRandom random = new SplittableRandom(settings.seed());
        this.writes = new ApiWrites(random.split());
        this.assignments = new Assignments(settings, term, random.split(), writes, outbox::add);
        this.config = new ControllerConfig(settings, term, judge, assignments.orphans(),
                new ForeignEdits(random.split()), outbox::add);
        this.fullPass = new FullPass(random.split());
        this.answers = new ControllerAnswers(watch, config, assignments);
    }

    @Override
    public void on(Now now, ControllerEvent event) {
        last = now;
        switch (event) {
            case ClusterEvent cluster -> watch.on(cluster);
            case Written written -> settled(writes.on(now, written.outcome()));
            case Stop stop -> stop(now);
        }
    }

    @Override
    public List<ControllerEffect> drain(Now now) {
        last = now;
        if (stopping == Stopping.NO) {
            int left = SLICE - watch.slice(SLICE);
            if (watch.isListed(Kind.SERVICE)) {
                assignments.listed();
            }
            if (isConfigDue()) {
                config.evaluate(now).ifPresent(assignments::usePools);
                if (config.needsWrite()) {
                    writes.want(config.target());
                }
            }
            if (fullPass.isDue(now.nanos())) {
                config.revisit();
                assignments.revisitAll();
            }
            assignments.slice(now, left);
            for (Write write : writes.drain(now, this::compose)) {
                outbox.add(new ApiWrite(write));
            }
        } else {
            finish(now);
        }
        List<ControllerEffect> effects = List.copyOf(outbox);
        outbox.clear();
        return effects;
    }

    @Override
    public OptionalLong nextDeadline() {
        if (last == null || stopping == Stopping.DONE) {
            return OptionalLong.empty();
        }
        if (!outbox.isEmpty()) {
            return OptionalLong.of(last.nanos());
        }
        if (stopping == Stopping.STARTED) {
            return OptionalLong.of(writes.inFlight() == 0 ? last.nanos() : stopAt);
        }
        if (watch.hasWork() || isConfigDue() || assignments.hasWork()) {
            return OptionalLong.of(last.nanos());
        }
        return Deadlines.earliest(writes.nextDeadline(last), assignments.nextDeadline(), config.nextDeadline(),
                fullPass.nextDeadline());
    }

    @Override
    public Answer answer(Now now, Query query) {
        return switch (query) {
            case Query.Health health -> stopping == Stopping.NO ? answers.health() : Answer.Health.ending("controller");
            case Query.Metrics metrics -> answers.metrics(refusedWrites + config.refusals());
            case Query.Services services -> answers.services(services);
            case Query.Sessions sessions -> new Answer.NotHere();
            case Query.Routes routes -> new Answer.NotHere();
        };
    }

    /** Whether a write of this core may land yet. */
    boolean mayLand() {
        return writes.mayLand();
    }

    private void settled(ApiWrites.Settled settled) {
        switch (settled) {
            case ApiWrites.Settled.NotYet notYet -> {}
            case ApiWrites.Settled.Landed(ClusterObject object) -> {
                watch.wrote(object);
                revisit(ApiWrites.Target.of(object));
            }
            case ApiWrites.Settled.Read(ClusterObject object) -> {
                watch.on(new ClusterEvent.Observed(object));
                revisit(ApiWrites.Target.of(object));
            }
            case ApiWrites.Settled.Gone gone -> {
                watch.on(new ClusterEvent.Vanished(gone.id().kind(), gone.id().key(), gone.id().uid()));
                revisit(ApiWrites.Target.of(gone.id()));
            }
            case ApiWrites.Settled.Refused refused -> {
                refusedWrites++;
                reportUpdate(refused.target(), refused.again(), "updateFailed", refused.status() + " " + refused.text());
                revisit(refused.target());
            }
            case ApiWrites.Settled.Unknown(var target, String why, boolean again) -> {
                reportUpdate(target, again && stopping == Stopping.NO, "updateUnanswered", why + (stopping == Stopping.NO
                        ? "; it is repeated" : "; it is not repeated, since the controller is ending"));
                if (target.equals(config.target()) && !writes.isAwaited(target)) {
                    config.overdue();
                }
            }
            case ApiWrites.Settled.Abandoned abandoned -> revisit(abandoned.target());
        }
    }

    /** What goes on and on is loud once, since a thousand objects may have the same trouble. */
    private void reportUpdate(ApiWrites.Target target, boolean again, String event, String why) {
        ObjectKey key = target.key();
        String object = target.kind() == Kind.SERVICE ? "status on service" : "configmap";
        outbox.add(new Report(again ? Report.Level.DEBUG : Report.Level.WARNING, key.toString(), event,
                "updating " + object + " \"" + key + "\": " + why));
    }

    private void revisit(ApiWrites.Target target) {
        if (target.kind() == Kind.SERVICE) {
            assignments.revisit(target.key());
        } else {
            config.revisit();
        }
    }

    private Optional<Write> compose(ApiWrites.Target target) {
        return target.kind() == Kind.SERVICE ? assignments.compose(target.key()) : config.compose();
    }

    private void stop(Now now) {
        if (stopping == Stopping.NO) {
            stopping = Stopping.STARTED;
            stopAt = now.nanos() + STOP_TIMEOUT.toNanos();
            writes.stop();
        }
    }

    /** What is still unanswered at the end needs no answer: the next controller reads from the statuses what landed. */
    private void finish(Now now) {
        if (stopping == Stopping.STARTED && (writes.inFlight() == 0 || now.nanos() >= stopAt)) {
            stopping = Stopping.DONE;
            outbox.add(new Stopped());
        }
    }

    private boolean isConfigDue() {
        return config.isChanged(last) && watch.isListed(Kind.CONFIG) && watch.isListed(Kind.ACCEPTED_CONFIG);
    }

    /** Hands the objects' newest states to who is concerned. */
    private final class Distribution implements ClusterWatch.Taker {
        @Override
        public void put(ClusterObject object, ClusterWatch.Source source) {
            switch (object) {
                case Service service -> assignments.put(last, service, source);
                case ConfigSource map -> config.put(map);
                case EndpointSlice slice -> ignore(slice);
                case Node node -> ignore(node);
                case PasswordSecret secret -> ignore(secret);
            }
        }

        @Override
        public void remove(Kind kind, ObjectKey key) {
            switch (kind) {
                case SERVICE -> assignments.remove(key);
                case CONFIG, ACCEPTED_CONFIG -> {
                    config.remove(kind, key);
                    writes.forget(new ApiWrites.Target(kind, key));
                }
                case ENDPOINT_SLICE, NODE, SECRET -> {}
            }
        }

        /** Endpoints, nodes and passwords are the speakers' business. */
        private void ignore(ClusterObject object) {}
    }

    /** How far the end is. */
    private enum Stopping {
        NO,
        STARTED,
        DONE
    }
}
