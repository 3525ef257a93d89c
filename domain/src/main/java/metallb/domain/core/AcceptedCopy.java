package metallb.domain.core;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import metallb.domain.cluster.ConfigSource;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.config.ConfigText;
import metallb.domain.config.Judgement;
import metallb.domain.config.Reading;

/** The accepted copy as the controller finds it: what it says, whether to believe that, and what is wrong with it. */
final class AcceptedCopy {
    private final ControllerSettings settings;
    private final long term;
    private final Function<Reading, Judgement> judge;
    private final Predicate<ConfigText> isOfThisTerm;
    private final Consumer<ControllerEffect> out;
    private Optional<ConfigSource> present = Optional.empty();
    private Optional<Verdict> verdict = Optional.empty();
    private boolean isMissing;
    private boolean isEmptied;
    private Optional<String> toldAlteration = Optional.empty();

    /** @param isOfThisTerm whether who leads now found that text there, or asked for it */
    AcceptedCopy(ControllerSettings settings, long term, Function<Reading, Judgement> judge,
            Predicate<ConfigText> isOfThisTerm, Consumer<ControllerEffect> out) {
        this.settings = settings;
        this.term = term;
        this.judge = judge;
        this.isOfThisTerm = isOfThisTerm;
        this.out = out;
    }

    void put(Optional<ConfigSource> newest) {
        present = newest;
    }

    /** The object that can be written to; empty where there is none. */
    Optional<ConfigSource> object() {
        return present;
    }

    /** Whether there is a text in it, whoever wrote it. */
    boolean hasText() {
        return present.flatMap(ConfigSource::reading).isPresent();
    }

    /** What a controller accepted, as the copy says; empty where it says nothing, or somebody else wrote it. */
    Optional<AcceptedText> accepted() {
        return present.filter(copy -> alteration(copy).isEmpty()).flatMap(copy -> copy.reading().map(reading ->
                new AcceptedText(reading.text(), copy.acceptedFrom().orElseThrow())));
    }

    /** Whether that was to be written and could not be, since there is no such object. */
    boolean isMissing() {
        return isMissing;
    }

    /**
     * What it says, where that is to come into force: not what is in force already, nor what this version refuses.
     *
     * @param written what the operator's ConfigMap says: where it is the same text, places are named as they stand there
     */
    Optional<Judgement.Acceptable> next(Optional<ConfigText> inForce, Optional<Reading> written) {
        Optional<ConfigText> text = accepted().map(AcceptedText::text);
        if (text.isEmpty() || text.equals(inForce)) {
            verdict = Optional.empty();
            return Optional.empty();
        }
        Reading reading = written.filter(other -> text.equals(Optional.of(other.text())))
                .or(() -> present.flatMap(ConfigSource::reading)).orElseThrow();
        boolean isNew = verdict.filter(last -> last.text().equals(reading.text())).isEmpty();
        if (isNew) {
            verdict = Optional.of(new Verdict(reading.text(), judge.apply(reading)));
        }
        return switch (verdict.orElseThrow().judgement()) {
            case Judgement.Acceptable acceptable -> {
                verdict = Optional.empty();
                yield Optional.of(acceptable);
            }
            case Judgement.Refused refused -> {
                if (isNew) {
                    warn("acceptedConfigRefused", "the accepted configuration in " + name()
                            + " is refused by this version: " + new Problems(refused.problems()).text());
                }
                yield Optional.empty();
            }
        };
    }

    /** Why this version refuses what was accepted; empty where it does not. */
    Optional<String> refusal() {
        return verdict.flatMap(Verdict::problems)
                .map(problems -> "the accepted configuration is refused: " + problems.text());
    }

    /** Why nobody accepted what it says; empty where somebody did. */
    Optional<String> alteration() {
        return present.flatMap(copy -> alteration(copy).map(why -> "the text "
                + copy.reading().orElseThrow().text() + " in " + name() + " is not what the controller accepted: " + why));
    }

    /** Who gets which address was decided without a text that an earlier leader sent and that came when the next one led. */
    private Optional<String> alteration(ConfigSource copy) {
        return copy.alteration().or(() -> copy.reading().map(Reading::text).filter(isOfThisTerm.negate())
                .map(text -> "a controller accepted it earlier, and the write came late"));
    }

    /**
     * Tells what is wrong with it, once.
     *
     * @param wanted what it is to say
     * @param isJudging whether that may be another text soon
     */
    void tell(boolean isInForce, Optional<AcceptedText> wanted, boolean isJudging) {
        boolean lacks = present.isEmpty() && wanted.isPresent();
        if (lacks && !isMissing) {
            warn("acceptedConfigMissing", "ConfigMap " + name() + " is missing, no configuration can be accepted; "
                    + "create it: kubectl create configmap " + name().name() + " -n " + settings.namespace());
        }
        isMissing = lacks;
        // Before anything is in force an empty copy is how every cluster starts.
        boolean lost = present.isPresent() && !hasText() && isInForce && wanted.isPresent();
        if (lost && !isEmptied) {
            out.accept(Report.info(ControllerConfig.SUBJECT, "acceptedConfigRewritten", "ConfigMap " + name()
                    + " is empty, configuration " + wanted.get().text() + " is written into it"));
        }
        isEmptied = lost;
        Optional<String> alteration = alteration();
        // What is in force is written over it at once; where nothing is, nobody knows what to say before the verdict.
        if (alteration.isEmpty() || wanted.isPresent() || !isJudging) {
            tellAlteration(alteration, wanted);
        }
    }

    private void tellAlteration(Optional<String> alteration, Optional<AcceptedText> wanted) {
        if (alteration.isPresent() && !alteration.equals(toldAlteration)) {
            warn("acceptedConfigAltered", alteration.get() + "; " + wanted
                    .map(accepted -> "configuration " + accepted.text() + " is written over it")
                    .orElse("no configuration is in force"));
        }
        toldAlteration = alteration;
    }

    /** Somebody changes it again and again, and we give way for a while. */
    void contested(Duration pause) {
        announce(KubernetesEvent.Type.WARNING, "acceptedConfigContested", "ConfigMap " + name()
                + " is changed again and again by somebody else, not writing it for " + ForeignEdits.words(pause));
    }

    /** Nothing answers writes to it. */
    void unanswered() {
        announce(KubernetesEvent.Type.WARNING, "acceptedConfigUnanswered", "writing ConfigMap " + name()
                + " has had no answer for " + ForeignEdits.words(ApiWrites.LANDING)
                + ", so the configuration in force stays in force; it is tried again");
    }

    /** The pause is over. */
    void resumed() {
        toldAlteration = Optional.empty();
        announce(KubernetesEvent.Type.NORMAL, "acceptedConfigResumed", "ConfigMap " + name() + " is written again");
    }

    /** By an event on the copy itself, where who changes it may look, and in the log. */
    private void announce(KubernetesEvent.Type type, String reason, String text) {
        present.ifPresent(copy -> out.accept(new Publish(new KubernetesEvent(KubernetesEvent.Regarding.of(copy), type,
                reason, "Configure", text), term)));
        Report.Level level = type == KubernetesEvent.Type.WARNING ? Report.Level.WARNING : Report.Level.INFO;
        out.accept(new Report(level, ControllerConfig.SUBJECT, reason, text));
    }

    private ObjectKey name() {
        return settings.acceptedConfig();
    }

    private void warn(String event, String text) {
        out.accept(Report.warning(ControllerConfig.SUBJECT, event, text));
    }
}
