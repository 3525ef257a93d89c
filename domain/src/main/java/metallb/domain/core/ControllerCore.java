package metallb.domain.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import metallb.domain.cluster.Service;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.Write;
import metallb.domain.config.ConfigGrammar;
import metallb.domain.config.Judgement;
import metallb.domain.config.Reading;
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
    private final ApiWrites writes;
    private final ControllerConfig config;
    private final Assignments assignments;
    private final ControllerAnswers answers;
    private long updates;
    private long refusedWrites;
    private Stopping stopping = Stopping.NO;
    private long stopAt;
    private Now last;

    public ControllerCore(ControllerSettings settings) {
        this(settings, ConfigGrammar::judge);
    }

    /**
     * @param judge what a text is worth as a configuration; a pure function
     */
    public ControllerCore(ControllerSettings settings, Function<Reading, Judgement> judge) {
        SplittableRandom random = new SplittableRandom(settings.seed());
        this.writes = new ApiWrites(random.split());
        this.config = new ControllerConfig(settings, judge, outbox::add);
        this.assignments = new Assignments(settings, random.split(), writes, outbox::add);
        this.answers = new ControllerAnswers(config, assignments);
    }

    @Override
    public void on(Now now, ControllerEvent event) {
        last = now;
        switch (event) {
            case ClusterEvent.Observed observed -> {
                updates++;
                observe(now, observed.object(), false);
            }
            case ClusterEvent.Vanished vanished -> {
                updates++;
                vanish(vanished.kind(), vanished.key(), vanished.uid());
            }
            case ClusterEvent.Listed listed -> listed(listed.kind(), listed.all());
            case Written written -> settled(now, writes.on(now, written.outcome()));
            case Stop stop -> stop(now);
        }
    }

    @Override
    public List<ControllerEffect> drain(Now now) {
        last = now;
        if (stopping == Stopping.NO) {
            if (config.isChanged()) {
                config.evaluate().ifPresent(assignments::usePools);
                if (config.needsWrite()) {
                    writes.want(config.target());
                }
            }
            assignments.slice(now);
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
        if (config.isChanged() || assignments.hasWork()) {
            return OptionalLong.of(last.nanos());
        }
        return earliest(writes.nextDeadline(last), assignments.nextDeadline());
    }

    @Override
    public Answer answer(Now now, Query query) {
        return switch (query) {
            case Query.Health health -> answers.health();
            case Query.Metrics metrics -> answers.metrics(updates, refusedWrites + config.refusals());
            case Query.Services services -> answers.services(services);
            case Query.Sessions sessions -> new Answer.NotHere();
            case Query.Routes routes -> new Answer.NotHere();
        };
    }

    private void observe(Now now, ClusterObject object, boolean ours) {
        switch (object) {
            case Service service -> assignments.observe(now, service, ours);
            case ConfigSource source -> config.observe(source);
            case EndpointSlice slice -> ignore(slice);
            case Node node -> ignore(node);
        }
    }

    /** Endpoints and nodes are the speakers' business. */
    private void ignore(ClusterObject object) {}

    private void vanish(Kind kind, ObjectKey key, Uid uid) {
        switch (kind) {
            case SERVICE -> assignments.vanish(key, uid);
            case CONFIG, ACCEPTED_CONFIG -> {
                if (config.vanish(kind, key, uid)) {
                    writes.forget(new ApiWrites.Target(kind, key));
                }
            }
            case ENDPOINT_SLICE, NODE -> {}
        }
    }

    private void listed(Kind kind, Map<ObjectKey, Uid> all) {
        switch (kind) {
            case SERVICE -> assignments.listed(all);
            case CONFIG, ACCEPTED_CONFIG -> config.listed(kind, all)
                    .forEach(key -> writes.forget(new ApiWrites.Target(kind, key)));
            case ENDPOINT_SLICE, NODE -> {}
        }
    }

    private void settled(Now now, ApiWrites.Settled settled) {
        switch (settled) {
            case ApiWrites.Settled.NotYet notYet -> {}
            case ApiWrites.Settled.Landed landed -> learn(now, landed.object(), true);
            case ApiWrites.Settled.Read read -> learn(now, read.object(), false);
            case ApiWrites.Settled.Gone gone -> {
                vanish(gone.id().kind(), gone.id().key(), gone.id().uid());
                revisit(ApiWrites.Target.of(gone.id()));
            }
            case ApiWrites.Settled.Refused refused -> {
                refusedWrites++;
                ObjectKey key = refused.target().key();
                String object = refused.target().kind() == Kind.SERVICE ? "status on service" : "configmap";
                outbox.add(Report.warning(key.toString(), "updateFailed", "updating " + object + " \"" + key + "\": "
                        + refused.status() + " " + refused.text()));
                revisit(refused.target());
            }
            case ApiWrites.Settled.Abandoned abandoned -> revisit(abandoned.target());
        }
    }

    private void learn(Now now, ClusterObject object, boolean ours) {
        observe(now, object, ours);
        revisit(new ApiWrites.Target(object.kind(), object.key()));
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

    private static OptionalLong earliest(OptionalLong a, OptionalLong b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return OptionalLong.of(Math.min(a.getAsLong(), b.getAsLong()));
    }

    /** How far the end is. */
    private enum Stopping {
        NO,
        STARTED,
        DONE
    }
}
