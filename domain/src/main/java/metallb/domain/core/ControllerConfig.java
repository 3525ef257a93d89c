package metallb.domain.core;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import metallb.domain.cluster.ConfigSource;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteId;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigText;
import metallb.domain.config.Judgement;
import metallb.domain.config.Problem;
import metallb.domain.config.Reading;
import metallb.domain.config.Where;

/**
 * Which configuration is in force: what the accepted copy says. Judges each text of the operator's ConfigMap, has an
 * acceptable one written into the copy, and takes it into force when the copy is seen to say it.
 */
final class ControllerConfig {
    private static final String SUBJECT = "config";

    private final ControllerSettings settings;
    private final Function<Reading, Judgement> judge;
    private final Consumer<ControllerEffect> out;
    /** The operator's ConfigMap. */
    private Optional<ConfigSource> source = Optional.empty();
    private Optional<ConfigSource> copy = Optional.empty();
    private Optional<Accepted> inForce = Optional.empty();
    /** What the copy is to say, where that is known. */
    private Optional<Accepted> wanted = Optional.empty();
    private Optional<Verdict> lastVerdict = Optional.empty();
    private Optional<Verdict> lastCopyVerdict = Optional.empty();
    private Optional<Trouble> trouble = Optional.empty();
    private boolean isCopyMissing;
    private boolean isCopyEmptied;
    private Optional<String> toldAlteration = Optional.empty();
    private boolean changed = true;
    private long refusals;

    ControllerConfig(ControllerSettings settings, Function<Reading, Judgement> judge, Consumer<ControllerEffect> out) {
        this.settings = settings;
        this.judge = judge;
        this.out = out;
    }

    void put(ConfigSource newest) {
        if (newest.key().equals(keyOf(newest.kind()))) {
            hold(newest.kind(), Optional.of(newest));
        }
    }

    void remove(Kind kind, ObjectKey key) {
        if (key.equals(keyOf(kind))) {
            hold(kind, Optional.empty());
        }
    }

    /** A write was settled without news of the copy: look again. */
    void revisit() {
        changed = true;
    }

    /** What writes go to. */
    ApiWrites.Target target() {
        return new ApiWrites.Target(Kind.ACCEPTED_CONFIG, settings.acceptedConfig());
    }

    /** Whether there is something to evaluate, once both ConfigMaps were listed. */
    boolean isChanged() {
        return changed;
    }

    boolean isLoaded() {
        return inForce.isPresent();
    }

    /** Whether what is in force is not what the operator wrote last. */
    boolean isStale() {
        return trouble.isPresent() || isCopyMissing;
    }

    /** Texts refused so far. */
    long refusals() {
        return refusals;
    }

    /** Why the accepted copy's own text is not in force: this version refuses it, or nobody accepted it. */
    Optional<String> refusedCopy() {
        return copy.flatMap(ConfigSource::reading).flatMap(reading -> lastCopyVerdict)
                .flatMap(ControllerConfig::problems)
                .map(problems -> "the accepted configuration is refused: " + problems.text())
                .or(() -> wanted.isPresent() ? Optional.empty() : alteration());
    }

    private Optional<String> alteration() {
        return copy.flatMap(present -> present.alteration().map(why -> "the text " + textOf(copy).orElseThrow() + " in "
                + present.key() + " is not what the controller accepted: " + why));
    }

    /** Looks at both ConfigMaps anew; what has come into force by that, if anything. */
    Optional<Config> evaluate() {
        changed = false;
        Optional<Config> news = copy.flatMap(this::takeCopy);
        wanted = judgeSource().or(this::lostCopy);
        tellOfCopy();
        return news;
    }

    private void tellOfCopy() {
        boolean isMissing = copy.isEmpty() && wanted.isPresent();
        if (isMissing && !isCopyMissing) {
            String command = "kubectl create configmap " + settings.acceptedConfig().name() + " -n "
                    + settings.namespace();
            out.accept(Report.warning(SUBJECT, "acceptedConfigMissing", "ConfigMap " + settings.acceptedConfig()
                    + " is missing, no configuration can be accepted; create it: " + command));
        }
        isCopyMissing = isMissing;
        // Before anything is in force an empty copy is how every cluster starts.
        boolean isEmptied = copy.isPresent() && textOf(copy).isEmpty() && inForce.isPresent() && wanted.isPresent();
        if (isEmptied && !isCopyEmptied) {
            out.accept(Report.info(SUBJECT, "acceptedConfigRewritten", "ConfigMap " + settings.acceptedConfig()
                    + " is empty, configuration " + wanted.get().text() + " is written into it"));
        }
        isCopyEmptied = isEmptied;
        Optional<String> alteration = alteration();
        if (alteration.isPresent() && !alteration.equals(toldAlteration)) {
            out.accept(Report.warning(SUBJECT, "acceptedConfigAltered", alteration.get() + "; " + wanted
                    .map(accepted -> "configuration " + accepted.text() + " is written over it")
                    .orElse("no configuration is in force")));
        }
        toldAlteration = alteration;
    }

    /** Whether the copy is there and says something else than it should. */
    boolean needsWrite() {
        return wanted.isPresent() && copy.isPresent() && !wanted.map(Accepted::text).equals(acceptedText());
    }

    /** The write that makes the copy say what it should. */
    Optional<Write> compose() {
        if (!needsWrite()) {
            return Optional.empty();
        }
        ConfigSource present = copy.orElseThrow();
        WriteId id =
                new WriteId(Kind.ACCEPTED_CONFIG, present.key(), present.uid(), present.meta().version(), 1, 0);
        return Optional.of(new Write.Accept(id, wanted.get().text(), wanted.get().source()));
    }

    /** What the copy says comes into force, unless this version refuses it. */
    private Optional<Config> takeCopy(ConfigSource present) {
        if (acceptedText().isEmpty() || acceptedText().equals(inForce.map(Accepted::text))) {
            lastCopyVerdict = Optional.empty();
            return Optional.empty();
        }
        Reading reading = asWritten(present.reading().get());
        boolean isNew = lastCopyVerdict.filter(last -> last.text().equals(reading.text())).isEmpty();
        if (isNew) {
            lastCopyVerdict = Optional.of(new Verdict(reading.text(), judge.apply(reading)));
        }
        return switch (lastCopyVerdict.orElseThrow().judgement()) {
            case Judgement.Acceptable acceptable -> {
                lastCopyVerdict = Optional.empty();
                takeIntoForce(present, reading.text(), acceptable);
                yield Optional.of(acceptable.config());
            }
            case Judgement.Refused refused -> {
                if (isNew) {
                    String problems = new Problems(refused.problems()).text();
                    out.accept(Report.warning(SUBJECT, "acceptedConfigRefused", "the accepted configuration in "
                            + present.key() + " is refused by this version: " + problems));
                }
                yield Optional.empty();
            }
        };
    }

    /** The operator's ConfigMap where it says the same, so that places are named where the operator wrote them. */
    private Reading asWritten(Reading copied) {
        return source.flatMap(ConfigSource::reading)
                .filter(written -> written.text().equals(copied.text())).orElse(copied);
    }

    private void takeIntoForce(ConfigSource present, ConfigText text, Judgement.Acceptable acceptable) {
        inForce = Optional.of(new Accepted(text, present.acceptedFrom().orElseThrow()));
        out.accept(Report.info(SUBJECT, "configInForce", "configuration " + text + " is in force"));
        acceptable.warnings().forEach(warning ->
                out.accept(Report.warning(SUBJECT, "configWarning", warning.toString())));
    }

    /** The operator's text where it is acceptable; otherwise the trouble is told, once. */
    private Optional<Accepted> judgeSource() {
        if (source.isEmpty()) {
            trouble(new Trouble.NoSource(), () -> out.accept(Report.warning(SUBJECT, "configMissing",
                    "configuration missing: there is no ConfigMap " + settings.config())));
            return Optional.empty();
        }
        return switch (judge(source.get())) {
            case Judgement.Refused refused -> {
                trouble(new Trouble.Refused(textOf(source)), () -> refuse(source.get(), refused));
                yield Optional.empty();
            }
            case Judgement.Acceptable acceptable -> {
                // The orphan check belongs here, before the text counts as accepted: refuse it where an address that
                // a service holds would belong to no pool of acceptable.config() (design, decided behaviour 5).
                trouble = Optional.empty();
                yield Optional.of(new Accepted(textOf(source).orElseThrow(), source.get().meta().version()));
            }
        };
    }

    private Judgement judge(ConfigSource written) {
        if (written.reading().isEmpty()) {
            Where where = new Where(written.key().toString(), "", 0, 0);
            return new Judgement.Refused(List.of(new Problem(where, "no text under data key \"config\"",
                    "a configuration there")));
        }
        Reading reading = written.reading().get();
        if (lastVerdict.filter(last -> last.text().equals(reading.text())).isEmpty()) {
            lastVerdict = Optional.of(new Verdict(reading.text(), judge.apply(reading)));
        }
        return lastVerdict.get().judgement();
    }

    private void refuse(ConfigSource written, Judgement.Refused refused) {
        refusals++;
        String text = new Problems(refused.problems()).text();
        out.accept(new Publish(new KubernetesEvent(KubernetesEvent.Regarding.of(written), KubernetesEvent.Type.WARNING,
                "InvalidConfig", "Configure", text)));
        out.accept(Report.warning(SUBJECT, "InvalidConfig", text));
    }

    /** A copy that was emptied, edited or deleted is to say again what is in force, where the operator's text is no help. */
    private Optional<Accepted> lostCopy() {
        return acceptedText().isEmpty() ? inForce : Optional.empty();
    }

    /** What a controller accepted, as the copy says; empty where it says nothing, or somebody else wrote it. */
    private Optional<ConfigText> acceptedText() {
        return textOf(copy.filter(present -> present.alteration().isEmpty()));
    }

    /** Tells of a trouble when it comes up, and not again while it lasts. */
    private void trouble(Trouble present, Runnable tell) {
        if (!trouble.equals(Optional.of(present))) {
            trouble = Optional.of(present);
            tell.run();
        }
    }

    private void hold(Kind kind, Optional<ConfigSource> newest) {
        changed = true;
        if (kind == Kind.CONFIG) {
            source = newest;
        } else {
            copy = newest;
        }
    }

    private ObjectKey keyOf(Kind kind) {
        return kind == Kind.CONFIG ? settings.config() : settings.acceptedConfig();
    }

    private static Optional<ConfigText> textOf(Optional<ConfigSource> object) {
        return object.flatMap(ConfigSource::reading).map(Reading::text);
    }

    private static Optional<Problems> problems(Verdict verdict) {
        return switch (verdict.judgement()) {
            case Judgement.Acceptable acceptable -> Optional.empty();
            case Judgement.Refused refused -> Optional.of(new Problems(refused.problems()));
        };
    }

    /**
     * @param source the resourceVersion of the object that the text was read from
     */
    private record Accepted(ConfigText text, ResourceVersion source) {}

    private record Verdict(ConfigText text, Judgement judgement) {}

    /** Why what is in force is not what the operator wrote last. */
    private sealed interface Trouble {
        record NoSource() implements Trouble {}

        record Refused(Optional<ConfigText> text) implements Trouble {}
    }
}
