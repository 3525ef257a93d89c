package metallb.domain.core;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import metallb.domain.cluster.ConfigSource;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigText;
import metallb.domain.config.Judgement;
import metallb.domain.config.Problem;
import metallb.domain.config.Reading;
import metallb.domain.config.Where;

/**
 * The operator's ConfigMap. Its text is refused whole if it has an error, or if a service would lose its address by it;
 * the operator is told once, and again when the refusal reads differently.
 */
final class OperatorConfig {
    private final ControllerSettings settings;
    private final long term;
    private final Function<Reading, Judgement> judge;
    private final OrphanCheck orphans;
    private final Consumer<ControllerEffect> out;
    private Optional<ConfigSource> present = Optional.empty();
    private Optional<Verdict> verdict = Optional.empty();
    private Optional<Trouble> trouble = Optional.empty();
    private long refusals;

    OperatorConfig(ControllerSettings settings, long term, Function<Reading, Judgement> judge, OrphanCheck orphans,
            Consumer<ControllerEffect> out) {
        this.settings = settings;
        this.term = term;
        this.judge = judge;
        this.orphans = orphans;
        this.out = out;
    }

    /** Why what is in force is not what the operator wrote last. */
    private sealed interface Trouble {
        record NoSource() implements Trouble {}

        /** @param text empty where there is none */
        record Refused(Optional<ConfigText> text, String why) implements Trouble {}
    }

    void put(Optional<ConfigSource> newest) {
        present = newest;
    }

    Optional<Reading> reading() {
        return present.flatMap(ConfigSource::reading);
    }

    /** Whether something is wrong with what the operator wrote last. */
    boolean isInTrouble() {
        return trouble.isPresent();
    }

    /** Texts refused so far. */
    long refusals() {
        return refusals;
    }

    /**
     * Judges the text.
     *
     * @param isSafe whether nobody can lose an address by that text, whatever it says
     * @return the text, where it may come into force; while services are left to be looked at nobody knows yet
     */
    Optional<AcceptedText> accepted(Predicate<ConfigText> isSafe) {
        if (present.isEmpty()) {
            orphans.end();
            trouble(new Trouble.NoSource(), () -> out.accept(Report.warning(ControllerConfig.SUBJECT, "configMissing",
                    "configuration missing: there is no ConfigMap " + settings.config())));
            return Optional.empty();
        }
        return switch (judgement(present.get())) {
            case Judgement.Refused refused -> {
                orphans.end();
                refuse(present.get(), new Problems(refused.problems()).text());
                yield Optional.empty();
            }
            case Judgement.Acceptable acceptable -> {
                ConfigText text = verdict.orElseThrow().text();
                yield mayComeIntoForce(text, acceptable.config(), isSafe.test(text))
                        ? Optional.of(new AcceptedText(text, present.get().meta().version())) : Optional.empty();
            }
        };
    }

    private boolean mayComeIntoForce(ConfigText text, Config config, boolean isSafe) {
        if (isSafe) {
            orphans.end();
            isOver(text);
            return true;
        }
        orphans.judge(text, config);
        orphans.heard();
        return switch (orphans.verdict()) {
            case OrphanCheck.Verdict.Open open -> false;
            case OrphanCheck.Verdict.Harmless harmless -> {
                isOver(text);
                yield true;
            }
            case OrphanCheck.Verdict.Orphaned orphaned -> {
                refuse(present.orElseThrow(), orphaned.text());
                yield false;
            }
        };
    }

    private Judgement judgement(ConfigSource written) {
        if (written.reading().isEmpty()) {
            Where where = new Where(written.key().toString(), "", 0, 0);
            return new Judgement.Refused(List.of(new Problem(where, "no text under data key \"config\"",
                    "a configuration there")));
        }
        Reading reading = written.reading().get();
        if (verdict.filter(last -> last.text().equals(reading.text())).isEmpty()) {
            verdict = Optional.of(new Verdict(reading.text(), judge.apply(reading)));
        }
        return verdict.get().judgement();
    }

    private void refuse(ConfigSource written, String why) {
        Optional<ConfigText> text = written.reading().map(Reading::text);
        boolean isNew = !(trouble.orElse(new Trouble.NoSource()) instanceof Trouble.Refused last)
                || !last.text().equals(text);
        trouble(new Trouble.Refused(text, why), () -> {
            refusals += isNew ? 1 : 0;
            out.accept(new Publish(new KubernetesEvent(KubernetesEvent.Regarding.of(written),
                    KubernetesEvent.Type.WARNING, "InvalidConfig", "Configure", why), term));
            out.accept(Report.warning(ControllerConfig.SUBJECT, "InvalidConfig", why));
        });
    }

    /** Whoever heard last that a text is refused hears of the next one that is not. */
    private void isOver(ConfigText text) {
        if (trouble.orElse(new Trouble.NoSource()) instanceof Trouble.Refused) {
            String sentence = "configuration " + text + " is accepted";
            out.accept(new Publish(new KubernetesEvent(KubernetesEvent.Regarding.of(present.orElseThrow()),
                    KubernetesEvent.Type.NORMAL, "ConfigAccepted", "Configure", sentence), term));
            out.accept(Report.info(ControllerConfig.SUBJECT, "ConfigAccepted", sentence));
        }
        trouble = Optional.empty();
    }

    /** Tells of a trouble when it comes up, and not again while it lasts. */
    private void trouble(Trouble next, Runnable tell) {
        if (!trouble.equals(Optional.of(next))) {
            trouble = Optional.of(next);
            tell.run();
        }
    }
}
