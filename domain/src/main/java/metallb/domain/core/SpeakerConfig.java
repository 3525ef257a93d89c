package metallb.domain.core;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import metallb.domain.cluster.ConfigSource;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigText;
import metallb.domain.config.Judgement;
import metallb.domain.config.Problem;
import metallb.domain.config.Reading;

/**
 * Which configuration is in force. What the controller accepted is; while it accepted none yet, the ConfigMap's own
 * text is, if it has no errors. What runs stays when its text goes, when a new one is refused, and when the copy's text
 * is not what the controller accepted. A text is judged once.
 */
final class SpeakerConfig {
    private static final String SUBJECT = "config";

    private final Function<Reading, Judgement> judge;
    private final Consumer<SpeakerEffect> effects;
    private Optional<ConfigSource> own = Optional.empty();
    private Optional<ConfigSource> accepted = Optional.empty();
    private Optional<InForce> inForce = Optional.empty();
    private Optional<Refused> refused = Optional.empty();
    private boolean changed = true;
    private boolean saidGone;
    private long refusals;

    SpeakerConfig(Function<Reading, Judgement> judge, Consumer<SpeakerEffect> effects) {
        this.judge = judge;
        this.effects = effects;
    }

    /** Whose text it is. */
    enum Origin {
        ACCEPTED("the accepted configuration"),
        OWN("the ConfigMap's configuration");

        private final String words;

        Origin(String words) {
            this.words = words;
        }
    }

    /** What runs. */
    record InForce(Origin origin, ConfigText text, Config config) {}

    /**
     * The newest text, which does not come into force.
     *
     * @param word why, as a stable word
     */
    record Refused(ConfigText text, String word, String sentence) {}

    /** What the operator's ConfigMap says; empty where there is none. */
    void own(Optional<ConfigSource> newest) {
        own = newest;
        changed = true;
    }

    /** What the accepted copy says; empty where there is none. */
    void accepted(Optional<ConfigSource> newest) {
        accepted = newest;
        changed = true;
    }

    /** Whether there is something to {@link #reconsider}. */
    boolean isChanged() {
        return changed;
    }

    Optional<InForce> inForce() {
        return inForce;
    }

    /** The newest text, where it does not come into force; what is in force is older. */
    Optional<Refused> refused() {
        return refused;
    }

    long refusals() {
        return refusals;
    }

    /**
     * Looks at both texts again; to be called once both are known. Returns the configuration that came into force by
     * this, if another one did.
     */
    Optional<Config> reconsider() {
        changed = false;
        Optional<Reading> copied = accepted.flatMap(ConfigSource::reading);
        if (copied.isPresent()) {
            saidGone = false;
            return consider(Origin.ACCEPTED, copied.get(), accepted.flatMap(ConfigSource::alteration));
        }
        Optional<Reading> written = own.flatMap(ConfigSource::reading);
        boolean runsAccepted = inForce.filter(running -> running.origin() == Origin.ACCEPTED).isPresent();
        if (written.isPresent() && !runsAccepted) {
            saidGone = false;
            return consider(Origin.OWN, written.get(), Optional.empty());
        }
        refused = Optional.empty();
        inForce.filter(_ -> !saidGone).ifPresent(running -> {
            saidGone = true;
            effects.accept(Report.info(SUBJECT, "configGone", running.origin().words + " is gone, "
                    + running.text() + " stays in force"));
        });
        return Optional.empty();
    }

    /** @param alteration why the text is not to be believed */
    private Optional<Config> consider(Origin origin, Reading reading, Optional<String> alteration) {
        ConfigText text = reading.text();
        if (inForce.filter(running -> running.text().equals(text)).isPresent()) {
            stay(origin, inForce.get());
            return Optional.empty();
        }
        if (alteration.isPresent()) {
            refuse(text, "acceptedConfigAltered", "the text " + text + " in the accepted copy is not what the controller"
                    + " accepted: " + alteration.get());
            return Optional.empty();
        }
        if (refused.filter(last -> last.word().equals(refusal(origin)) && last.text().equals(text)).isPresent()) {
            return Optional.empty();
        }
        return switch (judge.apply(reading)) {
            case Judgement.Acceptable(Config config, List<Problem> _) -> {
                inForce = Optional.of(new InForce(origin, text, config));
                refused = Optional.empty();
                effects.accept(Report.info(SUBJECT, "configInForce", loaded(origin, text)));
                yield Optional.of(config);
            }
            case Judgement.Refused(List<Problem> problems) -> {
                refuse(text, refusal(origin), sentence(origin, text, new Problems(problems)));
                yield Optional.empty();
            }
        };
    }

    /** Says why a text does not come into force, once. */
    private void refuse(ConfigText text, String word, String sentence) {
        Refused next = new Refused(text, word, sentence);
        if (!refused.equals(Optional.of(next))) {
            refused = Optional.of(next);
            refusals++;
            effects.accept(Report.warning(SUBJECT, word, sentence + "; "
                    + inForce.map(running -> running.text() + " stays in force").orElse("none is in force")));
        }
    }

    /** The text that runs is the newest one, again or still. */
    private void stay(Origin origin, InForce running) {
        if (refused.isPresent() || running.origin() != origin) {
            refused = Optional.empty();
            inForce = Optional.of(new InForce(origin, running.text(), running.config()));
            effects.accept(Report.info(SUBJECT, "configInForce", loaded(origin, running.text())));
        }
    }

    private static String refusal(Origin origin) {
        return switch (origin) {
            case ACCEPTED -> "acceptedConfigRefused";
            case OWN -> "InvalidConfig";
        };
    }

    private static String sentence(Origin origin, ConfigText text, Problems problems) {
        return switch (origin) {
            case ACCEPTED -> origin.words + " " + text + " is refused by this version: " + problems.text();
            case OWN -> origin.words + " " + text + " is refused: " + problems.text();
        };
    }

    private static String loaded(Origin origin, ConfigText text) {
        return switch (origin) {
            case ACCEPTED -> origin.words + " " + text + " is in force";
            case OWN -> origin.words + " " + text + " is in force, because the controller accepted none yet";
        };
    }
}
